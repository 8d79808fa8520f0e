import { describe, expect } from 'vitest';
import { COUNTRY } from '../../contract.ts';
import { findHome, findRegionsWithin, perform } from '../../index.server.ts';
import { DISTRICT, operatorOf, test } from '../../../../tests/support/deputies.ts';
import { importRegions } from './import-regions.ts';

const RECORDS = [
  ['code', 'name'],
  ['500199000000', '云川区'],
  ['500199101000', '石桥镇'],
];

const call = (records: string[][]) => ({ useCase: importRegions, input: { records } });

describe('importing regions', () => {
  test('fills an empty store, and makes the district its home', async ({ stage }) => {
    expect(await findHome(stage.database)).toBe(COUNTRY);
    expect(await perform(stage, operatorOf(COUNTRY), call(RECORDS))).toEqual({ regions: 2, saved: 2 });
    expect(await findHome(stage.database)).toBe(DISTRICT);
  });

  test('changes nothing the second time, and renames what has another name', async ({ stage }) => {
    await perform(stage, operatorOf(COUNTRY), call(RECORDS));
    expect(await perform(stage, operatorOf(COUNTRY), call(RECORDS))).toEqual({ regions: 2, saved: 0 });
    const renamed = await perform(stage, operatorOf(COUNTRY), call([['500199101000', '石桥街道']]));
    expect(renamed).toEqual({ regions: 1, saved: 1 });
    const regions = await stage.database.transaction().execute((tx) => findRegionsWithin(tx, DISTRICT));
    expect(regions.map(({ name }) => name)).toEqual(['云川区', '石桥街道']);
  });

  test('refuses a town whose district nobody knows, and saves none of the file', async ({ stage }) => {
    const records = [...RECORDS, ['500188101000', '外镇']];
    await expect(perform(stage, operatorOf(COUNTRY), call(records))).rejects.toMatchObject({
      code: 'regions.no-district',
      facts: { code: '500188101000' },
    });
    expect(await findHome(stage.database)).toBe(COUNTRY);
  });
});
