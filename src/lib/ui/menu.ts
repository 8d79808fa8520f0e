interface MenuItem {
  readonly path: string;
  readonly text: string;
  /** How much waits behind it. */
  readonly count?: number;
}

/** Links of the office's menu that belong together. */
export interface MenuGroup {
  readonly heading?: string;
  readonly items: readonly MenuItem[];
}

/** What the office's menu shows, and where it stands. */
export interface MenuProps {
  readonly label: string;
  readonly groups: readonly MenuGroup[];
  /** Of this page, without the language. */
  readonly path: string;
  readonly search: string;
  readonly isLarge: boolean;
  /** This page in the other language. */
  readonly otherHref: string;
}
