import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Stage, ask, perform } from '#kernel/index.server.ts';
import { GROUP, KEY, PLAN, aMember, anActivity, listOf } from '#tests/support/activities.ts';
import { GUANLAN, NOW, SHIQIAO, aDistrict, operatorOf, test, visitorOf } from '#tests/support/deputies.ts';
import { anActor, deputyOf, districtOfficer, townOfficer } from '#tests/support/life.ts';
import { exportPerson } from '../people/export-person.ts';
import { mergePeople } from '../people/merge-people.ts';
import { cancelActivity, changeActivity } from './change-activity.ts';
import { exportActivities, findOfficeActivities, findPublicActivities } from './find-activities.ts';
import { findGuests, inviteDeputies, withdrawInvitation } from './invite-deputies.ts';
import { keyInAttendance } from './key-in-attendance.ts';
import { readMyActivities, readMyActivity } from './my-activities.ts';
import { planActivity } from './plan-activity.ts';
import { readPublicActivity } from './read-activity.ts';
import { recordActivity } from './record-activity.ts';
import { readSignInScreen, signInAtActivity } from './sign-in-at-activity.ts';

const officer = townOfficer(SHIQIAO);
const leader = anActor('group-leader', SHIQIAO, { unit: GROUP });
const later = (stage: Stage, minutes: number): Stage => ({
  ...stage,
  now: () => Temporal.Instant.from(NOW).add({ minutes }),
});

async function notices({ database }: Stage): Promise<string[]> {
  const { rows } = await sql<{ kind: string }>`select kind from kernel.notice order by kind`.execute(database);
  return rows.map(({ kind }) => kind);
}

async function anAccountOf({ database }: Stage, personId: string): Promise<void> {
  const id = randomUUID();
  await sql`
    insert into kernel.account (id, name, user_name, address, region, person_district, person_id, created_at, updated_at)
    values (${id}, '林书远', ${`u${id.slice(0, 8)}`}, ${`${id}@accounts.invalid`}, '500199000000', '500199', ${personId},
      ${NOW}, ${NOW})`.execute(database);
}

describe('planning an activity', () => {
  test('invites the members of its groups who hold their post on the day, and tells those with an account', async ({
    stage,
  }) => {
    await aDistrict(stage);
    const first = await aMember(stage, { name: '甲', activityGroup: '第一活动小组' });
    await aMember(stage, { name: '乙', activityGroup: '第二活动小组' });
    await aMember(stage, { name: '丙', activityGroup: '第三活动小组' });
    await aMember(stage, { name: '丁', activityGroup: '第一活动小组', until: '2020-10-01' });
    await aMember(stage, { name: '戊', group: '另一小组' });
    await anAccountOf(stage, first.personId);
    const names = async (id: string) => (await listOf(stage, id)).listed.map(({ name }) => name).toSorted();
    const units = ['第一活动小组', '第二活动小组'].map((activityGroup) => ({ group: GROUP, activityGroup }));
    const joint = await perform(stage, leader, {
      useCase: planActivity,
      input: { ...PLAN, kind: 'activity-group', units },
    });
    expect(await names(joint.id)).toEqual(['乙', '甲']);
    expect(await names(await anActivity(stage))).toEqual(['丙', '乙', '甲']);
    expect(await notices(stage)).toEqual(['deputies.activity-invited', 'deputies.activity-invited']);
  });

  test('is refused for groups that are not there, for others’ groups, and for an end before the beginning', async ({
    stage,
  }) => {
    await aDistrict(stage);
    await aMember(stage, { activityGroup: '第一活动小组' });
    const plan = (actor: typeof officer, more: object) =>
      perform(stage, actor, { useCase: planActivity, input: { ...PLAN, ...more } });
    const units = (group: string, activityGroup: string | null) => ({
      kind: 'activity-group',
      units: [{ group, activityGroup }],
    });
    await expect(plan(officer, { units: [{ group: '没有的小组' }] })).rejects.toMatchObject({ code: 'group.unknown' });
    await expect(plan(officer, units(GROUP, '第九活动小组'))).rejects.toMatchObject({ code: 'group.unknown' });
    await expect(plan(officer, units(GROUP, null))).rejects.toMatchObject({ code: 'activity.which-activity-group' });
    await expect(plan(officer, { endTime: '09:00' })).rejects.toMatchObject({ code: 'activity.ends-before-it-begins' });
    const others = [townOfficer(GUANLAN), districtOfficer(), { ...leader, unit: '另一小组' }];
    for (const other of others) await expect(plan(other, {})).rejects.toMatchObject({ code: 'activity.not-yours' });
    await expect(plan(leader, {})).resolves.toMatchObject({ id: expect.any(String) as string });
  });

  test('of a group of the whole district is the district’s', async ({ stage }) => {
    await aDistrict(stage);
    await aMember(stage, { group: '市代表小组', level: 'provincial' });
    await aMember(stage, { group: '市代表小组', level: 'provincial', region: GUANLAN });
    const units = [{ group: '市代表小组', activityGroup: null }];
    const id = await anActivity(stage, { region: '500199000000', units });
    expect((await listOf(stage, id)).listed).toHaveLength(2);
    const list = (actor: typeof officer) => ask(stage, actor, { query: findOfficeActivities, input: {} });
    expect((await list(districtOfficer())).total).toBe(1);
    expect((await list(officer)).total).toBe(0);
  });
});

describe('a planned activity', () => {
  test('is moved or called off, and those invited hear of it once', async ({ stage }) => {
    await aDistrict(stage);
    const { personId } = await aMember(stage);
    await anAccountOf(stage, personId);
    const activityId = await anActivity(stage);
    const { region: _, kind: __, units: ___, ...appointment } = PLAN;
    const change = (revision: number, more: object) =>
      perform(stage, officer, { useCase: changeActivity, input: { ...appointment, activityId, revision, ...more } });
    await change(1, { title: '视察河道治理（二期）' });
    expect(await notices(stage)).toEqual(['deputies.activity-invited']);
    await expect(change(1, { place: '别处' })).rejects.toMatchObject({ code: 'activity.changed-meanwhile' });
    await change(2, { place: '镇政府' });
    await perform(stage, officer, { useCase: cancelActivity, input: { activityId, reason: '暴雨' } });
    expect(await notices(stage)).toEqual([
      'deputies.activity-changed',
      'deputies.activity-changed',
      'deputies.activity-invited',
    ]);
    await expect(change(4, {})).rejects.toMatchObject({ code: 'activity.not-now' });
    const record = perform(stage, officer, { useCase: recordActivity, input: { activityId, minutes: '照常举行' } });
    await expect(record).rejects.toMatchObject({ code: 'activity.not-now' });
  });

  test('has guests, found by name, and lets go whoever has not come', async ({ stage }) => {
    await aDistrict(stage);
    const own = await aMember(stage);
    const guest = await aMember(stage, { name: '赵来宾', group: '另一小组' });
    const far = await aMember(stage, { name: '赵远客', region: GUANLAN });
    const activityId = await anActivity(stage);
    const find = (q: string) => ask(stage, officer, { query: findGuests, input: { activityId, q } });
    expect((await find('赵')).guests.map(({ name }) => name)).toEqual(['赵来宾']);
    expect((await find('王')).guests).toEqual([]);
    const invite = (...membershipIds: string[]) =>
      perform(stage, officer, { useCase: inviteDeputies, input: { activityId, membershipIds } });
    expect(await invite(guest.id)).toEqual({ added: 1 });
    expect(await invite(guest.id)).toEqual({ added: 0 });
    await expect(invite(far.id)).rejects.toMatchObject({ code: 'activity.nobody-to-invite' });
    const entries = [{ membershipId: own.id, attendance: 'attended' }];
    await perform(stage, officer, { useCase: keyInAttendance, input: { activityId, entries } });
    const withdraw = (membershipId: string) =>
      perform(stage, officer, { useCase: withdrawInvitation, input: { activityId, membershipId } });
    await withdraw(guest.id);
    await expect(withdraw(own.id)).rejects.toMatchObject({ code: 'activity.attended-already' });
    await expect(withdraw(far.id)).rejects.toMatchObject({ code: 'activity.unknown' });
    expect((await listOf(stage, activityId)).listed).toHaveLength(1);
  });
});

describe('the list on paper', () => {
  test('is keyed in as a whole or not at all, and not before the beginning', async ({ stage }) => {
    await aDistrict(stage);
    const posts = [await aMember(stage, { name: '甲' }), await aMember(stage, { name: '乙' })];
    const activityId = await anActivity(stage, { day: '2020-10-28', startTime: '09:30', endTime: '11:00' });
    const key = (at: Stage, entries: object[]) =>
      perform(at, officer, { useCase: keyInAttendance, input: { activityId, entries } });
    const [first, second] = posts.map(({ id }) => id);
    const came = { membershipId: first, attendance: 'attended' };
    await expect(key(stage, [came])).rejects.toMatchObject({ code: 'activity.not-yet-begun' });
    expect(await key(stage, [{ membershipId: second, attendance: 'excused' }])).toEqual({ changed: 1 });
    const stranger = { membershipId: randomUUID(), attendance: 'attended' };
    await expect(key(later(stage, 60), [came, stranger])).rejects.toMatchObject({ code: 'activity.unknown' });
    expect(await key(later(stage, 60), [came, { membershipId: second, attendance: 'excused' }])).toEqual({
      changed: 1,
    });
    const { attended, invited, listed } = await listOf(stage, activityId);
    expect([attended, invited]).toEqual([1, 2]);
    expect(listed.map(({ attendance, how }) => [attendance, how])).toContainEqual(['attended', 'list']);
    await key(later(stage, 60), [{ membershipId: first, attendance: null }]);
    expect((await listOf(stage, activityId)).attended).toBe(0);
  });
});

describe('signing in with the code on the screen', () => {
  const screen = (stage: Stage, activityId: string, key = KEY) =>
    ask(stage, officer, { query: readSignInScreen, input: { activityId, key } });

  test('counts once, within its time, for whoever is on the list, with a code of just now', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aMember(stage);
    const stranger = await aMember(stage, { group: '另一小组' });
    const activityId = await anActivity(stage, { startTime: '09:30', endTime: '11:00' });
    const signIn = (at: Stage, code: string, of = post) =>
      perform(at, deputyOf(of), { useCase: signInAtActivity, input: { activityId, code, key: KEY } });
    const { code } = await screen(stage, activityId);
    await expect(signIn(stage, code, stranger)).rejects.toMatchObject({ code: 'sign-in.not-invited' });
    await expect(signIn(stage, 'AAAAAAAA')).rejects.toMatchObject({ code: 'sign-in.old-code' });
    // A photo of the screen serves at home for two minutes at the most.
    await expect(signIn(later(stage, 2), code)).rejects.toMatchObject({ code: 'sign-in.old-code' });
    expect((await screen(later(stage, 1), activityId)).code).not.toBe(code);
    // Typed by hand, with blanks and small letters.
    const typed = `${code.slice(0, 4)} ${code.slice(4)}`.toLowerCase();
    expect(await signIn(later(stage, 1), typed)).toMatchObject({ said: 'signed-in' });
    expect(await signIn(later(stage, 30), 'whatever')).toMatchObject({ said: 'already' });
    expect(await screen(stage, activityId)).toMatchObject({ invited: 1, attended: 1 });
  });

  test('is refused too early, too late, once it is held, and once it is called off', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aMember(stage);
    const of = async (more: object) => {
      const activityId = await anActivity(stage, more);
      const at = async (moment: Stage) => {
        const { code } = await screen(moment, activityId);
        const input = { activityId, code, key: KEY };
        return perform(moment, deputyOf(post), { useCase: signInAtActivity, input });
      };
      return { activityId, at };
    };
    const noon = await of({ startTime: '12:00', endTime: '13:00' });
    await expect(noon.at(stage)).rejects.toMatchObject({ code: 'sign-in.too-early' });
    await expect(noon.at(later(stage, 5 * 60 + 1))).rejects.toMatchObject({ code: 'sign-in.too-late' });
    const held = await of({ startTime: '08:30', endTime: '10:00' });
    const minutes = '视察三处河道';
    await perform(stage, officer, { useCase: recordActivity, input: { activityId: held.activityId, minutes } });
    await expect(held.at(stage)).rejects.toMatchObject({ code: 'sign-in.closed' });
    await perform(stage, officer, { useCase: cancelActivity, input: { activityId: noon.activityId, reason: '暴雨' } });
    await expect(noon.at(stage)).rejects.toMatchObject({ code: 'sign-in.cancelled' });
  });

  test('needs the installation’s secret and this activity’s code, and shows codes to organisers alone', async ({
    stage,
  }) => {
    await aDistrict(stage);
    const post = await aMember(stage);
    const [activityId, other] = [await anActivity(stage), await anActivity(stage)];
    const signIn = (code: string) =>
      perform(stage, deputyOf(post), { useCase: signInAtActivity, input: { activityId, code, key: KEY } });
    await expect(signIn((await screen(stage, other)).code)).rejects.toMatchObject({ code: 'sign-in.old-code' });
    const forged = await screen(stage, activityId, 'a guess of what it might be');
    await expect(signIn(forged.code)).rejects.toMatchObject({ code: 'sign-in.old-code' });
    const input = { activityId, key: KEY };
    const district = ask(stage, districtOfficer(), { query: readSignInScreen, input });
    await expect(district).rejects.toMatchObject({ code: 'activity.not-yours' });
  });
});

describe('what was held', () => {
  test('is everybody’s to read with how many came, and not who; what is planned is nobody’s', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aMember(stage, { name: '林书远' });
    const activityId = await anActivity(stage, { startTime: '08:30' });
    const visitor = visitorOf('500199000000');
    const read = () => ask(stage, visitor, { query: readPublicActivity, input: { activityId } });
    const list = (input: object = {}) => ask(stage, visitor, { query: findPublicActivities, input });
    await expect(read()).rejects.toMatchObject({ code: 'activity.unknown' });
    expect((await list()).total).toBe(0);
    const early = perform(later(stage, -60), officer, {
      useCase: recordActivity,
      input: { activityId, minutes: '视察三处河道' },
    });
    await expect(early).rejects.toMatchObject({ code: 'activity.not-yet-begun' });
    const entries = [{ membershipId: post.id, attendance: 'attended' }];
    await perform(stage, officer, { useCase: keyInAttendance, input: { activityId, entries } });
    await perform(stage, officer, { useCase: recordActivity, input: { activityId, minutes: '视察三处河道' } });
    const shown = await read();
    expect(shown).toMatchObject({ invited: 1, attended: 1, activity: { minutes: '视察三处河道' } });
    expect(JSON.stringify(shown)).not.toContain('林书远');
    expect((await list({ group: `${SHIQIAO}:${GROUP}` })).items).toMatchObject([{ invited: 1, attended: 1 }]);
    expect((await list({ q: '河道', kind: 'whole-group', year: '2020', town: SHIQIAO })).total).toBe(1);
    expect((await list({ year: '2019' })).total).toBe(0);
    const table = await ask(stage, visitor, { query: exportActivities, input: {} });
    expect(table.rows).toEqual([
      [
        ...[
          '1',
          { day: '2020-10-28' },
          '08:30–11:00',
          '石桥镇',
          GROUP,
          '',
          '集中活动',
          '',
          '视察河道治理',
          '石桥村',
          '1',
          '1',
        ],
        '视察三处河道',
      ],
    ]);
  });

  test('has minutes that are written on, and stands in the journal once', async ({ stage }) => {
    await aDistrict(stage);
    await aMember(stage);
    const activityId = await anActivity(stage, { startTime: '08:30' });
    const record = (minutes: string) =>
      perform(stage, officer, { useCase: recordActivity, input: { activityId, minutes } });
    expect((await record('视察三处河道')).isFirst).toBe(true);
    expect((await record('视察三处河道，提出两条建议')).isFirst).toBe(false);
    const { rows } = await sql`select from kernel.journal_entry where event = 'activity.held'`.execute(stage.database);
    expect(rows).toHaveLength(1);
    expect((await listOf(stage, activityId)).activity.minutes).toContain('两条建议');
  });
});

describe('a deputy’s own year', () => {
  test('has what is ahead, what is over and the rate, and nobody else’s', async ({ stage }) => {
    await aDistrict(stage);
    const [post, other] = [await aMember(stage, { name: '甲' }), await aMember(stage, { name: '乙' })];
    const past = await anActivity(stage, { day: '2020-09-01', title: '学习' });
    await anActivity(stage, { day: '2020-11-05', title: '更远' });
    await anActivity(stage, { day: '2020-11-01', title: '调研' });
    const entries = [{ membershipId: post.id, attendance: 'attended' }];
    await perform(stage, officer, { useCase: keyInAttendance, input: { activityId: past, entries } });
    await perform(stage, officer, { useCase: recordActivity, input: { activityId: past, minutes: '集体学习' } });
    const mine = (of: typeof post, input: object = {}) => ask(stage, deputyOf(of), { query: readMyActivities, input });
    const { ahead, over, summary } = await mine(post);
    expect(ahead.map(({ title }) => title)).toEqual(['调研', '更远']);
    expect(over).toMatchObject([{ title: '学习', attendance: 'attended' }]);
    expect(summary).toEqual({ held: 1, attended: 1, rate: 100 });
    expect((await mine(other)).summary).toEqual({ held: 1, attended: 0, rate: 0 });
    const stranger = await aMember(stage, { group: '另一小组' });
    const read = ask(stage, deputyOf(stranger), { query: readMyActivity, input: { activityId: past } });
    await expect(read).rejects.toMatchObject({ code: 'activity.unknown' });
    expect(await mine(post, { year: '2019' })).toMatchObject({ ahead: [], over: [] });
  });
});

describe('one person who was two records', () => {
  test('was there once, whichever record signed in', async ({ stage }) => {
    await aDistrict(stage);
    const kept = await aMember(stage, { name: '林书远', level: 'county' });
    const gone = await aMember(stage, { name: '林书远', level: 'township' });
    const activityId = await anActivity(stage, { startTime: '08:30' });
    expect((await listOf(stage, activityId)).invited).toBe(2);
    const entries = [{ membershipId: gone.id, attendance: 'attended' }];
    await perform(stage, officer, { useCase: keyInAttendance, input: { activityId, entries } });
    const input = { keptId: kept.personId, goneId: gone.personId };
    await perform(stage, operatorOf(SHIQIAO), { useCase: mergePeople, input });
    expect(await listOf(stage, activityId)).toMatchObject({ invited: 1, attended: 1 });
    const mine = await ask(stage, deputyOf(kept), { query: readMyActivities, input: {} });
    expect([...mine.ahead, ...mine.over]).toMatchObject([{ attendance: 'attended' }]);
    const { tables } = await ask(stage, operatorOf(SHIQIAO), {
      query: exportPerson,
      input: { personId: kept.personId },
    });
    expect(tables.activities).toHaveLength(2);
  });
});
