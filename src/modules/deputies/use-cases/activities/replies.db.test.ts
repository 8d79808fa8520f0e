import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Stage, ask, perform } from '#kernel/index.server.ts';
import { GROUP, KEY, PLAN, aMember, anActivity, listOf } from '#tests/support/activities.ts';
import { NOW, SHIQIAO, type TestPost, aDistrict, test } from '#tests/support/deputies.ts';
import { anActor, deputyOf, townOfficer } from '#tests/support/life.ts';
import { erasePersonalData } from '../people/erase-person.ts';
import { exportPerson } from '../people/export-person.ts';
import { remind } from '../reminders/remind.ts';
import { changeActivity } from './change-activity.ts';
import { readMyActivity } from './my-activities.ts';
import { replyToInvitation } from './reply-to-invitation.ts';
import { readSignInScreen, signInAtActivity } from './sign-in-at-activity.ts';

const officer = townOfficer(SHIQIAO);
const leader = anActor('group-leader', SHIQIAO, { unit: GROUP });
const TOMORROW = '2020-10-29';

const reply = (stage: Stage, post: TestPost, of: { readonly activityId: string; readonly [field: string]: unknown }) =>
  perform(stage, deputyOf(post), { useCase: replyToInvitation, input: { reply: 'cannot', reason: '外出培训', ...of } });

const repliesOf = async (stage: Stage, id: string) => {
  const { replies, listed } = await listOf(stage, id);
  return { replies, said: Object.fromEntries(listed.map(({ name, ...one }) => [name, [one.reply, one.replyReason]])) };
};

async function anAccountOf({ database }: Stage, { personId }: TestPost): Promise<void> {
  const id = randomUUID();
  await sql`
    insert into kernel.account (id, name, user_name, address, region, person_district, person_id, created_at, updated_at)
    values (${id}, '林书远', ${`u${id.slice(0, 8)}`}, ${`${id}@accounts.invalid`}, '500199000000', '500199', ${personId},
      ${NOW}, ${NOW})`.execute(database);
}

async function reminded(stage: Stage): Promise<string[]> {
  await perform(stage, anActor('clock', '000000000000', { id: 'clock' }), { useCase: remind, input: {} });
  const { rows } = await sql<{ name: string }>`
    select p.name from kernel.notice n
    join kernel.person p on p.district_code = n.district_code and p.id::text = n.recipient ->> 'personId'
    where n.kind = 'deputies.activity-soon' order by p.name`.execute(stage.database);
  return rows.map(({ name }) => name);
}

describe('a reply to an invitation', () => {
  test('is shown to whoever arranges the activity, with counts, and may be another one later', async ({ stage }) => {
    await aDistrict(stage);
    const [comes, cannot] = [await aMember(stage, { name: '甲' }), await aMember(stage, { name: '乙' })];
    await aMember(stage, { name: '丙' });
    const id = await anActivity(stage, { day: TOMORROW });
    await reply(stage, comes, { activityId: id, reply: 'comes' });
    await reply(stage, cannot, { activityId: id });
    expect(await repliesOf(stage, id)).toEqual({
      replies: { comes: 1, cannot: 1, open: 1 },
      said: { 甲: ['comes', null], 乙: ['cannot', '外出培训'], 丙: [null, null] },
    });
    const mine = await ask(stage, deputyOf(cannot), { query: readMyActivity, input: { activityId: id } });
    expect(mine.activity).toMatchObject({ reply: 'cannot', replyReason: '外出培训', attendance: null });
    await reply(stage, cannot, { activityId: id, reply: 'comes' });
    expect((await repliesOf(stage, id)).replies).toEqual({ comes: 2, cannot: 0, open: 1 });
    const { rows } = await sql<{ after: object }>`
      select after from kernel.trail_entry where action = 'deputies.reply-to-invitation' order by seq`.execute(
      stage.database,
    );
    expect(rows.map(({ after }) => after)).toEqual([
      { post: comes.id, reply: 'comes' },
      { post: cannot.id, reply: 'cannot' },
      { post: cannot.id, reply: 'comes' },
    ]);
  });

  test('keeps reminders from whoever cannot come', async ({ stage }) => {
    await aDistrict(stage);
    const [comes, cannot] = [await aMember(stage, { name: '甲' }), await aMember(stage, { name: '乙' })];
    const silent = await aMember(stage, { name: '丙' });
    for (const post of [comes, cannot, silent]) await anAccountOf(stage, post);
    const id = await anActivity(stage, { day: TOMORROW });
    await reply(stage, comes, { activityId: id, reply: 'comes' });
    await reply(stage, cannot, { activityId: id });
    expect(await reminded(stage)).toEqual(['丙', '甲']);
  });

  test('is asked for anew when the activity is moved to another time', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aMember(stage, { name: '甲' });
    const id = await anActivity(stage, { day: TOMORROW });
    await reply(stage, post, { activityId: id });
    const { title, place, startTime, endTime, themes } = PLAN;
    const change = (revision: number, day: string) =>
      perform(stage, leader, {
        useCase: changeActivity,
        input: { activityId: id, revision, title, place: `${place}会议室`, day, startTime, endTime, themes },
      });
    await change(1, TOMORROW);
    expect((await repliesOf(stage, id)).replies).toEqual({ comes: 0, cannot: 1, open: 0 });
    await change(2, '2020-10-30');
    expect(await repliesOf(stage, id)).toEqual({
      replies: { comes: 0, cannot: 0, open: 1 },
      said: { 甲: [null, null] },
    });
  });

  test('is refused from whoever is not invited, and once it has begun', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aMember(stage);
    const other = await aMember(stage, { group: '另一小组' });
    const id = await anActivity(stage, { day: TOMORROW });
    await expect(reply(stage, other, { activityId: id })).rejects.toMatchObject({ code: 'activity.unknown' });
    const begun = { ...stage, now: () => Temporal.Instant.from(`${TOMORROW}T01:00:00Z`) };
    await expect(reply(begun, post, { activityId: id })).rejects.toMatchObject({ code: 'reply.too-late' });
    await expect(reply(stage, post, { activityId: id, reason: null })).rejects.toMatchObject({
      code: 'reply.needs-reason',
    });
  });

  test('does not keep anybody from signing in who comes after all', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aMember(stage);
    const activityId = await anActivity(stage, { day: TOMORROW });
    await reply(stage, post, { activityId });
    const begun = { ...stage, now: () => Temporal.Instant.from(`${TOMORROW}T01:00:00Z`) };
    const { code } = await ask(begun, officer, { query: readSignInScreen, input: { activityId, key: KEY } });
    const input = { activityId, code, key: KEY };
    const { said } = await perform(begun, deputyOf(post), { useCase: signInAtActivity, input });
    expect(said).toBe('signed-in');
  });

  test('is handed out with the person’s data, and its reason erased with them', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aMember(stage, { name: '甲' });
    const id = await anActivity(stage, { day: TOMORROW });
    await reply(stage, post, { activityId: id });
    const { personId } = post;
    expect(JSON.stringify(await ask(stage, officer, { query: exportPerson, input: { personId } }))).toContain(
      '外出培训',
    );
    await perform(stage, officer, { useCase: erasePersonalData, input: { personId, name: '甲' } });
    expect((await repliesOf(stage, id)).said).toEqual({ 甲: ['cannot', null] });
  });
});
