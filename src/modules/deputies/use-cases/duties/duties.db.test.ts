import { sql } from 'kysely';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import { type Actor, type Stage, ask, perform } from '#kernel/index.server.ts';
import {
  DISTRICT,
  GUANLAN,
  SHIQIAO,
  type TestPost,
  aDistrict,
  aPost,
  test,
  visitorOf,
} from '#tests/support/deputies.ts';
import { aDuty, aVillage, aVisit } from '#tests/support/duties.ts';
import { anActor, deputyOf, districtOfficer, townOfficer } from '#tests/support/life.ts';
import { exportPerson } from '../people/export-person.ts';
import { splitPerson } from '../people/split-person.ts';
import { mergePosts } from '../people/merge-posts.ts';
import { exportDuties, findOfficeDuties } from './find-duties.ts';
import { logDuty } from './log-duty.ts';
import { readDutyChoices } from './read-duty-choices.ts';
import { readDutyNumbers } from './read-duty-numbers.ts';
import { readMyDuties, readMyDutyChoices } from './read-my-duties.ts';
import { readThemes, setThemes } from './themes.ts';
import { exportVillages, findVillages, setVillage } from './villages.ts';
import { withdrawDuty } from './withdraw-duty.ts';

const officer = townOfficer(SHIQIAO);

const log = (stage: Stage, actor: Actor, input: unknown) => perform(stage, actor, { useCase: logDuty, input });
const mine = (stage: Stage, post: TestPost, input = {}) => ask(stage, deputyOf(post), { query: readMyDuties, input });
const listed = (stage: Stage, actor: Actor, input = {}) => ask(stage, actor, { query: findOfficeDuties, input });
const numbers = async (stage: Stage, { personId }: TestPost) =>
  (await ask(stage, visitorOf(DISTRICT), { query: readDutyNumbers, input: { personId } })).years;
const coverage = async (stage: Stage, input = {}) => ask(stage, officer, { query: findVillages, input });

async function aDeputy(stage: Stage, given: Parameters<typeof aPost>[1] = { region: SHIQIAO }): Promise<TestPost> {
  const post = await aPost(stage, { listings: { 2020: '第一小组' }, ...given });
  await sql`update deputies.listing set station = '第一站' where membership_id = ${post.id}`.execute(stage.database);
  return post;
}

describe('a visit', () => {
  test('of several households is written down in one go, and read again', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aDeputy(stage);
    const villageId = await aVillage(stage);
    const given = { villageId, households: '1至3、15号', unnumbered: 2, themes: ['脱贫攻坚'], note: '水管冬天易冻裂' };
    const id = await aDuty(stage, post, given);
    const { items, total, years } = await mine(stage, post);
    expect({ total, years }).toEqual({ total: 1, years: [2020] });
    expect(items[0]).toMatchObject({
      ...{
        id,
        kind: 'visit',
        village: '石坝村',
        households: [
          [1, 3],
          [15, 15],
        ],
        unnumbered: 2,
        topics: ['roads'],
      },
      ...{ themes: ['脱贫攻坚'], note: '水管冬天易冻裂', isOnBehalf: false, name: '王建国' },
    });
    const { rows } = await sql<{ subject: string; record: number }>`
      select subject, (select count(*)::int from kernel.journal_entry where event like 'duty%') as record
      from kernel.trail_entry where action = 'deputies.log-duty'`.execute(stage.database);
    expect(rows).toEqual([{ subject: id, record: 0 }]);
  });

  test('sent twice is one, also after it was taken back; another’s id is refused', async ({ stage }) => {
    await aDistrict(stage);
    const [post, other] = [await aDeputy(stage), await aDeputy(stage, { region: SHIQIAO, name: '李娜' })];
    const me = deputyOf(post);
    const visit = aVisit(post);
    expect(await log(stage, me, visit)).toEqual({ id: visit.id, isNew: true });
    expect(await log(stage, me, visit)).toEqual({ id: visit.id, isNew: false });
    await perform(stage, me, { useCase: withdrawDuty, input: { dutyId: visit.id } });
    expect(await log(stage, me, visit)).toEqual({ id: visit.id, isNew: false });
    expect((await mine(stage, post)).total).toBe(0);
    await expect(perform(stage, me, { useCase: withdrawDuty, input: { dutyId: visit.id } })).rejects.toMatchObject({
      code: 'duty.unknown',
    });
    const taken = { ...aVisit(other), id: visit.id };
    await expect(log(stage, deputyOf(other), taken)).rejects.toMatchObject({ code: 'duty.same-id' });
  });

  test('sent twice at once is one', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aDeputy(stage);
    const [me, visit] = [deputyOf(post), aVisit(post)];
    const answers = await Promise.all([log(stage, me, visit), log(stage, me, visit)]);
    expect(answers.map(({ isNew }) => isNew).toSorted()).toEqual([false, true]);
    expect((await mine(stage, post)).total).toBe(1);
  });

  test('from a phone whose clock is an hour ahead is of today', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aDeputy(stage);
    const late = { ...stage, now: () => Temporal.Instant.from('2020-10-28T15:30:00Z') };
    await log(late, deputyOf(post), aVisit(post, { day: '2020-10-29' }));
    expect((await mine(stage, post)).items[0]?.day).toBe('2020-10-28');
    await expect(log(late, deputyOf(post), aVisit(post, { day: '2020-10-30' }))).rejects.toMatchObject({
      code: 'duty.day-in-future',
    });
  });

  test('on a day on which the post was not held is refused', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aDeputy(stage);
    const before = log(stage, deputyOf(post), aVisit(post, { day: '2016-12-31' }));
    await expect(before).rejects.toMatchObject({ kind: 'invalid', code: 'duty.post-not-held' });
  });

  test('names nobody: numbers of phones and of identity cards are refused', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aDeputy(stage);
    for (const note of ['户主１３９ ００００００００', '身份证 500199 19900101 001X']) {
      await expect(log(stage, deputyOf(post), aVisit(post, { note }))).rejects.toMatchObject({
        code: 'duty.personal-number',
      });
    }
  });
});

describe('who writes duties down', () => {
  test('the deputy, and on their behalf the office that acts for them', async ({ stage }) => {
    await aDistrict(stage);
    const [town, county] = [await aDeputy(stage), await aDeputy(stage, { region: SHIQIAO, level: 'county' })];
    for (const by of [officer, anActor('station-clerk', SHIQIAO, { unit: '第一站' })]) await aDuty(stage, town, { by });
    await aDuty(stage, county, { by: districtOfficer() });
    expect((await mine(stage, town)).items.map(({ isOnBehalf }) => isOnBehalf)).toEqual([true, true]);
    const refused: readonly [Actor, string][] = [
      [districtOfficer(), 'duty.not-yours'],
      [deputyOf(county), 'post.unknown'],
      [townOfficer(GUANLAN), 'post.unknown'],
      [anActor('station-clerk', SHIQIAO, { unit: '第二站' }), 'post.unknown'],
    ];
    for (const [by, code] of refused) await expect(aDuty(stage, town, { by })).rejects.toMatchObject({ code });
  });

  test('forms offer the town’s villages and the year’s themes', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aDeputy(stage);
    await aVillage(stage);
    await aVillage(stage, { region: GUANLAN, name: '银山村' });
    const input = { year: 2020, themes: ['脱贫攻坚', '人居环境', '脱贫攻坚'] };
    expect(await perform(stage, districtOfficer(), { useCase: setThemes, input })).toEqual({
      themes: ['脱贫攻坚', '人居环境'],
    });
    await perform(stage, districtOfficer(), { useCase: setThemes, input: { year: 2019, themes: ['别的'] } });
    const form = await ask(stage, deputyOf(post), { query: readMyDutyChoices, input: {} });
    expect(form).toMatchObject({ today: '2020-10-28', posts: [{ membershipId: post.id, station: '第一站' }] });
    expect(form.villages.map(({ name }) => name)).toEqual(['石坝村']);
    expect(form.themes).toEqual(['脱贫攻坚', '人居环境']);
    const desk = await ask(stage, officer, { query: readDutyChoices, input: { membershipId: post.id } });
    expect(desk).toMatchObject({ post: { name: '王建国' }, villages: form.villages, themes: form.themes });
    expect(await ask(stage, officer, { query: readThemes, input: { year: 2019 } })).toMatchObject({ themes: ['别的'] });
  });
});

describe('the office’s table', () => {
  test('is found by kind, topic, theme, village, name, and shows a unit its own', async ({ stage }) => {
    await aDistrict(stage);
    const [post, other] = [await aDeputy(stage), await aDeputy(stage, { region: GUANLAN, name: '李娜' })];
    const villageId = await aVillage(stage);
    const visit = await aDuty(stage, post, { villageId, households: '2', themes: ['脱贫攻坚'] });
    const training = await aDuty(stage, post, { kind: 'training', place: '区委党校', day: '2020-09-01' });
    const far = await aDuty(stage, other, { day: '2019-06-01' });
    const ids = async (actor: Actor, input = {}) => (await listed(stage, actor, input)).items.map(({ id }) => id);
    expect(await ids(districtOfficer())).toEqual([visit, training]);
    expect(await ids(districtOfficer(), { year: 2019, town: GUANLAN })).toEqual([far]);
    for (const input of [
      { kind: 'visit' },
      { topic: 'roads' },
      { theme: '脱贫攻坚' },
      { village: villageId },
      { q: '石坝' },
    ]) {
      expect([input, await ids(officer, input)]).toEqual([input, [visit]]);
    }
    expect(await ids(officer, { q: 'WJG' })).toEqual([visit, training]);
    expect(await ids(officer, { topic: 'health' })).toEqual([]);
    expect(await ids(anActor('group-leader', SHIQIAO, { unit: '第一小组' }))).toEqual([visit, training]);
    expect(await ids(anActor('group-leader', SHIQIAO, { unit: '第二小组' }))).toEqual([]);
    expect(await ids(anActor('station-clerk', SHIQIAO, { unit: '第二站' }))).toEqual([]);
    await expect(listed(stage, officer, { town: GUANLAN })).rejects.toMatchObject({ kind: 'not-found' });
    const file = await ask(stage, officer, { query: exportDuties, input: { kind: 'training' } });
    expect(file.items.map(({ place }) => place)).toEqual(['区委党校']);
  });
});

describe('a deputy’s year', () => {
  test('counts a household once, a day of service once for a task, and leaves out what was taken back', async ({
    stage,
  }) => {
    await aDistrict(stage);
    const post = await aDeputy(stage);
    const [one, two] = [await aVillage(stage), await aVillage(stage, { name: '大田村' })];
    await aDuty(stage, post, { villageId: one, households: '1-5', unnumbered: 2 });
    await aDuty(stage, post, { villageId: one, households: '4-6', unnumbered: 0 });
    await aDuty(stage, post, { villageId: two, households: '1', unnumbered: 0 });
    const wrong = await aDuty(stage, post, { villageId: two, households: '20-30' });
    await perform(stage, deputyOf(post), { useCase: withdrawDuty, input: { dutyId: wrong } });
    await aDuty(stage, post, { kind: 'reception', people: 7 });
    await aDuty(stage, post, { kind: 'duty-days', task: 'epidemic', day: '2020-02-01', untilDay: '2020-03-11' });
    await aDuty(stage, post, { kind: 'duty-days', task: 'epidemic', day: '2020-03-10', untilDay: '2020-03-12' });
    await aDuty(stage, post, { kind: 'duty-days', task: 'flood', day: '2020-07-01' });
    await aDuty(stage, post, { day: '2019-05-01' });
    const [now, before] = await numbers(stage, post);
    expect(now).toEqual({
      year: 2020,
      kinds: [
        { kind: 'visit', times: 3 },
        { kind: 'reception', times: 1 },
        { kind: 'duty-days', times: 3 },
      ],
      ...{ households: 7, unnumbered: 2, people: 7 },
      days: [
        { task: 'epidemic', days: 41 },
        { task: 'flood', days: 1 },
      ],
    });
    expect(before).toMatchObject({ year: 2019, unnumbered: 1, households: 0, days: [] });
    expect((await mine(stage, post, { year: 2020 })).numbers).toEqual(now);
  });

  test('goes with the post to another person, and with a post that becomes one with another', async ({ stage }) => {
    await aDistrict(stage);
    const first = await aDeputy(stage);
    const same = { region: SHIQIAO, personId: first.personId, name: first.name };
    const earlier = await aDeputy(stage, { ...same, from: '2012-01-01', until: '2017-01-01' });
    const twice = await aDeputy(stage, { ...same, from: '2018-01-01' });
    await aDuty(stage, earlier, { day: '2016-05-01' });
    await aDuty(stage, twice);
    const input = { keptId: first.id, goneId: twice.id, years: [] };
    await perform(stage, officer, { useCase: mergePosts, input });
    expect((await mine(stage, first)).items.map(({ membershipId }) => membershipId)).toEqual([first.id]);
    const split = { personId: first.personId, membershipIds: [earlier.id] };
    await perform(stage, officer, { useCase: splitPerson, input: split });
    expect((await numbers(stage, first)).map(({ year }) => year)).toEqual([2020]);
    const data = await ask(stage, officer, { query: exportPerson, input: { personId: first.personId } });
    expect(JSON.stringify(data)).toContain('"kind":"visit"');
  });
});

describe('villages', () => {
  test('tell how many of their households were visited, exactly, with those unnumbered beside', async ({ stage }) => {
    await aDistrict(stage);
    const [post, other] = [await aDeputy(stage), await aDeputy(stage, { region: SHIQIAO, name: '李娜' })];
    const villageId = await aVillage(stage);
    await aVillage(stage, { name: '大田村', householdCount: 10 });
    await aDuty(stage, post, { villageId, households: '1-12, 15', unnumbered: 0 });
    await aDuty(stage, other, { villageId, households: '10-14', unnumbered: 3 });
    await aDuty(stage, other, { villageId, households: '20', day: '2019-03-01' });
    const { items, totals } = await coverage(stage);
    expect(totals).toEqual({ total: 2, householdCount: 50, visited: 15, unnumbered: 3 });
    expect(items.find(({ id }) => id === villageId)).toMatchObject({
      ...{ householdCount: 40, visits: 2, visited: 15, unnumbered: 3, missing: [[16, 40]], latest: '2020-10-28' },
    });
    expect((await coverage(stage, { year: 2019 })).totals).toMatchObject({ visited: 1 });
    expect((await ask(stage, officer, { query: exportVillages, input: {} })).items).toEqual(items);
    await expect(coverage(stage, { town: GUANLAN })).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('are never covered beyond what they have', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aDeputy(stage);
    const villageId = await aVillage(stage, { householdCount: 30 });
    const range = fc.tuple(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 9 }));
    const seen = new Set<number>();
    await fc.assert(
      fc.asyncProperty(range, async ([from, more]) => {
        const to = Math.min(30, from + more);
        await aDuty(stage, post, { villageId, households: `${from}-${to}`, unnumbered: 0 });
        for (let number = from; number <= to; number += 1) seen.add(number);
        const [village] = (await coverage(stage)).items;
        expect(village?.visited).toBe(seen.size);
        const missing = village?.missing.reduce((sum, [first, last]) => sum + last - first + 1, 0);
        expect(missing).toBe(30 - seen.size);
      }),
      { numRuns: 12, endOnFailure: true },
    );
  });

  test('are kept by the town: named once, not smaller than what was visited, closed without a loss', async ({
    stage,
  }) => {
    await aDistrict(stage);
    const post = await aDeputy(stage);
    const villageId = await aVillage(stage);
    await aDuty(stage, post, { villageId, households: '33', unnumbered: 0 });
    const set = (more: object, by = officer) =>
      perform(stage, by, {
        useCase: setVillage,
        input: { villageId, region: SHIQIAO, name: '石坝村', householdCount: 40, ...more },
      });
    await expect(set({ householdCount: 32 })).rejects.toMatchObject({ code: 'village.visited-beyond' });
    await expect(set({ villageId: null })).rejects.toMatchObject({ code: 'village.same-name' });
    await expect(set({}, townOfficer(GUANLAN))).rejects.toMatchObject({ code: 'village.unknown' });
    await expect(set({ villageId: null, name: '新村' }, townOfficer(GUANLAN))).rejects.toMatchObject({
      kind: 'not-found',
    });
    await set({ isClosed: true });
    const late = aDuty(stage, post, { villageId, households: '34', unnumbered: 0 });
    await expect(late).rejects.toMatchObject({ code: 'duty.village-elsewhere' });
    expect((await coverage(stage)).items[0]).toMatchObject({ isClosed: true, visits: 1, visited: 1, missing: [] });
  });
});
