import { type Page, PAPER } from '#platform/documents/pdf.ts';
import type { Area, Sheet } from '#platform/documents/sheet.ts';
import type { Content, PrintPromise } from '../../../domain/printing/content.ts';
import {
  type Extras,
  type Fact,
  INK,
  PALE,
  RULE,
  bigName,
  code,
  facts,
  frame,
  portrait,
  versionMark,
} from './parts.ts';

/** So many promises have room on a sheet; more go on the next. */
const ON_A_SHEET = 10;
const LIST: Area = { x: 20, y: 104, width: 170, height: 136 };
const NUMBER = 11;
const MM_PER_POINT = 25.4 / 72;
const SIZES = { first: 18, smallest: 8, step: 0.5 };

const dayWords = (day: string) => {
  const [year = '', month = '', date = ''] = day.split('-');
  return `${Number(year)} 年 ${Number(month)} 月 ${Number(date)} 日前`;
};

const smallOf = ({ target, dueDay }: PrintPromise) =>
  [target === null ? null : `目标：${target}`, dueDay === null ? null : `时限：${dayWords(dueDay)}`]
    .filter((one) => one !== null)
    .join('　');

const TEXT = { family: 'sans', lines: 8, first: 'wrap', leading: 1.4 } as const;

function heightsAt(sheet: Sheet, promises: readonly PrintPromise[], size: number) {
  const width = LIST.width - NUMBER;
  const height = (text: string, points: number) =>
    text === '' ? 0 : sheet.measure(text, { width, height: LIST.height }, { ...TEXT, size: points }).height;
  return promises.map((promise) => ({ text: height(promise.text, size), small: height(smallOf(promise), size * 0.8) }));
}

/** Promises with their numbers, in the largest type in which all of them have room. */
function list(sheet: Sheet, promises: readonly PrintPromise[], first: number): void {
  let size = SIZES.first;
  let heights = heightsAt(sheet, promises, size);
  const gap = () => size * MM_PER_POINT * 0.8;
  const total = () => heights.reduce((sum, { text, small }) => sum + text + small + gap(), 0);
  while (total() > LIST.height && size > SIZES.smallest) {
    size -= SIZES.step;
    heights = heightsAt(sheet, promises, size);
  }
  const share = Math.min(1, LIST.height / total());
  let { y } = LIST;
  for (const [index, promise] of promises.entries()) {
    const { text = 0, small = 0 } = heights[index] ?? {};
    const x = LIST.x + NUMBER;
    const width = LIST.width - NUMBER;
    const number = { x: LIST.x, y, width: NUMBER, height: text * share + 0.01 };
    sheet.text(String(first + index), number, { family: 'serif', isBold: true, size, leading: 1.4, colour: PALE });
    sheet.text(promise.text, { x, y, width, height: text * share + 0.01 }, { ...TEXT, size, colour: INK });
    y += text * share;
    if (small > 0) {
      const area = { x, y, width, height: small * share + 0.01 };
      sheet.text(smallOf(promise), area, { ...TEXT, size: size * 0.8, colour: PALE });
    }
    y += (small + gap()) * share;
  }
}

function factsOf({ titles, work, electoralDistrict, electoralUnit, phone, place, receptions }: Content): Fact[] {
  const given: readonly (readonly [string, string | null])[] = [
    ['身份', titles.join('、')],
    ['职务', work],
    ['选区', electoralDistrict],
    ['选举单位', electoralUnit],
    ['代表家站', place],
    ['联系电话', phone],
    ['接待日', receptions.length === 0 ? null : receptions.slice(0, 2).join('\n')],
  ];
  return given.flatMap(([label, text]) => (text === null ? [] : [{ label, text }]));
}

interface Part {
  readonly number: number;
  readonly of: number;
  readonly promises: readonly PrintPromise[];
}

function sheetOf(content: Content, { photo, mark }: Extras, { number, of, promises }: Part): Page {
  return {
    size: PAPER.a4,
    draw(sheet) {
      frame(sheet, 8);
      const heading = `${content.year ?? ''} 年履职承诺公示`;
      const style = { family: 'serif', isBold: true, spacing: 0.12, align: 'centre', colour: INK } as const;
      sheet.text(heading, { x: 20, y: 17, width: 170, height: 16 }, { ...style, size: 30, minSize: 20 });
      sheet.line({ x: 20, y: 36 }, { x: 190, y: 36 }, { width: 0.4, colour: INK });
      portrait(sheet, { x: 20, y: 42, width: 39, height: 52 }, { photo, name: content.name });
      bigName(sheet, content.name, { x: 66, y: 40, width: 124, height: 15, size: 34 });
      const area = { x: 66, y: 57, width: 124, height: 39 };
      facts(sheet, factsOf(content), { area, size: 11.5, minSize: 7, labels: 5 });
      sheet.line({ x: 20, y: 99 }, { x: 190, y: 99 }, { width: 0.2, colour: RULE });
      list(sheet, promises, (number - 1) * ON_A_SHEET + 1);
      code(sheet, content.address, { x: 156, y: 245, side: 34 });
      const invites = `共 ${content.promises.length} 条承诺。扫码查看进展和核实情况\n有事找代表，民有所呼、我有所应`;
      const foot = { x: 20, width: 130, height: 14, y: 260 };
      sheet.text(invites, foot, { family: 'sans', size: 11, lines: 2, leading: 1.6, colour: PALE });
      const mention = of > 1 ? `${mark} · 第 ${number} 张，共 ${of} 张` : mark;
      versionMark(sheet, mention, { x: 20, y: 275, width: 130, height: 4 });
    },
  };
}

/** A deputy's promises of a year, A4; on several sheets where they are many. */
export function notices(content: Content, extras: Extras): Page[] {
  const of = Math.max(1, Math.ceil(content.promises.length / ON_A_SHEET));
  return Array.from({ length: of }, (_, at) => {
    const promises = content.promises.slice(at * ON_A_SHEET, (at + 1) * ON_A_SHEET);
    return sheetOf(content, extras, { number: at + 1, of, promises });
  });
}
