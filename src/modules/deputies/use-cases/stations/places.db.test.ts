import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Stage, ask, perform } from '#kernel/index.server.ts';
import { DISTRICT, SHIQIAO, aDistrict, aPost, test, visitorOf } from '#tests/support/deputies.ts';
import { anActor, townOfficer } from '#tests/support/life.ts';
import { setConsent } from '../people/set-consent.ts';
import { endPost } from '../posts/end-post.ts';
import { listReprints } from '../posts/finish-reprint.ts';
import { checkPrintouts } from '../printing/check-printouts.ts';
import { planPrinting } from '../printing/plan-printing.ts';
import { printSheets } from '../printing/print-sheets.ts';
import { describeStation } from './describe-station.ts';
import { findPublicStations, listOfficeStations } from './find-stations.ts';
import { readOfficeStation, readStation } from './read-station.ts';
import { readWall } from './read-wall.ts';
import { renewScreenKey } from './renew-screen-key.ts';

const ORIGIN = 'https://yunchuan.example.org';
const SCHOOL = '石桥小学';
const officer = townOfficer(SHIQIAO);
const visitor = visitorOf(DISTRICT);

interface Listed {
  readonly level?: 'county' | 'township';
  readonly workplace?: string | null;
  readonly post?: string;
  readonly electoralDistrict?: string;
}

async function aDeputy(stage: Stage, name: string, listed: Listed = {}) {
  const { level = 'township', workplace = SCHOOL, post = '教师', electoralDistrict = '第3选区' } = listed;
  const given = await aPost(stage, { region: SHIQIAO, name, level, listings: { 2020: '第一小组' } });
  await sql`
    update deputies.listing set workplace = ${workplace}, post = ${post}, electoral_district = ${electoralDistrict}
    where membership_id = ${given.id}`.execute(stage.database);
  return given;
}

const agree = (stage: Stage, personId: string, surface: string) =>
  perform(stage, officer, { useCase: setConsent, input: { personId, field: 'workplace', surface, isGiven: true } });

const place = async (stage: Stage, facts: object) =>
  (await perform(stage, officer, { useCase: describeStation, input: { town: SHIQIAO, ...facts } })).stationId;
const aSchool = (stage: Stage) => place(stage, { name: SCHOOL, kind: 'workplace' });
const aBoard = (stage: Stage, districts: object) =>
  place(stage, { name: '正街村村务公开栏', kind: 'notice-board', ...districts });

const onPage = async (stage: Stage, stationId: string) =>
  (await ask(stage, visitor, { query: readStation, input: { stationId } })).deputies.map(({ name }) => name);
const inOffice = async (stage: Stage, stationId: string) =>
  (await ask(stage, officer, { query: readOfficeStation, input: { stationId } })).posts.map(({ name }) => name);
const onScreen = async (stage: Stage, stationId: string, key?: string) => {
  const wall = await ask(stage, visitor, { query: readWall, input: { stationId, key } });
  return wall.sheets.flat().map(({ name }) => name);
};
const onPaper = async (stage: Stage, stationId: string) => {
  const input = { kind: 'wall', stationId, origin: ORIGIN };
  const plan = await ask(stage, officer, { query: planPrinting, input });
  return {
    on: plan.items.map(({ name }) => name),
    out: plan.leftOut.map(({ why, people }) => [why, people.map(({ name }) => name)]),
  };
};

describe('the wall of a place of work', () => {
  test('has who works there, by a column of its own or by one with the post', async ({ stage }) => {
    await aDistrict(stage);
    await aDeputy(stage, '丙甲');
    await aDeputy(stage, '丙乙', { workplace: null, post: `${SCHOOL}校长` });
    await aDeputy(stage, '丙丙', { workplace: `${SCHOOL}分校` });
    await aDeputy(stage, '丙丁', { workplace: '河西小学', post: `原${SCHOOL}教师` });
    expect((await inOffice(stage, await aSchool(stage))).toSorted()).toEqual(['丙乙', '丙甲']);
  });

  test('names on each surface only those who agree to it there', async ({ stage }) => {
    await aDistrict(stage);
    const [web, wall] = [await aDeputy(stage, '丙甲'), await aDeputy(stage, '丙乙')];
    await aDeputy(stage, '丙丙');
    await agree(stage, web.personId, 'web');
    await agree(stage, wall.personId, 'wall');
    const stationId = await aSchool(stage);
    const { key } = await perform(stage, officer, { useCase: renewScreenKey, input: { stationId } });
    expect(await onPage(stage, stationId)).toEqual(['丙甲']);
    const { items } = await ask(stage, visitor, { query: findPublicStations, input: { kind: 'workplace' } });
    expect(items).toMatchObject([{ name: SCHOOL, deputies: 1 }]);
    expect(await onScreen(stage, stationId)).toEqual(['丙甲']);
    expect(await onScreen(stage, stationId, key)).toEqual(['丙乙']);
    const { on, out } = await onPaper(stage, stationId);
    expect(on).toEqual(['丙乙']);
    expect(out.map(([why, names]) => [why, [names].flat().toSorted()])).toEqual([['no-consent', ['丙丙', '丙甲']]]);
    const office = await ask(stage, officer, { query: listOfficeStations, input: {} });
    expect(office.items).toMatchObject([{ name: SCHOOL, deputies: 3 }]);
  });

  test('is to be printed anew when somebody agrees no longer', async ({ stage }) => {
    await aDistrict(stage);
    const { personId } = await aDeputy(stage, '丙甲');
    await agree(stage, personId, 'wall');
    const stationId = await aSchool(stage);
    await perform(stage, officer, { useCase: printSheets, input: { kind: 'wall', stationId, origin: ORIGIN } });
    const check = () =>
      perform(
        stage,
        { ...anActor('clock', DISTRICT), id: 'clock' },
        { useCase: checkPrintouts, input: { origin: ORIGIN } },
      );
    expect(await check()).toEqual({ differing: 0 });
    await perform(stage, officer, {
      useCase: setConsent,
      input: { personId, field: 'workplace', surface: 'wall', isGiven: false },
    });
    expect(await check()).toEqual({ differing: 1 });
    const { items } = await ask(stage, officer, { query: listReprints, input: {} });
    expect(items).toMatchObject([{ surface: 'wall' }]);
  });
});

describe('a village’s notice board', () => {
  test('has the deputies of its electoral districts, of each level those of its own', async ({ stage }) => {
    await aDistrict(stage);
    await aDeputy(stage, '丙甲', { electoralDistrict: '第3选区' });
    await aDeputy(stage, '丙乙', { level: 'county', electoralDistrict: '第3选区' });
    await aDeputy(stage, '丙丙', { level: 'county', electoralDistrict: '第9选区' });
    const stationId = await aBoard(stage, { townshipDistrict: '第3选区', countyDistrict: '第9选区' });
    expect((await inOffice(stage, stationId)).toSorted()).toEqual(['丙丙', '丙甲']);
    expect((await onPage(stage, stationId)).toSorted()).toEqual(['丙丙', '丙甲']);
    expect((await onPaper(stage, stationId)).on.toSorted()).toEqual(['丙丙', '丙甲']);
  });

  test('loses who has left, on the screen and from what hangs', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aDeputy(stage, '丙甲');
    const stationId = await aBoard(stage, { townshipDistrict: '第3选区' });
    await perform(stage, officer, { useCase: printSheets, input: { kind: 'wall', stationId, origin: ORIGIN } });
    const end = { membershipId: post.id, day: '2020-10-01', reason: 'resignation' };
    await perform(stage, officer, { useCase: endPost, input: end });
    expect(await onScreen(stage, stationId)).toEqual([]);
    const { items } = await ask(stage, officer, { query: listReprints, input: {} });
    expect(items.filter(({ surface }) => surface === 'wall')).toMatchObject([{ personId: post.personId }]);
  });

  test('needs an electoral district, which nothing else keeps', async ({ stage }) => {
    await aDistrict(stage);
    await expect(aBoard(stage, {})).rejects.toMatchObject({ code: 'station.no-electoral-district' });
    const stationId = await place(stage, { name: SCHOOL, kind: 'workplace', countyDistrict: '第9选区' });
    const known = await ask(stage, visitor, { query: readStation, input: { stationId } });
    expect(known).toMatchObject({ kind: 'workplace', countyDistrict: null, isForReceptions: false });
  });
});

test('a place is not made one of another sort while rosters attach somebody by its name', async ({ stage }) => {
  await aDistrict(stage);
  await aDeputy(stage, '丙甲');
  const stationId = await aSchool(stage);
  const asHome = { stationId, name: SCHOOL, kind: 'home' };
  await expect(place(stage, asHome)).rejects.toMatchObject({ code: 'station.named-by-rosters' });
  await sql`update deputies.listing set workplace = '河西小学'`.execute(stage.database);
  await place(stage, asHome);
  const { items } = await ask(stage, officer, { query: listOfficeStations, input: { kind: 'home' } });
  expect(items.map(({ name }) => name)).toEqual([SCHOOL]);
});
