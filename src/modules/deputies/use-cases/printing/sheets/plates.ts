import type { Page } from '#platform/documents/pdf.ts';
import type { Content } from '../../../domain/printing/content.ts';
import { type Extras, type Fact, INK, PALE, bigName, code, facts, frame, portrait, versionMark } from './parts.ts';

const A5_LANDSCAPE = { width: 210, height: 148 };
const A6_LANDSCAPE = { width: 148, height: 105 };
const INVITES = '扫码查看承诺与完成情况\n有事找代表，民有所呼、我有所应';

const title = { family: 'serif', isBold: true, minSize: 11, spacing: 0.5, colour: INK } as const;
const foot = { family: 'sans', size: 10.5, lines: 2, leading: 1.5, colour: PALE } as const;

function factsOf({ work, electoralDistrict, electoralUnit, phone, receptions }: Content): Fact[] {
  const given: readonly (readonly [string, string | null])[] = [
    ['职务', work],
    ['选区', electoralDistrict],
    ['选举单位', electoralUnit],
    ['联系电话', phone],
    ['接待日', receptions.length === 0 ? null : receptions.slice(0, 3).join('\n')],
  ];
  return given.flatMap(([label, text]) => (text === null ? [] : [{ label, text }]));
}

/** A nameplate for a place of work, A5. Without a photo the text takes its place. */
export function nameplate(content: Content, { photo, mark }: Extras): Page {
  return {
    size: A5_LANDSCAPE,
    draw(sheet) {
      frame(sheet, 4.9);
      if (photo !== undefined) portrait(sheet, { x: 14, y: 20, width: 56, height: 75 }, { photo, name: content.name });
      const x = photo === undefined ? 14 : 80;
      const width = 196 - x;
      sheet.text(content.titles.join('、'), { x, y: 19, width, height: 12 }, { ...title, size: 25 });
      bigName(sheet, content.name, { x, y: 32, width, height: 22, size: 50 });
      facts(sheet, factsOf(content), { area: { x, y: 57, width, height: 44 }, size: 14, minSize: 8, labels: 5 });
      code(sheet, content.address, { x: 164, y: 104, side: 32 });
      sheet.text(INVITES, { x: 14, y: 122, width: 140, height: 13 }, foot);
      versionMark(sheet, mark, { x: 14, y: 135, width: 140, height: 4 });
    },
  };
}

/** A label for the door of a home in the country, A6. */
export function doorLabel(content: Content, { mark }: Extras): Page {
  return {
    size: A6_LANDSCAPE,
    draw(sheet) {
      frame(sheet, 4);
      sheet.text(content.titles.join('、'), { x: 11, y: 11, width: 90, height: 10 }, { ...title, size: 19 });
      bigName(sheet, content.name, { x: 11, y: 22, width: 90, height: 22, size: 46 });
      const area = { x: 11, y: 48, width: 90, height: 32 };
      facts(sheet, factsOf(content), { area, size: 11, minSize: 7, labels: 5 });
      code(sheet, content.address, { x: 106, y: 64, side: 31 });
      sheet.text(INVITES, { x: 11, y: 82, width: 90, height: 11 }, { ...foot, size: 8.5 });
      versionMark(sheet, mark, { x: 11, y: 93, width: 90, height: 4 });
    },
  };
}
