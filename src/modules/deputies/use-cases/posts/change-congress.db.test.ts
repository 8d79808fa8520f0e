import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Stage, ask, perform } from '#kernel/index.server.ts';
import {
  DISTRICT,
  GUANLAN,
  SHIQIAO,
  aCommitment,
  aDistrict,
  aPost,
  operatorOf,
  test,
  visitorOf,
} from '#tests/support/deputies.ts';
import { expectAsRebuilt, rebuild, seriesOf } from '#tests/support/figures.ts';
import { readFigures } from '../figures/read-figures.ts';
import { findDeputies } from '../lists/find-deputies.ts';
import { changeCongress, previewCongress } from './change-congress.ts';
import { endPost } from './end-post.ts';
import { listCongressChanges, takeBackCongress } from './take-back-congress.ts';
import { takeBackEnding } from './take-back-ending.ts';

const operator = operatorOf(DISTRICT);
const plan = { level: 'township', congress: '第十九届', firstDay: '2020-06-01', year: 2020 };

async function rowsOf({ database }: Stage): Promise<unknown> {
  const posts = await sql`
    select id, from_day, until_day, begun_day, ended_day, congress from deputies.membership order by id`.execute(
    database,
  );
  const commitments = await sql`select id, state from deputies.commitment order by id`.execute(database);
  const changes = await sql`
    select commitment_id, seq, state, until_at from deputies.commitment_change where superseded_at is null order by 1, 2`.execute(
    database,
  );
  return [posts.rows, commitments.rows, changes.rows];
}

async function aTerm(stage: Stage) {
  await aDistrict(stage);
  const stays = await aPost(stage, { region: SHIQIAO, name: '留任', listings: { 2019: '一组', 2020: '一组' } });
  const leaves = await aPost(stage, { region: SHIQIAO, name: '离任', until: '2020-01-01', listings: { 2019: '一组' } });
  const arrives = await aPost(stage, { region: SHIQIAO, name: '新任', from: '2020-01-01', listings: { 2020: '一组' } });
  const county = await aPost(stage, { region: SHIQIAO, level: 'county', listings: { 2019: null } });
  const unlisted = await aPost(stage, { region: GUANLAN, name: '未报', listings: { 2019: null } });
  // Rosters alone would make it the end of 2019; the columns say so as an import leaves them.
  await sql`update deputies.membership set listed_from = from_day, listed_until = until_day`.execute(stage.database);
  const open = await aCommitment(stage, leaves, { year: 2019 });
  const own = await aCommitment(stage, stays);
  await rebuild(stage);
  return { stays, leaves, arrives, county, unlisted, open, own };
}

const counted = async (stage: Stage) => (await ask(stage, operator, { query: previewCongress, input: plan })).counts;

async function inPost(stage: Stage, asOf: string): Promise<[number | null, number]> {
  const visitor = visitorOf(DISTRICT);
  const input = { year: 2020, asOf };
  const figures = await ask(stage, visitor, { query: readFigures, input });
  const list = await ask(stage, visitor, { query: findDeputies, input: { ...input, standing: 'in-post' } });
  return [figures.inPost, list.total];
}

describe('a change of congress', () => {
  test('is previewed with who stays, leaves and arrives, and what they leave open', async ({ stage }) => {
    const { leaves, arrives } = await aTerm(stage);
    const preview = await ask(stage, operator, { query: previewCongress, input: plan });
    expect(preview.counts).toEqual({ stays: 1, leaves: 1, arrives: 1, open: 1 });
    expect(preview.leaves).toEqual([
      expect.objectContaining({ id: leaves.id, open: [expect.objectContaining({ year: 2019 })] }),
    ]);
    expect(preview.successors.map(({ id }) => id)).toEqual([arrives.id]);
    expect(preview.missing).toEqual(['观澜镇']);
  });

  test('is done in one transaction, in figures and lists alike; one year spans two terms', async ({ stage }) => {
    const { leaves, arrives, open } = await aTerm(stage);
    const answers = [{ membershipId: leaves.id, answer: 'hand-over', successorPostId: arrives.id, reason: null }];
    const input = { ...plan, answers, expected: await counted(stage) };
    const result = await perform(stage, operator, { useCase: changeCongress, input });
    expect(result).toMatchObject({ withdrawn: 1, handed: 1 });
    await expectAsRebuilt(stage);
    // Held on until the change: who stays, who leaves, the county's and the one of the town without a roster.
    expect(await inPost(stage, '2020-05-31')).toEqual([4, 4]);
    expect(await inPost(stage, '2020-06-01')).toEqual([4, 4]);
    const { rows } = await sql<{ state: string; heir: string | null }>`
      select c.state, (select n.person_id from deputies.commitment n where n.carried_from = c.id) as heir
      from deputies.commitment c where c.id = ${open}`.execute(stage.database);
    expect(rows).toEqual([{ state: 'withdrawn', heir: arrives.personId }]);
    expect(await counted(stage)).toMatchObject({ stays: 0, leaves: 0 });
    const again = perform(stage, operator, {
      useCase: changeCongress,
      input: { ...plan, expected: await counted(stage) },
    });
    await expect(again).rejects.toMatchObject({ code: 'congress.nothing-to-do' });
  });

  test('is refused when something has changed since the preview, and to towns', async ({ stage }) => {
    const { leaves } = await aTerm(stage);
    const expected = await counted(stage);
    await aCommitment(stage, leaves, { year: 2019, text: '后来的承诺' });
    const input = { ...plan, expected };
    await expect(perform(stage, operator, { useCase: changeCongress, input })).rejects.toMatchObject({
      code: 'congress.changed-meanwhile',
    });
    const officer = { id: 'o', role: 'town-officer', region: SHIQIAO } as const;
    await expect(perform(stage, officer, { useCase: changeCongress, input })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    const town = operatorOf(SHIQIAO);
    await expect(ask(stage, town, { query: previewCongress, input: plan })).rejects.toMatchObject({ kind: 'invalid' });
  });

  test('taken back, leaves everything as it was before', async ({ stage }) => {
    const { leaves, arrives } = await aTerm(stage);
    await aCommitment(stage, leaves, { year: 2019, text: '修桥一座', history: [['submitted', '2019-02-01']] });
    await sql`
      insert into deputies.milestone (district_code, id, commitment_id, region, title, planned_day, is_on_behalf,
        by_account, planned_at)
      select district_code, gen_random_uuid(), id, region, '选址完成', '2020-11-30', false, 'x', now()
      from deputies.commitment where membership_id = ${leaves.id} and state = 'published'`.execute(stage.database);
    const steps = async () =>
      (await sql`select id, commitment_id from deputies.milestone order by 1`.execute(stage.database)).rows;
    const planned = await steps();
    const before = [await rowsOf(stage), await seriesOf(stage.database)];
    const answers = [{ membershipId: leaves.id, answer: 'hand-over', successorPostId: arrives.id, reason: null }];
    const input = { ...plan, answers, expected: await counted(stage) };
    const { changeId } = await perform(stage, operator, { useCase: changeCongress, input });
    expect(await ask(stage, operator, { query: listCongressChanges, input: {} })).toHaveLength(1);
    const { rows } = await sql<{ state: string }>`
      select state from deputies.commitment where text = '修桥一座'`.execute(stage.database);
    expect(rows).toEqual([{ state: 'returned' }]);
    // The successor goes on with what is planned.
    expect(planned).not.toHaveLength(0);
    expect(await steps()).toHaveLength(2 * planned.length);
    await perform(stage, operator, { useCase: takeBackCongress, input: { changeId } });
    expect([await rowsOf(stage), await seriesOf(stage.database)]).toEqual(before);
    expect(await steps()).toEqual(planned);
    await expectAsRebuilt(stage);
    expect(await ask(stage, operator, { query: listCongressChanges, input: {} })).toEqual([]);
    const twice = perform(stage, operator, { useCase: takeBackCongress, input: { changeId } });
    await expect(twice).rejects.toMatchObject({ code: 'congress.unknown' });
  });

  test('of a town that comes later leaves the earlier towns as they are, and is taken back alone', async ({
    stage,
  }) => {
    await aTerm(stage);
    const states = [await rowsOf(stage)];
    const change = async (given: typeof plan, recordedAt: string) => {
      const { counts } = await ask(stage, operator, { query: previewCongress, input: given });
      const then = { ...stage, recordedNow: () => Temporal.Instant.from(recordedAt) };
      const input = { ...given, expected: counts };
      const { changeId } = await perform(then, operator, { useCase: changeCongress, input });
      await expectAsRebuilt(stage);
      states.push(await rowsOf(stage));
      return { changeId, counts };
    };
    const first = await change(plan, '2020-10-28T01:00:00Z');
    // The late town sends the roster of the next year, whose walk must not take the new congress for the old one.
    const arrives = await aPost(stage, {
      ...{ region: GUANLAN, name: '晚到', from: '2020-07-01', listings: { 2021: '一组' } },
    });
    await sql`
      insert into deputies.roster (district_code, region, year, is_complete) values ('500199', ${SHIQIAO}, 2021, true)
      `.execute(stage.database);
    await sql`update deputies.membership set listed_from = from_day where id = ${arrives.id}`.execute(stage.database);
    await rebuild(stage);
    states[1] = await rowsOf(stage);
    const second = await change({ ...plan, firstDay: '2020-07-01', year: 2021 }, '2020-10-28T02:00:00Z');
    expect(second.counts).toEqual({ stays: 0, leaves: 1, arrives: 1, open: 0 });
    const { rows } = await sql<{ region: string; begun: string | null; ended: string | null }>`
      select region, begun_day as begun, ended_day as ended from deputies.membership where level = 'township'
      order by region, begun_day, ended_day`.execute(stage.database);
    const at = (region: string) =>
      rows.filter((row) => row.region === region).map(({ begun, ended }) => [begun, ended]);
    expect(at(SHIQIAO)).toEqual([
      ['2020-06-01', null],
      ['2020-06-01', null],
      [null, '2020-06-01'],
      [null, '2020-06-01'],
    ]);
    expect(at(GUANLAN)).toEqual([
      ['2020-07-01', null],
      [null, '2020-07-01'],
    ]);
    const early = perform(stage, operator, { useCase: takeBackCongress, input: { changeId: first.changeId } });
    await expect(early).rejects.toMatchObject({ code: 'congress.stands' });
    await perform(stage, operator, { useCase: takeBackCongress, input: { changeId: second.changeId } });
    expect(await rowsOf(stage)).toEqual(states[1]);
    await expectAsRebuilt(stage);
    await perform(stage, operator, { useCase: takeBackCongress, input: { changeId: first.changeId } });
    await sql`delete from deputies.listing where membership_id = ${arrives.id}`.execute(stage.database);
    await sql`delete from deputies.membership where id = ${arrives.id}`.execute(stage.database);
    expect(await rowsOf(stage)).toEqual(states[0]);
  });

  test('is not taken back once something stands on it', async ({ stage }) => {
    const { stays } = await aTerm(stage);
    const input = { ...plan, expected: await counted(stage) };
    const { changeId } = await perform(stage, operator, { useCase: changeCongress, input });
    const { rows } = await sql<{ id: string }>`
      select id from deputies.membership where person_id = ${stays.personId} and ended_day is null`.execute(
      stage.database,
    );
    const made = rows[0]?.id ?? '';
    const ending = { membershipId: made, reason: 'resignation', day: '2020-09-01' };
    await perform(stage, operator, { useCase: endPost, input: ending });
    await expect(perform(stage, operator, { useCase: takeBackCongress, input: { changeId } })).rejects.toMatchObject({
      code: 'congress.stands',
    });
  });

  test.for([
    [
      'progress',
      sql`insert into deputies.progress_entry (district_code, id, commitment_id, person_id, region, kind, text,
        day, by_account, recorded_at, reported_at)
      select district_code, gen_random_uuid(), id, person_id, region, 'visit', '走访两户', '2020-09-01', 'x', now(), now()
      from deputies.commitment where carried_from is not null`,
    ],
    [
      'milestone',
      sql`insert into deputies.milestone (district_code, id, commitment_id, region, title, planned_day,
        is_on_behalf, by_account, planned_at)
      select district_code, gen_random_uuid(), id, region, '完成选址', '2020-11-30', false, 'x', now()
      from deputies.commitment where carried_from is not null`,
    ],
    [
      'dispute',
      sql`insert into deputies.dispute (district_code, id, commitment_id, region, source, text, state, raised_at)
      select district_code, gen_random_uuid(), id, region, 'resident', '没有完成', 'open', now()
      from deputies.commitment where carried_from is not null`,
    ],
    ['moved', sql`update deputies.commitment set state = 'claimed', revision = 2 where carried_from is not null`],
  ] as const)('is not taken back, and says why, once its hand-over has %s', async ([on, work], { stage }) => {
    const { leaves, arrives } = await aTerm(stage);
    const answers = [{ membershipId: leaves.id, answer: 'hand-over', successorPostId: arrives.id, reason: null }];
    const input = { ...plan, answers, expected: await counted(stage) };
    const { changeId } = await perform(stage, operator, { useCase: changeCongress, input });
    await work.execute(stage.database);
    const before = await rowsOf(stage);
    const back = perform(stage, operator, { useCase: takeBackCongress, input: { changeId } });
    await expect(back).rejects.toMatchObject({ kind: 'conflict', code: 'congress.stands', facts: { on } });
    expect(await rowsOf(stage)).toEqual(before);
  });

  test('keeps the ending of whoever stays: taken back alone, two posts would be held at once', async ({ stage }) => {
    const { stays } = await aTerm(stage);
    const input = { ...plan, expected: await counted(stage) };
    await perform(stage, operator, { useCase: changeCongress, input });
    const before = await rowsOf(stage);
    const back = perform(stage, operator, { useCase: takeBackEnding, input: { membershipId: stays.id } });
    await expect(back).rejects.toMatchObject({ kind: 'conflict', code: 'post.held-already' });
    expect(await rowsOf(stage)).toEqual(before);
  });
});
