import type { Block } from '#platform/documents/docx.ts';

const NUMERALS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];

/** A day as offices write it: 2020年10月28日. */
export function dayInWords(day: string): string {
  const { year, month, day: ofMonth } = Temporal.PlainDate.from(day);
  return `${year}年${month}月${ofMonth}日`;
}

export const percent = (rate: string | null): string => (rate === null ? '–' : `${rate}%`);

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text });
export const table = (head: readonly string[], rows: readonly (readonly string[])[]): Block => ({
  kind: 'table',
  ...{ head, rows },
});

export interface Section {
  readonly title: string;
  readonly blocks: readonly Block[];
}

/** Sections under numbered headings; one that has nothing to say is left out, and none is counted for it. */
export function numbered(sections: readonly Section[]): Block[] {
  return sections
    .filter(({ blocks }) => blocks.length > 0)
    .flatMap(({ title, blocks }, at): Block[] => [
      { kind: 'heading', level: 2, text: `${NUMERALS[at] ?? at + 1}、${title}` },
      ...blocks,
    ]);
}
