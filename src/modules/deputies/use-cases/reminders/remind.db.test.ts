import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Actor, type Notice, type Stage, type Told, perform } from '#kernel/index.server.ts';
import { DISTRICT, GUANLAN, NOW, SHIQIAO, aDistrict, aPost, test } from '#tests/support/deputies.ts';
import { WORDING, aLife, anActor, townOfficer } from '#tests/support/life.ts';
import { amendCommitment } from '../life/amend-commitment.ts';
import { verifyCommitment } from '../life/verify-commitment.ts';
import { deputyNoticeKinds } from './notice-kinds.ts';
import { remind } from './remind.ts';

const clock: Actor = anActor('clock', '000000000000', { id: 'clock' });

async function anAccountOf({ database }: Stage, personId: string): Promise<void> {
  const id = randomUUID();
  await sql`
    insert into kernel.account (id, name, user_name, address, region, person_district, person_id, created_at, updated_at)
    values (${id}, '林书远', ${`u${id.slice(0, 8)}`}, ${`${id}@accounts.invalid`}, '500199000000', '500199', ${personId},
      ${NOW}, ${NOW})`.execute(database);
}

const run = (stage: Stage) => perform(stage, clock, { useCase: remind, input: {} });
type Row = Omit<Notice, 'dueAt'>;

async function notices({ database }: Stage): Promise<Row[]> {
  const { rows } = await sql<Row>`
    select id, kind, subject, district_code as district, region from kernel.notice order by region, kind`.execute(
    database,
  );
  return rows;
}

async function told(stage: Stage): Promise<(Told | undefined)[]> {
  const tell = (row: Row) =>
    stage.database.transaction().execute(async (tx) => {
      const kind = deputyNoticeKinds.find((one) => one.kind === row.kind);
      return kind?.tell(tx, { ...row, dueAt: NOW });
    });
  return Promise.all((await notices(stage)).map(tell));
}

describe('reminders by the clock', () => {
  test('each occasion is told once, however often the clock runs', async ({ stage }) => {
    await aDistrict(stage);
    const { post } = await aLife(stage, 'published', {
      of: { region: SHIQIAO },
      dueDay: '2020-11-05',
      text: '修路一条',
    });
    await anAccountOf(stage, post.personId);
    const first = await run(stage);
    expect(first.told).toBe(3);
    await Promise.all([run(stage), run(stage)]);
    const rows = await notices(stage);
    expect(rows.map(({ kind }) => kind).toSorted()).toEqual([
      'deputies.due-soon',
      'deputies.letter-of-the-week',
      'deputies.stalled',
    ]);
  });

  test('who holds the post no more is not reminded', async ({ stage }) => {
    await aDistrict(stage);
    const { post } = await aLife(stage, 'published', { of: { region: SHIQIAO }, dueDay: '2020-11-05' });
    await anAccountOf(stage, post.personId);
    await sql`update deputies.membership set until_day = '2020-10-28' where id = ${post.id}`.execute(stage.database);
    await run(stage);
    expect((await notices(stage)).map(({ kind }) => kind)).toEqual(['deputies.letter-of-the-week']);
  });

  test('who has no account is not written to; the office’s letter counts their commitments all the same', async ({
    stage,
  }) => {
    await aDistrict(stage);
    await aLife(stage, 'published', { of: { region: SHIQIAO }, dueDay: '2020-10-01' });
    await aLife(stage, 'claimed', { of: { region: GUANLAN } });
    await run(stage);
    expect((await notices(stage)).map(({ kind, region }) => [kind, region])).toEqual([
      ['deputies.letter-of-the-week', SHIQIAO],
      ['deputies.letter-of-the-week', GUANLAN],
      ['deputies.waits-for-you', GUANLAN],
    ]);
    const [one] = await told(stage);
    expect(one?.zh.title).toBe('本周待办：待审核 0，待核实 0，逾期 1');
    expect(one?.en.text).toContain('Overdue: 1.');
  });

  test('what has been overdue for more than a month is told to the district by name, once and not every week', async ({
    stage,
  }) => {
    await aDistrict(stage);
    await aLife(stage, 'published', { of: { region: SHIQIAO }, dueDay: '2020-09-01', text: '修路一条' });
    await aLife(stage, 'published', { of: { region: SHIQIAO }, dueDay: '2020-09-28' });
    await aLife(stage, 'published', { of: { region: SHIQIAO }, dueDay: '2020-07-29' });
    await run(stage);
    const later = () => Temporal.Instant.from(NOW).add({ hours: 24 * 7 });
    await run({ ...stage, now: later });
    const rows = (await notices(stage)).filter(({ region }) => region === DISTRICT);
    expect(rows.map(({ kind }) => kind)).toEqual(['deputies.escalated', 'deputies.escalated']);
    const titles = (await told(stage)).map((one) => one?.zh.title);
    expect(titles).toContain('逾期 30 天以上：修路一条');
  });

  test('the district hears of what is its own to do, and each office at once of what is new', async ({ stage }) => {
    await aDistrict(stage);
    await sql`insert into deputies.delegation (district_code, town, level, is_on) values ('500199', ${SHIQIAO}, 'county', false)`.execute(
      stage.database,
    );
    const { id } = await aLife(stage, 'claimed', { of: { region: SHIQIAO, level: 'county' } });
    await run(stage);
    await run({ ...stage, now: () => Temporal.Instant.from(NOW).add({ hours: 24 }) });
    const waiting = async () => (await notices(stage)).filter(({ kind }) => kind === 'deputies.waits-for-you');
    expect((await waiting()).map(({ region }) => region)).toEqual([DISTRICT]);
    const titles = async () => (await told(stage)).map((one) => one?.zh.title);
    expect(await titles()).toContain('有 1 项等您办理');
    await aLife(stage, 'submitted', { of: { region: SHIQIAO } });
    await run(stage);
    expect((await waiting()).map(({ region }) => region)).toEqual([DISTRICT, SHIQIAO]);
    await sql`update deputies.commitment set state = 'fulfilled' where id = ${id}`.execute(stage.database);
    expect((await titles()).filter((title) => title?.includes('等您办理'))).toEqual(['有 1 项等您办理']);
  });

  test('a reminder of what has been done meanwhile is not told', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aPost(stage, { region: SHIQIAO });
    const { id } = await aLife(stage, 'published', { post, dueDay: '2020-10-30' });
    await anAccountOf(stage, post.personId);
    await run(stage);
    await sql`update deputies.commitment set state = 'fulfilled' where id = ${id}`.execute(stage.database);
    const kinds = (await told(stage)).map((one) => one?.zh.title.slice(0, 4));
    expect(kinds.filter(Boolean)).toEqual([]);
  });

  test('what is carried over is silent, and days are the district’s own', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aPost(stage, { region: SHIQIAO });
    const { id } = await aLife(stage, 'published', { post, dueDay: '2020-10-01' });
    await aLife(stage, 'published', { post, text: '修桥一座', dueDay: '2020-12-20' });
    await anAccountOf(stage, post.personId);
    await sql`update deputies.commitment set carried_to = ${post.id} where id = ${id}`.execute(stage.database);
    await sql`insert into deputies.office_rule values ('500199', 300, 60)`.execute(stage.database);
    await run(stage);
    expect((await notices(stage)).map(({ kind }) => kind)).toEqual(['deputies.due-soon']);
    await sql`update deputies.office_rule set stalled_days = 90, due_soon_days = 5`.execute(stage.database);
    await run(stage);
    const stalled = (await told(stage)).map((one) => one?.zh.title).filter((title) => title?.includes('天没有'));
    expect(stalled).toEqual(['90 天没有报告进展：修桥一座']);
  });

  test('an amendment is told with its own reason', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO }, text: '修路一条' });
    await sql`update deputies.commitment_change set how = '无关的话' where commitment_id = ${commitmentId}`.execute(
      stage.database,
    );
    const input = { ...WORDING, commitmentId, revision: 1, text: '修路两条', reason: '村民要求多修一条' };
    await perform(stage, townOfficer(SHIQIAO), { useCase: amendCommitment, input });
    const [one] = await told(stage);
    expect(one?.zh).toEqual({ title: '承诺被修改：修路两条', text: '修路两条\n村民要求多修一条' });
  });

  test('an author is told in the same transaction of what somebody else did', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'claimed', { of: { region: SHIQIAO }, text: '修路一条' });
    const input = { commitmentId, revision: 1, method: 'on-site', how: '实地查看' };
    await perform(stage, townOfficer(SHIQIAO), { useCase: verifyCommitment, input });
    expect(await notices(stage)).toMatchObject([{ kind: 'deputies.commitment-changed', subject: commitmentId }]);
    const [one] = await told(stage);
    expect(one).toMatchObject({ zh: { title: '承诺已核实：修路一条' }, address: `/me/commitments/${commitmentId}` });
  });
});
