import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Stage, ask, perform } from '#kernel/index.server.ts';
import {
  DISTRICT,
  GUANLAN,
  SHIQIAO,
  type TestPost,
  aCommitment,
  aDistrict,
  aPost,
  operatorOf,
  test,
  visitorOf,
} from '#tests/support/deputies.ts';
import { expectAsRebuilt, rebuild, seriesOf } from '#tests/support/figures.ts';
import { townOfficer } from '#tests/support/life.ts';
import { readDeputy } from '../lists/read-deputy.ts';
import { endPost } from '../posts/end-post.ts';
import { suspendPost } from '../posts/suspend-post.ts';
import { exportPerson } from './export-person.ts';
import { mergePosts, previewPostMerge } from './merge-posts.ts';
import { readPerson } from './read-person.ts';
import { undoMove } from './undo-move.ts';

const operator = operatorOf(DISTRICT);

/** One county post that two rosters have spelt in two ways: listed in 2019 and 2020 as the one, in 2020 as the other. */
async function twice(stage: Stage): Promise<{ kept: TestPost; gone: TestPost }> {
  await aDistrict(stage);
  const of = { region: SHIQIAO, level: 'county' } as const;
  const kept = await aPost(stage, { ...of, listings: { 2019: '第一小组', 2020: '第一小组' } });
  const { personId, name } = kept;
  const gone = await aPost(stage, {
    ...of,
    personId,
    name,
    from: '2020-01-01',
    listings: { 2018: null, 2020: '二组' },
  });
  await aCommitment(stage, kept);
  const id = await aCommitment(stage, gone, { text: '修建水渠 2 公里' });
  await sql`
    insert into deputies.progress_entry (district_code, id, commitment_id, person_id, region, kind, text, day, by_account,
      recorded_at, reported_at)
    values ('500199', gen_random_uuid(), ${id}, ${personId}, ${SHIQIAO}, 'progress', '已修 1 公里', '2020-03-01', 'x',
      now(), now())`.execute(stage.database);
  await sql`
    insert into deputies.reprint_task (district_code, id, region, person_id, membership_id, surface, reason, since,
      recorded_at)
    values ('500199', gen_random_uuid(), ${SHIQIAO}, ${personId}, ${gone.id}, 'wall', 'post-begun', '2020-01-01', now())`.execute(
    stage.database,
  );
  await rebuild(stage);
  return { kept, gone };
}

async function rowsOf({ database }: Stage): Promise<unknown> {
  const all = [];
  for (const table of ['membership', 'listing', 'commitment', 'progress_entry', 'reprint_task']) {
    all.push((await sql.raw(`select * from deputies.${table} order by 1, 2, 3`).execute(database)).rows);
  }
  return all;
}

describe('two posts of one person that are one', () => {
  test('are previewed, and made one with all that hangs on both', async ({ stage }) => {
    const { kept, gone } = await twice(stage);
    const pair = { keptId: kept.id, goneId: gone.id };
    const before = await rowsOf(stage);
    const preview = await ask(stage, operator, { query: previewPostMerge, input: pair });
    expect(preview).toMatchObject({
      ...{ kept: { id: kept.id }, gone: { id: gone.id }, years: [2020] },
      hanging: { listings: 2, commitments: 1, entries: 1, reprints: 1, consents: 0 },
    });
    expect(await rowsOf(stage)).toEqual(before);
    const merged = await perform(stage, operator, { useCase: mergePosts, input: { ...pair, years: [2020] } });
    expect(merged).toMatchObject({ personId: kept.personId });
    await expectAsRebuilt(stage);
    const { posts } = await ask(stage, operator, { query: readPerson, input: { personId: kept.personId } });
    expect(posts).toMatchObject([{ id: kept.id, fromDay: '2017-01-01', untilDay: null, group: '二组' }]);
    expect(posts[0]?.open).toHaveLength(2);
    const { rows } = await sql`
      select (select count(*)::int from deputies.reprint_task where membership_id = ${kept.id}) as reprints,
        (select array_agg(year order by year) from deputies.listing where membership_id = ${kept.id}) as years`.execute(
      stage.database,
    );
    expect(rows).toEqual([{ reprints: 1, years: [2018, 2019, 2020] }]);
    const trail = await sql<{ subject: string }>`
      select subject from kernel.trail_entry where action = 'deputies.merge-posts'`.execute(stage.database);
    expect(trail.rows.map(({ subject }) => subject).toSorted()).toEqual([kept.id, gone.id].toSorted());
  });

  test('undone, are as they were, and only once', async ({ stage }) => {
    const { kept, gone } = await twice(stage);
    const officer = townOfficer(SHIQIAO);
    const before = [await rowsOf(stage), await seriesOf(stage.database)];
    const input = { keptId: kept.id, goneId: gone.id, years: [2020] };
    const { moveId } = await perform(stage, officer, { useCase: mergePosts, input });
    expect(await rowsOf(stage)).not.toEqual(before[0]);
    const { moves } = await ask(stage, officer, { query: readPerson, input: { personId: kept.personId } });
    expect(moves).toMatchObject([{ id: moveId, kind: 'posts' }]);
    await perform(stage, officer, { useCase: undoMove, input: { moveId } });
    expect([await rowsOf(stage), await seriesOf(stage.database)]).toEqual(before);
    await expect(perform(stage, officer, { useCase: undoMove, input: { moveId } })).rejects.toMatchObject({
      code: 'person.undone-already',
    });
  });

  test('are not undone once the post has changed', async ({ stage }) => {
    const { kept, gone } = await twice(stage);
    const input = { keptId: kept.id, goneId: gone.id };
    const { moveId } = await perform(stage, operator, { useCase: mergePosts, input });
    const ending = { membershipId: kept.id, reason: 'resignation', day: '2020-10-01' };
    await perform(stage, operator, { useCase: endPost, input: ending });
    await expect(perform(stage, operator, { useCase: undoMove, input: { moveId } })).rejects.toMatchObject({
      code: 'person.undone-already',
    });
  });

  test('are one when one goes on where the other stops', async ({ stage }) => {
    const { kept, gone } = await twice(stage);
    await sql`update deputies.membership set until_day = '2020-01-01' where id = ${kept.id}`.execute(stage.database);
    await rebuild(stage);
    await perform(stage, operator, { useCase: mergePosts, input: { keptId: gone.id, goneId: kept.id } });
    await expectAsRebuilt(stage);
    const { posts } = await ask(stage, operator, { query: readPerson, input: { personId: kept.personId } });
    expect(posts).toMatchObject([{ id: gone.id, fromDay: '2017-01-01', untilDay: null }]);
  });

  test('are not merged when they are of two persons, levels or towns, or the same one', async ({ stage }) => {
    const { kept, gone } = await twice(stage);
    const { personId, name } = kept;
    const stranger = await aPost(stage, { region: SHIQIAO, level: 'county' });
    const township = await aPost(stage, { region: SHIQIAO, personId, name });
    const elsewhere = await aPost(stage, { region: GUANLAN, level: 'county', personId, name });
    for (const [keptId, code] of [
      [stranger.id, 'post.not-one'],
      [township.id, 'post.not-one'],
      [elsewhere.id, 'post.not-one'],
      [gone.id, 'post.same'],
    ] as const) {
      const input = { keptId, goneId: gone.id };
      await expect(ask(stage, operator, { query: previewPostMerge, input })).rejects.toMatchObject({ code });
      await expect(perform(stage, operator, { useCase: mergePosts, input })).rejects.toMatchObject({ code });
    }
    await expect(
      perform(stage, townOfficer(GUANLAN), { useCase: mergePosts, input: { keptId: kept.id, goneId: gone.id } }),
    ).rejects.toMatchObject({ code: 'post.unknown' });
  });

  test('do not lose what the office has decided of the one that goes', async ({ stage }) => {
    const { kept, gone } = await twice(stage);
    const pause = { membershipId: gone.id, fromDay: '2020-06-01' };
    await perform(stage, operator, { useCase: suspendPost, input: pause });
    const merge = (keptId: string, goneId: string) =>
      perform(stage, operator, { useCase: mergePosts, input: { keptId, goneId } });
    await expect(merge(kept.id, gone.id)).rejects.toMatchObject({ code: 'post.decision-lost' });
    await merge(gone.id, kept.id);
    await expectAsRebuilt(stage);
    const { posts } = await ask(stage, operator, { query: readPerson, input: { personId: kept.personId } });
    expect(posts).toMatchObject([{ id: gone.id, suspendedFrom: '2020-06-01' }]);
  });

  test('leave a shell whose listings nobody reads: neither the public page nor the personal export', async ({
    stage,
  }) => {
    const { kept, gone } = await twice(stage);
    await sql`
      update deputies.listing set year = 2017 where membership_id = ${kept.id} and year = 2019`.execute(stage.database);
    await sql`
      insert into deputies.listing (district_code, membership_id, year) values ('500199', ${gone.id}, 2017)`.execute(
      stage.database,
    );
    await perform(stage, operator, { useCase: mergePosts, input: { keptId: kept.id, goneId: gone.id } });
    // Only a shell is listed in this year.
    await sql`
      update deputies.listing set year = 2016 where membership_id = ${gone.id} and year = 2017`.execute(stage.database);
    const input = { personId: kept.personId };
    const { tables } = await ask(stage, operator, { query: exportPerson, input });
    expect(tables.listings.map(({ post, year }) => [post, year])).toEqual([
      [kept.id, 2017],
      [kept.id, 2018],
      [kept.id, 2020],
    ]);
    const page = await ask(stage, visitorOf(DISTRICT), { query: readDeputy, input });
    expect(page.years.map((year) => year.year)).not.toContain(2016);
  });
});
