/** A sheet as the importer sees it, whatever kind of file it came in. */
export type Cell = string | number | boolean | { readonly day: string } | null;

export interface SheetRow {
  /** As the spreadsheet numbers it. */
  readonly number: number;
  readonly isHidden: boolean;
  readonly cells: readonly Cell[];
}

export interface Sheet {
  readonly name: string;
  readonly isHidden: boolean;
  readonly rows: readonly SheetRow[];
}

/** Full-width digits and letters become half-width, white space of any kind becomes one space or none. */
export function normalise(text: string): string {
  return text
    .normalize('NFKC')
    .replaceAll(/[\u200B-\u200F\uFEFF]/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** The cell as a person would read it aloud. */
export function textOf(cell: Cell | undefined): string {
  if (cell === null || cell === undefined) return '';
  if (typeof cell === 'object') return cell.day;
  if (typeof cell === 'boolean') return cell ? '是' : '否';
  return typeof cell === 'number' ? String(cell) : cell.trim();
}

/** Without any white space: `王 伟` and `王伟` are one name, `姓 名` and `姓名` one heading. */
export function squeeze(text: string): string {
  return normalise(text).replaceAll(' ', '');
}
