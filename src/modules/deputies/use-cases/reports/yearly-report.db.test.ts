import { describe, expect } from 'vitest';
import { type Stage, ask } from '#kernel/index.server.ts';
import { openFonts } from '#platform/documents/fonts.ts';
import type { Dimension, FigureRow } from '#modules/deputies/contract.ts';
import { activityRow } from '#tests/support/activities.ts';
import { DISTRICT, GUANLAN, SHIQIAO, aCommitment, aDistrict, aPost, test, visitorOf } from '#tests/support/deputies.ts';
import { anActor, districtOfficer, townOfficer } from '#tests/support/life.ts';
import { aStation } from '#tests/support/stations.ts';
import { rebuildFigures } from '../../store/figures/refresh-figures.ts';
import { readFigures } from '../figures/read-figures.ts';
import { readYearlyReport } from './read-yearly-report.ts';
import { yearlyReportBlocks, yearlyTables } from './yearly-report-document.ts';

const read = (stage: Stage, asOf?: string, actor = districtOfficer()) =>
  ask(stage, actor, { query: readYearlyReport, input: { asOf } });
const figures = (stage: Stage, input: { year: number; asOf?: string; by?: Dimension }) =>
  ask(stage, visitorOf(DISTRICT), { query: readFigures, input });

async function aDistrictOfTwoYears(stage: Stage): Promise<void> {
  await aDistrict(stage);
  const listings = { 2019: '第一小组', 2020: '第一小组' };
  const one = await aPost(stage, { region: SHIQIAO, level: 'county', listings });
  const other = await aPost(stage, { region: GUANLAN, level: 'township', name: '乙', listings });
  const proven = { unit: '盏', measure: '路灯', quantity: '20.50' };
  const path = (month: string) =>
    [
      ['published', '2020-01-01'],
      ['claimed', `2020-${month}-01`],
      ['fulfilled', `2020-${month}-20`],
    ] as const;
  await aCommitment(stage, one, { ...proven, history: path('03') });
  await aCommitment(stage, one, { ...proven, field: '产业带动', history: path('09') });
  await aCommitment(stage, other, {
    history: [
      ['published', '2020-02-01'],
      ['withdrawn', '2020-03-01'],
    ],
  });
  await aCommitment(stage, other, {
    year: 2019,
    history: [
      ['published', '2019-02-01'],
      ['claimed', '2019-05-01'],
    ],
  });
  await stage.database.transaction().execute(rebuildFigures);
  await aStation(stage, { region: SHIQIAO, name: '石桥代表之家' });
  const posts = [one, other];
  for (const day of ['2020-02-03', '2020-09-03']) {
    await activityRow(stage, { region: SHIQIAO, state: 'held', day, posts, attended: [one.id] });
  }
}

/** Of a table of the figures, each cell as the report writes it. */
const rowsOf = (rows: readonly FigureRow[]) =>
  rows.map((row) => [
    ...[row.label.zh, row.persons, row.commitments, row.reported],
    ...[row.reportedRate === null ? '–' : `${row.reportedRate}%`, row.verified],
    row.verifiedRate === null ? '–' : `${row.verifiedRate}%`,
  ]);

describe('the yearly report', () => {
  test.for(['2020-10-28', '2020-08-31', '2020-01-31', '2019-12-31', '2019-03-01'])(
    'as of %s has in every cell the number that the figures have',
    async (day, { stage }) => {
      await aDistrictOfTwoYears(stage);
      const report = await read(stage, day);
      const tables = new Map(yearlyTables(report).map(({ name, rows }) => [name, rows]));
      const year = Number(day.slice(0, 4));
      for (const [by, name] of [
        ['level', '分层级'],
        ['town', '分镇街'],
        ['field', '分领域'],
      ] as const) {
        expect(tables.get(`${year}年${name}`)).toEqual(rowsOf((await figures(stage, { year, asOf: day, by })).rows));
      }
      const own = await figures(stage, { year, asOf: day });
      const rows = own.outcomes.map(({ unit, quantity, commitments }) => [unit, quantity, commitments]);
      expect(tables.get(`${year}年成效`) ?? []).toEqual(rows);
      const years = [...(year === 2020 ? [await figures(stage, { year: 2019 })] : []), own];
      expect(tables.get('历年数据')?.map((cells) => cells.slice(2, 8))).toEqual(
        years.map((one) => rowsOf([{ ...one, key: '', label: { zh: '', en: '' } }])[0]?.slice(1)),
      );
      // The document has the same cells in the same order.
      const blocks = await yearlyReportBlocks(report, await openFonts());
      const printed = blocks.flatMap((block) => (block.kind === 'table' ? [block.rows] : []));
      const told = [...tables.values()].map((all) => all.map((cells) => cells.map((cell) => String(cell ?? '–'))));
      expect(printed).toEqual(told);
      expect(blocks.filter(({ kind }) => kind === 'picture')).toHaveLength(report.byField.length > 0 ? 2 : 1);
    },
  );

  test('counts the homes and stations that there were on the day', async ({ stage }) => {
    await aDistrictOfTwoYears(stage);
    await aStation(stage, { region: SHIQIAO, name: '早年之家', openedOn: '2016-05-01', closedOn: '2020-07-01' });
    await aStation(stage, { region: SHIQIAO, name: '新开之家', openedOn: '2020-09-01' });
    const homesOn = async (day: string) => (await read(stage, day)).stations.homes;
    const always = (await read(stage)).stations.homes - 1;
    const days = ['2020-06-30', '2020-07-01', '2020-08-31', '2020-09-01'];
    expect(await Promise.all(days.map(homesOn))).toEqual([1, 0, 0, 1].map((more) => always + more));
  });

  test('counts activities up to the day, and the quotas of now alone', async ({ stage }) => {
    await aDistrictOfTwoYears(stage);
    const now = await read(stage);
    expect(now.activities).toMatchObject({ wholeGroup: 2, invited: 4, attended: 2, rate: '50.0' });
    expect(now.quotas).not.toBeNull();
    const then = await read(stage, '2020-08-31');
    expect(then.activities).toMatchObject({ wholeGroup: 1, invited: 2, attended: 1 });
    expect(then.quotas).toBeNull();
  });

  test('is of the region of whoever asks, and never of a day ahead', async ({ stage }) => {
    await aDistrictOfTwoYears(stage);
    const town = await read(stage, undefined, townOfficer(SHIQIAO));
    expect(town.years.at(-1)?.commitments).toBe(2);
    expect(town.name).toBe('石桥镇');
    await expect(read(stage, '2020-10-29')).rejects.toMatchObject({ kind: 'invalid' });
    await expect(read(stage, '2018-10-29')).rejects.toMatchObject({ code: 'figures.no-such-year' });
    await expect(read(stage, undefined, anActor('station-clerk', SHIQIAO))).rejects.toMatchObject({
      kind: 'forbidden',
    });
  });
});
