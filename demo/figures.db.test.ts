import { describe, expect } from 'vitest';
import { COUNTRY } from '#kernel/contract.ts';
import { ask, importRegions, perform } from '#kernel/index.server.ts';
import type { Figures } from '#modules/deputies/contract.ts';
import { importFiles, readFigures, setProgrammeScope } from '#modules/deputies/index.server.ts';
import { DISTRICT, operatorOf, test, visitorOf } from '#tests/support/deputies.ts';
import { generateDistrict, programmeScope } from './index.ts';

/** As the programme was reported: persons, commitments and the verified rate of each year. */
const REPORTED = [
  [2017, 278, 1352, '93.7'],
  [2018, 1165, 6234, '94.8'],
  [2019, 1185, 8247, '96.3'],
  [2020, 1162, 8682, '89.6'],
];

describe('the demonstration district, from its spreadsheets to its figures', () => {
  test('the figures of four years come out of the import', { timeout: 300_000 }, async ({ stage }) => {
    const { files, regions, truth } = generateDistrict();
    const records = regions.map(({ code, name }) => [code, name]);
    await perform(stage, operatorOf(COUNTRY), { useCase: importRegions, input: { records } });
    const operator = operatorOf(DISTRICT);
    for (const input of programmeScope) await perform(stage, operator, { useCase: setProgrammeScope, input });
    const report = await importFiles(stage, operator, {
      files: [...files],
      options: { dryRun: false, partial: false },
    });
    expect(report.files.filter(({ status }) => status !== 'ok')).toEqual([]);

    const all: Figures[] = [];
    for (const { year, asOf, persons, inPost, inScope, memberships, ...counted } of truth) {
      const call = { query: readFigures, input: { year, asOf, by: 'level' } };
      const figures = await ask(stage, visitorOf(DISTRICT), call);
      const { commitments, reported, verified, byLevel, outcomes } = counted;
      const people = { persons, inPost, inScope, memberships };
      expect(figures).toMatchObject({ year, ...people, commitments, reported, verified });
      const levels = figures.rows.filter((row) => row.memberships > 0).map((row) => [row.key, row.memberships]);
      expect(Object.fromEntries(levels)).toEqual(byLevel);
      const sums = figures.outcomes.map(({ unit, quantity }) => [unit, Math.round(Number(quantity) * 10)]);
      expect(Object.fromEntries(sums)).toEqual(outcomes);
      all.push(figures);
    }
    expect(all.map((one) => [one.year, one.persons, one.commitments, one.verifiedRate])).toEqual(REPORTED);
  });
});
