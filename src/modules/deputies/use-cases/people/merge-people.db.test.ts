import fc from 'fast-check';
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
} from '#tests/support/deputies.ts';
import { expectAsRebuilt, rebuild, seriesOf } from '#tests/support/figures.ts';
import type { Level } from '../../contract.ts';
import { findDeputies } from '../lists/find-deputies.ts';
import { endPost } from '../posts/end-post.ts';
import { mergePeople, previewMerge } from './merge-people.ts';
import { movePostsTo, splitPerson } from './split-person.ts';
import { undoMove } from './undo-move.ts';

const operator = operatorOf(DISTRICT);

/** Everything that says who did, holds or may what. */
async function rowsOf({ database }: Stage): Promise<unknown> {
  const tables = {
    membership: 'id, person_id',
    commitment: 'id, person_id, claimed_person',
    progress_entry: 'id, person_id',
    verification: 'commitment_id, seq, by_person',
    commitment_change: 'commitment_id, seq, by_person',
  };
  const all = [];
  for (const [table, columns] of Object.entries(tables)) {
    all.push((await sql.raw(`select ${columns} from deputies.${table} order by 1, 2`).execute(database)).rows);
  }
  const consents = await sql`
    select person_id, field, surface, from_day, until_day from kernel.consent order by 1, 2, 3, 4`.execute(database);
  const merged = await sql`select id, merged_into from kernel.person order by 1`.execute(database);
  return [...all, consents.rows, merged.rows];
}

async function listsOf(stage: Stage): Promise<unknown> {
  const lists = [];
  for (const standing of ['promised', 'in-post', 'in-scope', 'missing']) {
    lists.push(await ask(stage, operator, { query: findDeputies, input: { year: 2020, standing } }));
  }
  return lists;
}

async function aConsent(
  { database }: Stage,
  personId: string,
  given: { surface?: string; until?: string | null } = {},
) {
  await sql`
    insert into kernel.consent (district_code, person_id, field, surface, from_day, until_day, source, withdrawn_source)
    values ('500199', ${personId}, 'phone', ${given.surface ?? 'web'}, '2020-01-01', ${given.until ?? null}, 'paper',
      ${given.until == null ? null : 'paper'})`.execute(database);
}

async function twoRecords(stage: Stage): Promise<{ kept: TestPost; gone: TestPost }> {
  await aDistrict(stage);
  const kept = await aPost(stage, { region: SHIQIAO, until: '2020-01-01', listings: { 2019: '第一小组' } });
  const gone = await aPost(stage, { region: SHIQIAO, from: '2020-01-01', listings: { 2020: '第二小组' } });
  await aCommitment(stage, kept, { year: 2019 });
  const history = [
    ['published', '2020-01-01'],
    ['claimed', '2020-05-01'],
    ['fulfilled', '2020-06-01'],
  ] as const;
  const id = await aCommitment(stage, gone, { unit: '盏', measure: '路灯', quantity: '20', history });
  await sql`
    insert into deputies.progress_entry (district_code, id, commitment_id, person_id, region, kind, text, day, by_account,
      recorded_at, reported_at)
    values ('500199', gen_random_uuid(), ${id}, ${gone.personId}, ${SHIQIAO}, 'progress', '已装 5 盏', '2020-03-01', 'x',
      now(), now())`.execute(stage.database);
  await sql`update deputies.commitment set claimed_person = ${gone.personId} where id = ${id}`.execute(stage.database);
  await rebuild(stage);
  return { kept, gone };
}

async function postsOf({ database }: Stage): Promise<unknown> {
  const posts = await sql`select * from deputies.membership order by id`.execute(database);
  const listings = await sql`select * from deputies.listing order by membership_id, year`.execute(database);
  const commitments = await sql`select id, membership_id from deputies.commitment order by 1`.execute(database);
  const reprints = await sql`select id, membership_id, person_id from deputies.reprint_task order by 1`.execute(
    database,
  );
  return [posts.rows, listings.rows, commitments.rows, reprints.rows];
}

async function aReprint({ database }: Stage, { id, personId }: TestPost): Promise<void> {
  await sql`
    insert into deputies.reprint_task (district_code, id, region, person_id, membership_id, surface, reason, since,
      recorded_at)
    values ('500199', gen_random_uuid(), ${SHIQIAO}, ${personId}, ${id}, 'wall', 'post-begun', '2020-01-01', now())`.execute(
    database,
  );
}

/** Somebody has confirmed that a commitment is fulfilled. */
async function aVerification({ database }: Stage, commitmentId: string, by: string): Promise<void> {
  await sql`
    insert into deputies.verification (district_code, commitment_id, seq, region, method, how, is_confirmed, by_account,
      by_person, verified_at)
    values ('500199', ${commitmentId}, 1, ${SHIQIAO}, 'on-site', '看过', true, 'x', ${by}, now())`.execute(database);
}

describe('two records that are one person', () => {
  test('are counted once after the merge, with all that hung on both', async ({ stage }) => {
    const { kept, gone } = await twoRecords(stage);
    await aConsent(stage, gone.personId);
    const both = { keptId: kept.personId, goneId: gone.personId };
    const preview = await ask(stage, operator, { query: previewMerge, input: both });
    expect(preview).toMatchObject({ contradictions: [], verifiedOwn: 0 });
    expect(preview.hanging).toMatchObject({ listings: 1, commitments: 1, entries: 1, consents: 1 });
    await perform(stage, operator, { useCase: mergePeople, input: both });
    const { rows } = await sql<{ persons: number; entries: number; consents: number }>`
      select count(distinct m.person_id)::int as persons,
        (select count(*)::int from deputies.progress_entry where person_id = ${kept.personId}) as entries,
        (select count(*)::int from kernel.consent where person_id = ${kept.personId}) as consents
      from deputies.membership m`.execute(stage.database);
    expect(rows).toEqual([{ persons: 1, entries: 1, consents: 1 }]);
    await expectAsRebuilt(stage);
    const trail = await sql<{ subject: string }>`
      select subject from kernel.trail_entry where action = 'deputies.merge-people' order by 1`.execute(stage.database);
    expect(trail.rows.map(({ subject }) => subject)).toEqual([kept.personId, gone.personId].toSorted());
  });

  test('undone, are as they were: rows, consents, lists and figures', async ({ stage }) => {
    const { kept, gone } = await twoRecords(stage);
    await aConsent(stage, kept.personId);
    await aConsent(stage, gone.personId, { until: '2020-02-01' });
    await aConsent(stage, gone.personId, { surface: 'wall' });
    const before = [await rowsOf(stage), await listsOf(stage), await seriesOf(stage.database)];
    const input = { keptId: kept.personId, goneId: gone.personId };
    const { moveId } = await perform(stage, operator, { useCase: mergePeople, input });
    expect(await rowsOf(stage)).not.toEqual(before[0]);
    await perform(stage, operator, { useCase: undoMove, input: { moveId } });
    expect([await rowsOf(stage), await listsOf(stage), await seriesOf(stage.database)]).toEqual(before);
    await expect(perform(stage, operator, { useCase: undoMove, input: { moveId } })).rejects.toMatchObject({
      code: 'person.undone-already',
    });
  });

  test('are not merged when they held a post at once, or one verified the other', async ({ stage }) => {
    const { kept, gone } = await twoRecords(stage);
    const input = { keptId: kept.personId, goneId: gone.personId };
    const id = await aCommitment(stage, kept, { year: 2019 });
    await aVerification(stage, id, gone.personId);
    await expect(perform(stage, operator, { useCase: mergePeople, input })).rejects.toMatchObject({
      code: 'person.verified-own',
    });
    await sql`update deputies.membership set until_day = '2020-01-02' where id = ${kept.id}`.execute(stage.database);
    await expect(perform(stage, operator, { useCase: mergePeople, input })).rejects.toMatchObject({
      code: 'post.held-already',
    });
    const self = { keptId: kept.personId, goneId: kept.personId };
    await expect(perform(stage, operator, { useCase: mergePeople, input: self })).rejects.toMatchObject({
      code: 'person.same',
    });
  });

  test('with posts that are one, are merged with them, year by year, and undone as they were', async ({ stage }) => {
    const { kept, gone } = await twoRecords(stage);
    const { database } = stage;
    await sql`update deputies.membership set until_day = '2021-01-01' where id = ${kept.id}`.execute(database);
    await sql`
      insert into deputies.listing (district_code, membership_id, year, group_name)
      values ('500199', ${kept.id}, 2020, '第一小组'), ('500199', ${gone.id}, 2019, '第三小组')`.execute(database);
    await aReprint(stage, gone);
    await rebuild(stage);
    const both = { keptId: kept.personId, goneId: gone.personId };
    const preview = await ask(stage, operator, { query: previewMerge, input: both });
    expect(preview.contradictions).toMatchObject([
      { one: { id: gone.id }, other: { id: kept.id }, years: [2019, 2020] },
    ]);
    const posts = [{ keptId: kept.id, goneId: gone.id, years: [2020] }];
    const before = [await rowsOf(stage), await postsOf(stage), await listsOf(stage), await seriesOf(database)];
    const { moveId } = await perform(stage, operator, { useCase: mergePeople, input: { ...both, posts } });
    await expectAsRebuilt(stage);
    const { rows } = await sql`
      select m.id, m.from_day as "from", m.until_day as until, array_agg(l.group_name order by l.year) as groups,
        (select count(*)::int from deputies.commitment c where c.membership_id = m.id and c.person_id = m.person_id)
          as commitments,
        (select count(*)::int from deputies.reprint_task t where t.membership_id = m.id) as reprints
      from deputies.membership m join deputies.listing l on l.membership_id = m.id
      where m.merged_into is null group by m.district_code, m.id`.execute(database);
    expect(rows).toEqual([
      {
        ...{ id: kept.id, from: '2017-01-01', until: null, groups: ['第一小组', '第二小组'] },
        ...{ commitments: 2, reprints: 1 },
      },
    ]);
    const list = await ask(stage, operator, { query: findDeputies, input: { year: 2020, standing: 'in-post' } });
    expect(list.deputies.map(({ id }) => id)).toEqual([kept.personId]);
    await perform(stage, operator, { useCase: undoMove, input: { moveId } });
    expect([await rowsOf(stage), await postsOf(stage), await listsOf(stage), await seriesOf(database)]).toEqual(before);
    await expectAsRebuilt(stage);
  });

  test('with posts that are one, are not merged by half, nor undone once the post has changed', async ({ stage }) => {
    const { kept, gone } = await twoRecords(stage);
    const both = { keptId: kept.personId, goneId: gone.personId };
    const posts = [{ keptId: kept.id, goneId: gone.id, years: [] }];
    const merging = (input: object) => perform(stage, operator, { useCase: mergePeople, input: { ...both, ...input } });
    // One after the other, they are two posts.
    await expect(merging({ posts })).rejects.toMatchObject({ code: 'person.not-one-post' });
    await sql`update deputies.membership set until_day = null where id = ${kept.id}`.execute(stage.database);
    await rebuild(stage);
    await expect(merging({})).rejects.toMatchObject({ code: 'post.held-already' });
    const { moveId } = await merging({ posts });
    const ending = { membershipId: kept.id, reason: 'resignation', day: '2020-10-01' };
    await perform(stage, operator, { useCase: endPost, input: ending });
    await expect(perform(stage, operator, { useCase: undoMove, input: { moveId } })).rejects.toMatchObject({
      code: 'person.undone-already',
    });
    await expectAsRebuilt(stage);
  });

  test('are not undone when a commitment would then be verified by whoever promised it', async ({ stage }) => {
    const { kept, gone } = await twoRecords(stage);
    const { database } = stage;
    await sql`update deputies.membership set until_day = null where id = ${kept.id}`.execute(database);
    await rebuild(stage);
    const posts = [{ keptId: kept.id, goneId: gone.id, years: [] }];
    const input = { keptId: kept.personId, goneId: gone.personId, posts };
    const { moveId } = await perform(stage, operator, { useCase: mergePeople, input });
    const { rows } = await sql<{ id: string }>`
      select id from deputies.commitment where year = 2020`.execute(database);
    await aVerification(stage, rows[0]?.id ?? '', gone.personId);
    await expect(perform(stage, operator, { useCase: undoMove, input: { moveId } })).rejects.toMatchObject({
      code: 'person.verified-own',
    });
    await expectAsRebuilt(stage);
  });

  test("are not a town's to merge when one holds a post elsewhere", async ({ stage }) => {
    const { kept, gone } = await twoRecords(stage);
    await aPost(stage, { region: GUANLAN, level: 'county', personId: gone.personId });
    const officer = { id: 'a', role: 'town-officer', region: SHIQIAO } as const;
    const input = { keptId: kept.personId, goneId: gone.personId };
    await expect(perform(stage, officer, { useCase: mergePeople, input })).rejects.toMatchObject({
      code: 'post.not-yours',
    });
    const { gone: _gone, ...alone } = { ...input, gone };
    const elsewhere = { ...officer, region: GUANLAN };
    await expect(perform(stage, elsewhere, { useCase: mergePeople, input: alone })).rejects.toMatchObject({
      code: 'person.unknown',
    });
  });
});

describe('one record that is two persons', () => {
  test('is split by posts, and its posts can be moved on and back', async ({ stage }) => {
    const { kept, gone } = await twoRecords(stage);
    const both = { keptId: kept.personId, goneId: gone.personId };
    await perform(stage, operator, { useCase: mergePeople, input: both });
    const asked = { personId: kept.personId, membershipIds: [gone.id], name: '王建國' };
    const split = await perform(stage, operator, { useCase: splitPerson, input: asked });
    await expectAsRebuilt(stage);
    const all = { personId: kept.personId, membershipIds: [kept.id] };
    await expect(perform(stage, operator, { useCase: splitPerson, input: all })).rejects.toMatchObject({
      code: 'person.all-posts',
    });
    const back = { membershipIds: [gone.id], toPersonId: kept.personId };
    const { moveId } = await perform(stage, operator, { useCase: movePostsTo, input: back });
    await expectAsRebuilt(stage);
    await perform(stage, operator, { useCase: undoMove, input: { moveId } });
    const { rows } = await sql<{ person: string }>`
      select person_id as person from deputies.membership where id = ${gone.id}`.execute(stage.database);
    expect(rows).toEqual([{ person: split.personId }]);
    await expectAsRebuilt(stage);
  });

  test('posts do not go to whoever verified one of their commitments, nor come back to them', async ({ stage }) => {
    const { kept } = await twoRecords(stage);
    const verifier = await aPost(stage, { region: GUANLAN, name: '李明', listings: { 2020: null } });
    const own = await aPost(stage, { region: SHIQIAO, level: 'county', personId: kept.personId });
    const asked = { personId: kept.personId, membershipIds: [own.id], name: null };
    const { moveId } = await perform(stage, operator, { useCase: splitPerson, input: asked });
    const commitment = await aCommitment(stage, own, { year: 2020 });
    await aVerification(stage, commitment, kept.personId);
    await expect(perform(stage, operator, { useCase: undoMove, input: { moveId } })).rejects.toMatchObject({
      code: 'person.verified-own',
    });
    const to = (toPersonId: string) =>
      perform(stage, operator, { useCase: movePostsTo, input: { membershipIds: [own.id], toPersonId } });
    await expect(to(kept.personId)).rejects.toMatchObject({ code: 'person.verified-own' });
    // What the verifier has verified of another post is no obstacle.
    await aVerification(stage, await aCommitment(stage, kept, { year: 2018 }), verifier.personId);
    expect(await to(verifier.personId)).toMatchObject({ personId: verifier.personId });
  });

  test('whatever posts two records have, a merge undone restores figures and lists', async ({ stage }) => {
    await aDistrict(stage);
    const post = fc.record({
      region: fc.constantFrom(SHIQIAO, GUANLAN),
      level: fc.constantFrom<Level>('county', 'township'),
      from: fc.constantFrom('2018-01-01', '2020-02-01'),
      until: fc.constantFrom(null, '2020-01-01', '2020-06-01'),
      listings: fc.constantFrom({ 2019: '第一小组' }, { 2020: null }, { 2019: null, 2020: '第二小组' }),
      promises: fc.subarray([2019, 2020]),
    });
    const people = fc.record({
      kept: fc.array(post, { minLength: 1, maxLength: 2 }),
      gone: fc.array(post, { minLength: 1, maxLength: 2 }),
    });
    await fc.assert(
      fc.asyncProperty(people, async ({ kept, gone }) => {
        const [keptId, goneId] = [crypto.randomUUID(), crypto.randomUUID()];
        for (const [personId, posts] of [
          [keptId, kept],
          [goneId, gone],
        ] as const) {
          for (const { promises, ...given } of posts.filter(({ from, until }) => until === null || from < until)) {
            const own = await aPost(stage, { ...given, personId });
            for (const year of promises) await aCommitment(stage, own, { year });
          }
        }
        await rebuild(stage);
        const before = [await rowsOf(stage), await listsOf(stage), await seriesOf(stage.database)];
        const merging = perform(stage, operator, { useCase: mergePeople, input: { keptId, goneId } });
        const merged = await merging.catch((error: unknown) => error);
        if (merged instanceof Error) {
          expect(merged).toMatchObject({ name: 'Problem' });
        } else {
          await expectAsRebuilt(stage);
          await perform(stage, operator, {
            useCase: undoMove,
            input: { moveId: (merged as { moveId: string }).moveId },
          });
        }
        expect([await rowsOf(stage), await listsOf(stage), await seriesOf(stage.database)]).toEqual(before);
      }),
      { numRuns: 12 },
    );
  });
});
