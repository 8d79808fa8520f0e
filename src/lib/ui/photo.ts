/** A photo as components show it. */
export interface Photo {
  /** Of a small one, some 480 pixels wide. */
  readonly src: string;
  /** Of the large one. */
  readonly href: string;
  readonly alt: string;
  readonly width: number;
  readonly height: number;
  readonly caption?: string;
}
