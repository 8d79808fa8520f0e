import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BATCH_LIMITS, type FileSummary } from '../../contract.ts';
import { checkFiles, choiceOf, countsOf, markedName, remaining, stemOf } from './batch-files.ts';

const MEGABYTE = 1024 * 1024;

describe('what may be handed in', () => {
  it('is at least one file', () => {
    expect(() => {
      checkFiles([]);
    }).toThrow('batch.no-files');
  });

  it('is at most 30 MB a file, and 60 MB in all', () => {
    const of = (...sizes: number[]) => sizes.map((size, at) => ({ name: `${at}.xlsx`, size }));
    const check = (...sizes: number[]) => {
      checkFiles(of(...sizes));
    };
    expect(() => {
      check(30 * MEGABYTE, 30 * MEGABYTE);
    }).not.toThrow();
    expect(() => {
      check(30 * MEGABYTE + 1);
    }).toThrow('batch.file-too-large');
    expect(() => {
      check(30 * MEGABYTE, 30 * MEGABYTE, 1);
    }).toThrow('batch.too-large');
    expect(() => {
      check(...Array.from({ length: BATCH_LIMITS.files + 1 }, () => 1));
    }).toThrow('batch.too-many-files');
  });
});

describe('a file that comes back corrected', () => {
  it.each([
    ['石桥镇.xls', '石桥镇-已标注.xlsx'],
    ['石桥镇.xlsx', '石桥镇.xlsx'],
    ['石桥镇.xlsx', '石桥镇-已标注 (1).xlsx'],
    ['石桥镇.xlsx', '石桥镇 (2).xlsx'],
    ['石桥镇.xlsx', 'C:\\下载\\石桥镇.xlsx'],
  ])('%s is replaced by %s', (name, corrected) => {
    expect(remaining([{ id: '1', name }], [{ name: corrected }], [])).toEqual([]);
  });

  it('leaves files of other names, and drops those that are left out', () => {
    const files = [
      { id: '1', name: '石桥镇2019.xlsx' },
      { id: '2', name: '石桥镇2020.xlsx' },
      { id: '3', name: '观澜镇2020.xlsx' },
    ];
    expect(remaining(files, [{ name: '石桥镇2020-已标注.xlsx' }], ['3'])).toEqual([files[0]]);
  });

  it('is known by its name, marked any number of times', () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(stemOf(markedName(name))).toBe(stemOf(`${name.replace(/\.\w+$/, '')}.xlsx`));
      }),
    );
  });
});

function summary(given: Partial<FileSummary> & { created?: number; rejected?: number }): FileSummary {
  const { created = 0, rejected = 0, ...rest } = given;
  const sheet = { sheet: '名册', kind: 'roster' as const, rows: 9, created, changed: 0, unchanged: 0, rejected };
  return { file: 'a.xlsx', status: 'ok', sheets: [sheet], notes: [], faultCount: 0, ...rest };
}

describe('what can be done with a preview', () => {
  it.each<[string, (FileSummary | null)[], string]>([
    ['all good', [summary({ created: 3 }), summary({ created: 1 })], 'all'],
    ['all good, and nothing new', [summary({})], 'all'],
    ['a faulty row', [summary({ created: 3, rejected: 1, status: 'faults', faultCount: 1 })], 'good-rows'],
    [
      'a refused file beside a good one',
      [summary({ created: 3 }), summary({ status: 'refused', sheets: [] })],
      'good-rows',
    ],
    ['no good row', [summary({ rejected: 3, status: 'faults', faultCount: 3 })], 'nothing'],
    ['a refused file alone', [summary({ status: 'refused', sheets: [] })], 'nothing'],
    ['a file that was not read', [summary({ created: 3 }), null], 'good-rows'],
  ])('%s', (_, reports, choice) => {
    expect(choiceOf(reports.map((report) => ({ report })))).toBe(choice);
  });

  it('counts all files together', () => {
    const reports = [
      summary({ created: 3 }),
      summary({ rejected: 2, status: 'faults', faultCount: 4 }),
      summary({ status: 'refused', sheets: [] }),
    ];
    expect(countsOf(reports)).toEqual({
      ...{ rows: 18, created: 3, changed: 0, unchanged: 0, rejected: 2 },
      ...{ faults: 4, refusedFiles: 1 },
    });
  });
});
