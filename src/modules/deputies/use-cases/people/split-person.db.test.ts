import { sql } from 'kysely';
import { expect } from 'vitest';
import { ask } from '#kernel/index.server.ts';
import { DISTRICT, SHIQIAO, aCommitment, aDistrict, aPost, operatorOf, test } from '#tests/support/deputies.ts';
import { townOfficer } from '#tests/support/life.ts';
import { previewMove } from './split-person.ts';

const operator = operatorOf(DISTRICT);

test('what a split or a move would take along is previewed, and nothing is changed', async ({ stage }) => {
  await aDistrict(stage);
  const { database } = stage;
  const known = await aPost(stage, { region: SHIQIAO, name: '李明', until: '2019-01-01' });
  const own = await aPost(stage, { region: SHIQIAO, from: '2019-01-01', listings: { 2019: null, 2020: null } });
  const { personId, name } = own;
  const county = await aPost(stage, { region: SHIQIAO, level: 'county', personId, name, listings: { 2020: null } });
  await aCommitment(stage, county);
  const id = await aCommitment(stage, own);
  await sql`
    insert into deputies.progress_entry (district_code, id, commitment_id, person_id, region, kind, text, day, by_account,
      recorded_at, reported_at)
    values ('500199', gen_random_uuid(), ${id}, ${personId}, ${SHIQIAO}, 'progress', '已装 5 盏', '2020-03-01', 'x', now(),
      now())`.execute(database);
  await sql`
    insert into deputies.reprint_task (district_code, id, region, person_id, membership_id, surface, reason, since,
      recorded_at)
    select '500199', gen_random_uuid(), ${SHIQIAO}, ${personId}, post, 'wall', 'post-begun', '2020-01-01', now()
    from unnest(array[${own.id}, null]::uuid[]) as post`.execute(database);
  await sql`
    insert into kernel.consent (district_code, person_id, field, surface, from_day, source)
    values ('500199', ${personId}, 'phone', 'web', '2020-01-01', 'paper')`.execute(database);
  const rows = async () => (await sql`select id, person_id from deputies.membership order by 1`.execute(database)).rows;
  const before = await rows();

  const preview = (input: object) => ask(stage, operator, { query: previewMove, input: { personId, ...input } });
  const hanging = { listings: 2, commitments: 1, entries: 1, consents: 0, reprints: 1 };
  expect(await preview({ membershipIds: [own.id] })).toMatchObject({ to: null, posts: [{ id: own.id }], hanging });
  const to = { membershipIds: [own.id], toPersonId: known.personId };
  expect(await preview(to)).toMatchObject({ to: { id: known.personId, name: '李明' }, hanging });
  expect(await rows()).toEqual(before);

  // What would be refused is said before.
  await expect(preview({ membershipIds: [own.id, county.id] })).rejects.toMatchObject({ code: 'person.all-posts' });
  await sql`update deputies.membership set until_day = null where id = ${known.id}`.execute(database);
  await expect(preview(to)).rejects.toMatchObject({ code: 'post.held-already' });
  const elsewhere = townOfficer('500199102000');
  await expect(
    ask(stage, elsewhere, { query: previewMove, input: { personId, membershipIds: [own.id] } }),
  ).rejects.toMatchObject({ code: 'person.unknown' });
});
