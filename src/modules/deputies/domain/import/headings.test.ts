import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LEDGER_WORDS, ROSTER_WORDS, isData, normaliseHeading, recognise, yearIn } from './headings.ts';
import type { Cell, Sheet } from './sheet.ts';

function sheet(...rows: Cell[][]): Sheet {
  return {
    name: 'Sheet1',
    isHidden: false,
    rows: rows.map((cells, index) => ({ number: index + 1, isHidden: false, cells })),
  };
}

const LEDGER = ['序号', '代表姓名', '承诺内容', '完成情况'];

describe('recognition by headings', () => {
  it('finds a ledger below title rows, and keeps the titles', () => {
    const found = recognise(sheet(['云川区观澜镇2020年人大代表承诺台账'], [], LEDGER, [1, '王伟', '修路', '']));
    expect(found).toMatchObject({ kind: 'ledger', headerRow: 3, titles: ['云川区观澜镇2020年人大代表承诺台账'] });
    expect(found?.columns.get('text' as never)).toBe(2);
    expect(found?.rows).toHaveLength(1);
  });

  it('finds a roster, and keeps columns that it does not know, but not running numbers', () => {
    const found = recognise(sheet(['序号', '姓 名', '性别', '代表层级', '责任单位', '导入问题']));
    expect(found).toMatchObject({ kind: 'roster', extras: [{ index: 4, heading: '责任单位' }] });
  });

  it('sees nothing in a sheet of another kind', () => {
    expect(recognise(sheet(['科目', '金额'], ['办公费', 3]))).toBeUndefined();
    expect(recognise(sheet())).toBeUndefined();
  });

  it('takes the row that knows most headings, not a title that happens to be one', () => {
    const found = recognise(sheet(['姓名', '代表', '承诺'], LEDGER, [1, '王伟', '修路', '']));
    expect(found?.headerRow).toBe(2);
  });

  it.each([
    ['姓 名', '姓名'],
    ['姓\n名', '姓名'],
    ['＊代表姓名：', '代表姓名'],
    ['公开电话（是/否）', '公开电话'],
    ['选区(选举单位)', '选区'],
    ['工作单位及职务', '工作单位及职务'],
  ])('%j is %s', (written, plain) => expect(normaliseHeading(written)).toBe(plain));

  it('reads every word of every column, in any order, with spaces inside and columns between', () => {
    const one = <Column extends string>(words: Readonly<Record<Column, readonly string[]>>) =>
      fc
        .tuple(
          ...(Object.entries(words) as [Column, string[]][]).map(([column, synonyms]) =>
            fc.constantFrom(...synonyms).map((word) => [column, word] as const),
          ),
        )
        .chain((chosen) => fc.shuffledSubarray(chosen, { minLength: chosen.length }));
    fc.assert(
      fc.property(one(LEDGER_WORDS), (chosen) => {
        // Some towns use one word for two columns: a word counts for the first column that knows it.
        fc.pre(new Set(chosen.map(([, word]) => word)).size === chosen.length);
        const found = recognise(sheet(chosen.map(([, word]) => word.split('').join(' '))));
        expect(found?.kind).toBe('ledger');
        expect(found?.columns.size).toBe(chosen.length);
      }),
    );
    fc.assert(
      fc.property(one(ROSTER_WORDS), (chosen) => {
        fc.pre(new Set(chosen.map(([, word]) => word)).size === chosen.length);
        expect(recognise(sheet(chosen.map(([, word]) => word)))?.kind).toBe('roster');
      }),
    );
  });

  it('no word stands for two columns of one kind of table', () => {
    for (const words of [ROSTER_WORDS, LEDGER_WORDS]) {
      const all = Object.values(words).flat();
      expect(all.filter((word, index) => all.indexOf(word) !== index)).toEqual([]);
    }
  });
});

describe('rows that are no data', () => {
  const table = recognise(sheet(LEDGER));
  if (table?.kind !== 'ledger') throw new Error('a ledger is not recognised');
  it.each([
    [['', '合计', '', 12], false],
    [['小计', 12], false],
    [['总 计', null, null, 3], false],
    [[], false],
    [[null, '  ', ''], false],
    [['注：以上均已公示'], false],
    [['填表人：张三', '', '', '审核人：李四'], false],
    [LEDGER, false],
    [[1, '王伟', '修路', ''], true],
    [[1, '', '修路', ''], true],
    [['', '合计春', '修路', ''], true],
  ] as [Cell[], boolean][])('%j', (cells, expected) => {
    expect(isData({ number: 9, isHidden: false, cells }, table)).toBe(expected);
  });
});

it.each([
  ['观澜镇2020年代表名册.xlsx', 2020],
  ['２０１９年度', 2019],
  ['第18届', undefined],
  ['20200101', undefined],
])('the year in %s is %s', (text, year) => expect(yearIn(text)).toBe(year));
