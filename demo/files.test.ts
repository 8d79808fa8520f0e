import { createHash } from 'node:crypto';
import { read, utils, type WorkSheet } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { type DemoFile, generateDistrict } from './index.ts';
import { DEMO_TODAY } from './programme.ts';

/** A data row by heading (without blanks), as someone reads it who knows nothing of the generator. */
type ReadRow = Readonly<Record<string, string>>;

const { files, fileCount, truth, regions } = generateDistrict();
const written: readonly DemoFile[] = [...files];

const halfWidth = (text: string): string => text.normalize('NFKC').trim();
const squeezed = (text: string): string => halfWidth(text).replace(/\s/g, '');

function dayOfSerial(serial: number): string {
  return new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10);
}

/** The sheet as text, merged cells repeated in each row they cover. */
function gridOf(sheet: WorkSheet): string[][] {
  const grid = utils.sheet_to_json<unknown[]>(sheet, { header: 1, raw: true, defval: '', blankrows: true });
  const text = grid.map((row) =>
    row.map((cell) => (typeof cell === 'number' && cell > 42_000 && cell < 45_000 ? dayOfSerial(cell) : String(cell))),
  );
  for (const { s, e } of sheet['!merges'] ?? []) {
    for (let row = s.r + 1; row <= e.r; row += 1) {
      const target = text[row];
      if (target) target[s.c] = text[s.r]?.[s.c] ?? '';
    }
  }
  return text;
}

function rowsOf(sheet: WorkSheet): ReadRow[] {
  if (!sheet['!ref']) return [];
  const grid = gridOf(sheet);
  const headingRow = grid.findIndex((row) => row.map(squeezed).some((cell) => cell === '代表层级'));
  const headings = (grid[headingRow] ?? []).map(squeezed);
  return grid
    .slice(headingRow + 1)
    .filter((row) => headingRow >= 0 && row.some((cell) => cell.trim() !== '') && !row.some((cell) => cell === '合计'))
    .map((row) => Object.fromEntries(headings.map((heading, index) => [heading, halfWidth(row[index] ?? '')])));
}

function sheetsOf({ name, bytes }: DemoFile): ReadRow[][] {
  const book = name.endsWith('.csv')
    ? read(new TextDecoder('gb18030', { fatal: true }).decode(bytes), { type: 'string', raw: true })
    : read(bytes, { type: 'buffer' });
  return book.SheetNames.map((sheet) => book.Sheets[sheet]).map((sheet) => (sheet ? rowsOf(sheet) : []));
}

const first = (row: ReadRow, ...headings: string[]): string =>
  headings.map((heading) => row[heading]).find(Boolean) ?? '';

/** A day, from any of the writings but the serial, which is one already. */
function day(text: string): string {
  const [, year = '', month = '', date = ''] = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(text) ?? [];
  return year === '' ? 'not a day' : `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
}

const rows = written.flatMap((file) =>
  sheetsOf(file).flatMap((sheet) =>
    sheet.map((row) => ({ year: Number(/\d{4}/.exec(file.name)?.[0]), file: file.name, row })),
  ),
);
const isLedger = ({ row }: { row: ReadRow }): boolean => '核实人' in row;
const person = (row: ReadRow): string => squeezed(first(row, '代表姓名', '姓名'));
const ledger = rows.filter(isLedger);
const roster = rows.filter((one) => !isLedger(one));

/** Which posts a ledger row can mean, by level, town and name, and by phone where it is given. */
const listed = Map.groupBy(
  roster.flatMap(({ year, row }) =>
    first(row, '代表层级')
      .split('、')
      .map((level) => ({
        key: `${year} ${first(row, '所属镇街')} ${person(row)}`,
        level,
        phone: first(row, '联系电话'),
      })),
  ),
  ({ key }) => key,
);
function meant(year: number, row: ReadRow): string[] {
  const [level, phone] = [first(row, '代表层级'), first(row, '联系电话')];
  return (listed.get(`${year} ${first(row, '所属镇街')} ${person(row)}`) ?? [])
    .filter((post) => (level === '' || post.level === level) && (phone === '' || post.phone === phone))
    .map((post) => `${post.key} ${post.phone}`);
}

describe('the files', () => {
  it('are the same bytes every time, and others from another seed', () => {
    const hash = (list: Iterable<DemoFile>): string => {
      const sum = createHash('sha256');
      for (const { name, bytes } of list) sum.update(name).update(bytes);
      return sum.digest('hex');
    };
    expect(hash(generateDistrict().files)).toBe(hash(written));
    const [other] = generateDistrict({ seed: 7 }).files;
    expect(other?.bytes).not.toEqual(written[0]?.bytes);
  });

  it('have names of their own, one town in GB18030, one in the old binary format', () => {
    const names = written.map(({ name }) => name);
    expect(new Set(names).size).toBe(fileCount);
    expect(names).toHaveLength(fileCount);
    expect(names).toContain('观澜镇2020年代表名册.xlsx');
    expect(names.filter((name) => name.endsWith('.csv'))).toHaveLength(8);
    expect(names.filter((name) => name.endsWith('.xls'))).toHaveLength(4);
    expect(names.every((name) => regions.some((region) => name.startsWith(region.name)))).toBe(true);
  });

  it('hold no formula', () => {
    for (const { name, bytes } of written.filter((file) => !file.name.endsWith('.csv'))) {
      const book = read(bytes, { type: 'buffer', cellFormula: true });
      const formulas = Object.values(book.Sheets).flatMap((sheet) => utils.sheet_to_formulae(sheet));
      expect(
        formulas.filter((cell) => /^[A-Z]+\d+=(?!')[^\d]/.test(cell)),
        name,
      ).toEqual([]);
    }
  });
});

describe('read again by somebody else', () => {
  it.each(truth)('the ledgers of $year hold $commitments rows of $persons persons, $verified verified', (fact) => {
    const ofYear = ledger.filter(({ year }) => year === fact.year);
    const done = ofYear.filter(({ row }) => first(row, '实际完成时间', '完成时间') !== '');
    const verified = done.filter(
      ({ row }) => first(row, '核实人') !== '' && squeezed(first(row, '核实人')) !== person(row),
    );
    expect(ofYear).toHaveLength(fact.commitments);
    expect(done).toHaveLength(fact.reported);
    expect(verified).toHaveLength(fact.verified);
    expect(new Set(ofYear.map(({ year, row }) => meant(year, row)[0])).size).toBe(fact.persons);
  });

  it('each ledger row means exactly one post of its town and year', () => {
    const unclear = ledger.filter(({ year, row }) => meant(year, row).length !== 1);
    expect(unclear.slice(0, 5)).toEqual([]);
  });

  it('no two rows are equal', () => {
    const posts = ledger.map(
      ({ year, row }) => `${meant(year, row)[0] ?? ''} ${first(row, '代表层级')} ${first(row, '承诺内容', '承诺事项')}`,
    );
    expect(new Set(posts).size).toBe(posts.length);
  });

  it('each day exists, and none lies after today', () => {
    const headings = ['公示时间', '实际完成时间', '核实时间', '完成时间'];
    for (const { file, row } of ledger) {
      for (const text of headings.map((heading) => row[heading] ?? '').filter((cell) => cell !== '')) {
        const read = day(text);
        expect(Temporal.PlainDate.from(read).toString() === read && read <= DEMO_TODAY, `${file} ${text}`).toBe(true);
      }
    }
  });

  it('each due date, state and level is in a writing that the design lists', () => {
    for (const { file, row } of ledger) {
      const due = first(row, '完成时限', '承诺时限', '计划完成时间');
      expect(/^(长期|\d{1,2}月底前|\d{4}年\d{1,2}月)$/.test(due) || day(due) !== 'not a day', `${file} ${due}`).toBe(
        true,
      );
      const isDone = first(row, '实际完成时间', '完成时间') !== '';
      expect(isDone ? ['已完成', '完成', '√', '100%'] : ['推进中', '未完成']).toContain(first(row, '完成情况'));
      expect(['', '市', '区', '镇']).toContain(first(row, '代表层级'));
    }
    expect(new Set(roster.flatMap(({ row }) => first(row, '代表层级').split('、')))).toEqual(
      new Set(['全国', '市', '区', '镇']),
    );
  });

  it('rosters say what a wall shows: town, district, group, station, congress, term', () => {
    for (const { file, row } of roster) {
      const [region, station, congress, term] = ['所属镇街', '代表家站', '届次', '任职起止'].map(
        (heading) => row[heading] ?? '',
      );
      expect(file.startsWith(region ?? '-'), file).toBe(true);
      expect(station).toMatch(/(代表之家|代表联络站)$/);
      expect(congress).toMatch(/^(全国|市|区|镇)第[一二三四五六七八九十]+届(、(区|镇)第[一二三四五六七八九十]+届)?$/);
      expect(term).toMatch(/^\d{4}(\.\d{2}|年\d{1,2}月)([-—至](\d{4}(\.\d{2}|年\d{1,2}月)|今))$/);
    }
  });
});
