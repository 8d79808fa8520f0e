import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RegionCode } from '../../values/region-code.ts';
import { orphans, readRegionTree } from './region-tree.ts';

const DISTRICT = ['500199000000', '云川区'] as const;
const TOWN = ['500199101000', '石桥镇'] as const;

describe('reading a region tree', () => {
  test.each([
    ['with a heading', [['code', 'name'], DISTRICT, TOWN]],
    ['without one', [DISTRICT, TOWN]],
    ['in any order', [TOWN, DISTRICT]],
    ['with white space', [[' 500199000000 ', '云川区 '], TOWN]],
  ])('takes records %s', (_, records) => {
    expect(readRegionTree(records)).toEqual([
      { code: DISTRICT[0], name: DISTRICT[1] },
      { code: TOWN[0], name: TOWN[1] },
    ]);
  });

  test.each([
    ['a code that is too short', [DISTRICT, ['500199', '石桥镇']], 2],
    ['a code with letters', [DISTRICT, ['50019910100X', '石桥镇']], 2],
    ['a heading in the middle', [DISTRICT, ['code', 'name']], 2],
    ['no name', [DISTRICT, TOWN, ['500199102000']], 3],
    ['a name without end', [['500199102000', '镇'.repeat(61)]], 1],
    ['one code twice', [DISTRICT, TOWN, TOWN], 3],
    ['nothing', [], 1],
    ['a heading and nothing', [['code', 'name']], 1],
  ])('refuses %s and names the line', (_, records, line) => {
    expect(() => readRegionTree(records)).toThrow(
      expect.objectContaining({ kind: 'invalid', code: 'regions.file', facts: { line } }),
    );
  });

  test('whatever a file holds, it is a tree or a problem with a line', () => {
    fc.assert(
      fc.property(fc.array(fc.array(fc.string(), { maxLength: 3 }), { maxLength: 5 }), (records) => {
        try {
          expect(readRegionTree(records).length).toBeLessThanOrEqual(records.length);
        } catch (error) {
          expect(error).toMatchObject({ code: 'regions.file' });
        }
      }),
    );
  });
});

describe('towns without their district', () => {
  const region = ([code, name]: readonly [string, string]) => ({ code: RegionCode.parse(code), name });

  test('are told of, and nothing else is', () => {
    expect(orphans([region(DISTRICT), region(TOWN)])).toEqual([]);
    expect(orphans([region(['500000000000', '某市'])])).toEqual([]);
    expect(orphans([region(DISTRICT), region(['500188101000', '外镇'])])).toEqual([
      { code: '500188101000', name: '外镇' },
    ]);
  });
});
