import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Actor, type Stage, ask, perform } from '#kernel/index.server.ts';
import { type QuotaRule, SHIPPED_QUOTAS } from '../../contract.ts';
import { GROUP, aMember, activityRow } from '#tests/support/activities.ts';
import { DISTRICT, GUANLAN, NOW, SHIQIAO, aDistrict, test } from '#tests/support/deputies.ts';
import { anActor, districtOfficer, townOfficer } from '#tests/support/life.ts';
import { deputyNoticeKinds } from '../reminders/notice-kinds.ts';
import { remind } from '../reminders/remind.ts';
import { readGroupQuota } from './read-group-quota.ts';
import { exportQuotas, readQuotas } from './read-quotas.ts';
import { setGroupFounded } from './set-group-founded.ts';
import { readQuotaRules, setQuotaRules } from './set-quota-rules.ts';

const officer = townOfficer(SHIQIAO);
const FIRST = '第一活动小组';
const SECOND = '第二活动小组';

const quotas = (stage: Stage, actor: Actor = officer, input: object = {}) =>
  ask(stage, actor, { query: readQuotas, input });
const groupOf = (stage: Stage, actor: Actor = officer) =>
  ask(stage, actor, { query: readGroupQuota, input: { group: `${SHIQIAO}:${GROUP}` } });

/** A group with two activity groups, of two deputies each. */
async function aGroup(stage: Stage) {
  await aDistrict(stage);
  const names = ['甲', '乙', '丙', '丁'];
  const posts = [];
  for (const [at, name] of names.entries()) {
    posts.push(await aMember(stage, { name, activityGroup: at < 2 ? FIRST : SECOND }));
  }
  return posts;
}

const setRules = (stage: Stage, actor: Actor, ...[rules, more = {}]: [readonly QuotaRule[], object?]) =>
  perform(stage, actor, {
    useCase: setQuotaRules,
    input: { region: SHIQIAO, year: 2020, revision: 0, rules, ...more },
  });

describe('the quotas of groups', () => {
  test('are what is shipped, with what is done, planned and missing', async ({ stage }) => {
    const posts = await aGroup(stage);
    const held = { region: SHIQIAO, state: 'held' as const, posts };
    await activityRow(stage, { ...held, day: '2020-03-01', attended: posts.slice(0, 3).map(({ id }) => id) });
    await activityRow(stage, { ...held, day: '2020-06-01', attended: posts.map(({ id }) => id) });
    const joint = { kind: 'activity-group' as const, activityGroups: [FIRST, SECOND] };
    await activityRow(stage, { ...held, ...joint, posts: [], day: '2020-05-01' });
    await activityRow(stage, { region: SHIQIAO, day: '2020-11-01' });
    await activityRow(stage, { region: SHIQIAO, state: 'cancelled', day: '2020-04-01' });
    const { groups, counts } = await quotas(stage);
    expect(counts).toEqual({ all: 1, short: 1, late: 1 });
    const [group] = groups;
    expect(group).toMatchObject({
      group: GROUP,
      members: 4,
      held: 3,
      attendance: { attended: 7, invited: 8, rate: 87.5 },
    });
    expect(group?.lines).toMatchObject([{ required: 4, done: 2, planned: 1, missing: 2, unplanned: 1, forecast: 2 }]);
    expect(group?.parts.map((part) => [part.activityGroup, part.members, part.lines[0]?.done])).toEqual([
      [FIRST, 2, 1],
      [SECOND, 2, 1],
    ]);
    const table = await ask(stage, officer, { query: exportQuotas, input: {} });
    expect(table.rows.map((row) => row.slice(0, 8))).toEqual([
      [GROUP, null, '4', '代表小组每年至少 4 次集中活动', '4', '2', '1', '2'],
      [GROUP, FIRST, '2', '活动小组每年至少 3 次分散活动', '3', '1', '0', '2'],
      [GROUP, SECOND, '2', '活动小组每年至少 3 次分散活动', '3', '1', '0', '2'],
    ]);
  });

  test('are of the region, and of a leader’s own group', async ({ stage }) => {
    await aGroup(stage);
    await aMember(stage, { region: GUANLAN, group: '观澜镇代表小组' });
    await aMember(stage, { group: '市代表小组', level: 'provincial' });
    const names = async (actor: Actor, input: object = {}) =>
      (await quotas(stage, actor, input)).groups.map(({ group }) => group);
    expect((await names(districtOfficer())).toSorted()).toEqual(['市代表小组', '石桥镇代表小组', '观澜镇代表小组']);
    expect(await names(officer)).toEqual([GROUP]);
    expect(await names(anActor('group-leader', SHIQIAO, { unit: '别的小组' }))).toEqual([]);
    expect(await names(districtOfficer(), { town: GUANLAN })).toEqual(['观澜镇代表小组']);
    expect(await names(officer, { is: 'short', year: '2021' })).toEqual([GROUP]);
    await expect(names(officer, { town: GUANLAN })).rejects.toMatchObject({ code: 'region.unknown' });
    await expect(names(officer, { page: '2' })).rejects.toMatchObject({ code: 'list.page-beyond-last' });
    const other = ask(stage, officer, { query: readGroupQuota, input: { group: `${GUANLAN}:观澜镇代表小组` } });
    await expect(other).rejects.toMatchObject({ code: 'group.unknown' });
  });

  test('are taken by the days in the year of the founding', async ({ stage }) => {
    await aGroup(stage);
    const found = (activityGroup: string | null, day: string | null) =>
      perform(stage, officer, {
        useCase: setGroupFounded,
        input: { region: SHIQIAO, group: GROUP, activityGroup, day },
      });
    const required = async () => {
      const { standing } = await groupOf(stage);
      return [standing, ...standing.parts].map(({ lines }) => lines[0]?.required);
    };
    await found(null, '2020-07-01');
    await found(SECOND, '2020-09-01');
    expect(await required()).toEqual([2, 3, 1]);
    await found(null, null);
    expect(await required()).toEqual([4, 3, 1]);
    await expect(found('第九活动小组', null)).rejects.toMatchObject({ code: 'group.unknown' });
  });

  test('show each member what they owe and attended, and the rates year by year', async ({ stage }) => {
    const posts = await aGroup(stage);
    const held = { region: SHIQIAO, state: 'held' as const, posts };
    await activityRow(stage, { ...held, day: '2020-03-01', attended: [posts[0]?.id ?? ''] });
    await activityRow(stage, { ...held, day: '2019-03-01', attended: posts.map(({ id }) => id) });
    const duty: QuotaRule = { who: 'deputy', kind: 'whole-group', least: 3, period: 'year' };
    await setRules(stage, officer, [...SHIPPED_QUOTAS, duty]);
    const { members, years, mayOrganise } = await groupOf(stage);
    expect(
      members.map(({ attended, held: of, rate, lines }) => [attended, of, rate, lines[0]?.required]).toSorted(),
    ).toEqual([
      [0, 1, 0, 3],
      [0, 1, 0, 3],
      [0, 1, 0, 3],
      [1, 1, 100, 3],
    ]);
    expect(years).toMatchObject([
      { year: 2020, rate: 25, held: 1 },
      { year: 2019, rate: 100, held: 1 },
    ]);
    expect([mayOrganise, (await groupOf(stage, districtOfficer())).mayOrganise]).toEqual([true, false]);
  });
});

describe('rules', () => {
  const SIX: QuotaRule[] = [{ who: 'group', kind: 'whole-group', least: 6, period: 'year' }];
  test('are a version more each time, of the town, else of the district, else what is shipped', async ({ stage }) => {
    await aDistrict(stage);
    const read = (actor: Actor, input: object = {}) => ask(stage, actor, { query: readQuotaRules, input });
    expect(await read(officer)).toMatchObject({ rules: SHIPPED_QUOTAS, source: null, revision: 0 });
    await setRules(stage, districtOfficer(), SIX, { region: DISTRICT, year: 2019 });
    expect(await read(officer)).toMatchObject({ rules: SIX, source: { region: DISTRICT, year: 2019 }, revision: 0 });
    await setRules(stage, officer, SHIPPED_QUOTAS);
    await setRules(stage, officer, SIX, { revision: 1 });
    expect(await read(officer)).toMatchObject({ rules: SIX, source: { region: SHIQIAO, year: 2020 }, revision: 2 });
    expect((await read(officer)).versions.map(({ version }) => version)).toEqual([2, 1]);
    expect(await read(officer, { year: '2018' })).toMatchObject({ source: null });
    await expect(setRules(stage, officer, SIX, { revision: 1 })).rejects.toMatchObject({
      code: 'quota.changed-meanwhile',
    });
  });

  test('that contradict each other are refused in words, and nothing is saved', async ({ stage }) => {
    await aDistrict(stage);
    const rules: QuotaRule[] = [...SIX, { who: 'group', kind: 'whole-group', least: 2, period: 'quarter' }];
    await expect(setRules(stage, officer, rules)).rejects.toMatchObject({
      code: 'quota.contradiction',
      says: { zh: expect.stringContaining('矛盾') as string },
    });
    const { rows } = await sql`select from deputies.quota_rule_set`.execute(stage.database);
    expect(rows).toEqual([]);
  });

  test('of the district are not a town’s to set, nor a neighbour’s', async ({ stage }) => {
    await aDistrict(stage);
    for (const region of [DISTRICT, GUANLAN]) {
      await expect(setRules(stage, officer, SIX, { region })).rejects.toMatchObject({ code: 'region.unknown' });
    }
  });
});

describe('reminders', () => {
  const clock = anActor('clock', '000000000000', { id: 'clock' });
  async function account({ database }: Stage, personId: string | null): Promise<string> {
    const id = randomUUID();
    await sql`
      insert into kernel.account (id, name, user_name, address, region, person_district, person_id, created_at, updated_at)
      values (${id}, '林书远', ${`u${id.slice(0, 8)}`}, ${`${id}@accounts.invalid`}, '500199000000',
        ${personId === null ? null : '500199'}, ${personId}, ${NOW}, ${NOW})`.execute(database);
    return id;
  }
  async function told(stage: Stage) {
    await perform(stage, clock, { useCase: remind, input: {} });
    const { rows } = await sql<{ id: string; kind: string; subject: string; district: string; region: typeof SHIQIAO }>`
      select id, kind, subject, district_code as district, region from kernel.notice
      where kind like '%activity%' or kind like '%quota%' order by kind`.execute(stage.database);
    const tell = (row: (typeof rows)[number]) =>
      stage.database
        .transaction()
        .execute(async (tx) =>
          deputyNoticeKinds.find(({ kind }) => kind === row.kind)?.tell(tx, { ...row, dueAt: NOW }),
        );
    return Promise.all(rows.map(async (row) => [row.kind, (await tell(row))?.zh.title]));
  }

  test('go to those invited before it begins, and to leaders of groups with a gap, once', async ({ stage }) => {
    const posts = await aGroup(stage);
    await account(stage, posts[0]?.personId ?? '');
    const leader = await account(stage, null);
    await sql`
      insert into kernel.role_grant (district_code, id, account_id, role, region, unit, from_day, granted_by)
      values ('500199', ${randomUUID()}, ${leader}, 'group-leader', ${SHIQIAO}, ${GROUP}, '2020-01-01', 'test')`.execute(
      stage.database,
    );
    await activityRow(stage, { region: SHIQIAO, posts, day: '2020-10-29' });
    await activityRow(stage, { region: SHIQIAO, posts, day: '2020-12-29' });
    expect(await told(stage)).toEqual([
      ['deputies.activity-soon', '即将举行：视察河道治理'],
      ['deputies.quota-gap', `${GROUP}活动指标有缺口`],
    ]);
    expect(await told(stage)).toHaveLength(2);
  });

  test('say nothing of a gap before the pace says anything, nor of one that is planned for', async ({ stage }) => {
    const posts = await aGroup(stage);
    const leader = await account(stage, null);
    await sql`
      insert into kernel.role_grant (district_code, id, account_id, role, region, unit, from_day, granted_by)
      values ('500199', ${randomUUID()}, ${leader}, 'group-leader', ${SHIQIAO}, ${GROUP}, '2020-01-01', 'test')`.execute(
      stage.database,
    );
    const february = { ...stage, now: () => Temporal.Instant.from('2020-02-10T01:00:00Z') };
    expect(await told(february)).toEqual([]);
    const days = ['2020-11-01', '2020-11-08', '2020-11-15', '2020-11-22'];
    for (const day of days) await activityRow(stage, { region: SHIQIAO, day });
    for (const day of days.slice(0, 3)) {
      await activityRow(stage, { region: SHIQIAO, kind: 'activity-group', activityGroups: [FIRST, SECOND], day });
    }
    expect(posts).toHaveLength(4);
    expect(await told(stage)).toEqual([]);
  });
});
