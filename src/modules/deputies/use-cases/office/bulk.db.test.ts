import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Actor, type Stage, type UseCase, ask, perform, rehearse } from '#kernel/index.server.ts';
import type { BulkRow } from '#modules/deputies/contract.ts';
import { rebuildFigures } from '#modules/deputies/store/figures/refresh-figures.ts';
import { DISTRICT, GUANLAN, NOW, SHIQIAO, aDistrict, test, visitorOf } from '#tests/support/deputies.ts';
import { aLife, anActor, deputyOf, districtOfficer, townOfficer } from '#tests/support/life.ts';
import type { z } from 'zod';
import { readFigures } from '../figures/read-figures.ts';
import { claimCommitment } from '../life/claim-commitment.ts';
import { readLife } from '../life/read-life.ts';
import { reportProgress } from '../life/report-progress.ts';
import { readCommitment } from '../lists/read-commitment.ts';
import { bulkRemind } from './bulk-remind.ts';
import { bulkReview } from './bulk-review.ts';
import { bulkVerify } from './bulk-verify.ts';
import { readBulk } from './read-bulk.ts';
import { undoBulkPublication } from './undo-bulk-publication.ts';

const PASSED = { isSpecific: true, isVerifiable: true, isOwn: true, decision: 'publish' };

function as(stage: Stage, actor: Actor) {
  return <Input extends z.ZodType, Result>(useCase: UseCase<Input, Result>, input: unknown): Promise<Result> =>
    perform(stage, actor, { useCase, input });
}

const read = (commitmentId: string, revision = 1) => ({ commitmentId, revision });
const outcomes = ({ rows }: { readonly rows: readonly BulkRow[] }) => rows.map(({ state, code }) => state ?? code);

/** The figures of a district in which something is published already. */
async function withFigures(stage: Stage): Promise<void> {
  await aDistrict(stage);
  await aLife(stage, 'published', {});
  await stage.database.transaction().execute(rebuildFigures);
}

async function promised(stage: Stage): Promise<number> {
  const figures = await ask(stage, visitorOf(DISTRICT), { query: readFigures, input: { year: 2020 } });
  return figures.commitments;
}

async function stateOf(stage: Stage, commitmentId: string): Promise<string> {
  const { item } = await ask(stage, districtOfficer(), { query: readLife, input: { commitmentId } });
  return item.state;
}

/** Later by the machine's clock. */
function after(stage: Stage, duration: Temporal.DurationLike): Stage {
  return { ...stage, recordedNow: () => Temporal.Instant.from(NOW).add(duration) };
}

describe('acting upon several', () => {
  test('publishes each that may be, and says of each other why not', async ({ stage }) => {
    await withFigures(stage);
    const officer = townOfficer(SHIQIAO);
    const good = await aLife(stage, 'submitted', {});
    const stale = await aLife(stage, 'submitted', {});
    const done = await aLife(stage, 'published', {});
    const elsewhere = await aLife(stage, 'submitted', { of: { region: GUANLAN } });
    const before = await promised(stage);
    const items = [read(good.id), read(stale.id, 7), read(done.id), read(elsewhere.id)];

    const preview = await rehearse(stage, officer, (run) => run({ useCase: bulkReview, input: { items, ...PASSED } }));
    expect(await stateOf(stage, good.id)).toBe('submitted');
    const result = await as(stage, officer)(bulkReview, { items, ...PASSED });
    expect(outcomes(result)).toEqual([
      'published',
      'commitment.changed-meanwhile',
      'commitment.not-now',
      'commitment.unknown',
    ]);
    expect(outcomes(preview)).toEqual(outcomes(result));
    expect([await stateOf(stage, good.id), await stateOf(stage, stale.id)]).toEqual(['published', 'submitted']);
    expect(await promised(stage)).toBe(before + 1);

    const kept = await ask(stage, officer, { query: readBulk, input: { bulkId: result.bulkId } });
    expect(outcomes(kept.bulk)).toEqual(outcomes(result));
    expect(kept.items.map(({ id }) => id)).toEqual([good.id, stale.id, done.id]);
    expect(kept.undoUntil).toBe('2020-10-28T01:10:00.000000Z');
    const other = { query: readBulk, input: { bulkId: result.bulkId } };
    await expect(ask(stage, townOfficer(GUANLAN), other)).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('leaves a trail of each, and the journal hears of what is public', async ({ stage }) => {
    await aDistrict(stage);
    const [one, two] = [await aLife(stage, 'submitted', {}), await aLife(stage, 'claimed', {})];
    await as(stage, townOfficer(SHIQIAO))(bulkReview, { items: [read(one.id), read(two.id)], ...PASSED });
    const { rows: trail } = await sql<{ subject: string; after: { state: string } }>`
      select subject, after from kernel.trail_entry where action = 'deputies.bulk-review'`.execute(stage.database);
    expect(trail).toEqual([{ subject: one.id, after: expect.objectContaining({ state: 'published' }) as unknown }]);
    const { rows: journal } = await sql<{ event: string; subject: string }>`
      select event, subject from kernel.journal_entry`.execute(stage.database);
    expect(journal).toEqual([{ event: 'commitment.published', subject: one.id }]);
  });

  test('returns with one note for all, and asks for it', async ({ stage }) => {
    await aDistrict(stage);
    const { id } = await aLife(stage, 'submitted', {});
    const officer = as(stage, townOfficer(SHIQIAO));
    const input = { items: [read(id)], ...PASSED, isSpecific: false, decision: 'return' };
    await expect(officer(bulkReview, input)).rejects.toMatchObject({ code: 'review.note-missing' });
    await expect(officer(bulkReview, { ...input, decision: 'publish' })).rejects.toMatchObject({
      code: 'review.not-passed',
    });
    expect(outcomes(await officer(bulkReview, { ...input, note: '请写明地点' }))).toEqual(['returned']);
  });

  test('verifies only what says how it was checked, and never one’s own', async ({ stage }) => {
    await aDistrict(stage);
    const officer = townOfficer(SHIQIAO);
    const good = await aLife(stage, 'claimed', {});
    const blank = await aLife(stage, 'claimed', {});
    const own = await aLife(stage, 'claimed', { of: { region: SHIQIAO, personId: officer.personId ?? '' } });
    const how = { method: 'on-site', how: '到村里数过，二十盏都亮' };
    const items = [
      { ...read(good.id), ...how },
      { ...read(blank.id), ...how, how: '' },
      { ...read(own.id), ...how },
    ];
    expect(outcomes(await as(stage, officer)(bulkVerify, { items }))).toEqual([
      'fulfilled',
      'bulk.how-missing',
      'commitment.verified-by-promiser',
    ]);
  });

  test('reminds each author once a day', async ({ stage }) => {
    await aDistrict(stage);
    const officer = as(stage, townOfficer(SHIQIAO));
    const [open, done] = [await aLife(stage, 'published', {}), await aLife(stage, 'fulfilled', {})];
    const items = [read(open.id), read(done.id)];
    expect(outcomes(await officer(bulkRemind, { items }))).toEqual(['published', 'commitment.not-now']);
    expect(outcomes(await officer(bulkRemind, { items }))).toEqual(['bulk.reminded-today', 'commitment.not-now']);
    const { rows } = await sql<{ kind: string; recipient: object }>`select kind, recipient from kernel.notice`.execute(
      stage.database,
    );
    expect(rows).toEqual([{ kind: 'deputies.asked', recipient: { personId: open.post.personId } }]);
  });

  test.for(['auditor', 'group-leader', 'admin', 'security', 'operator'] as const)(
    'is nothing for %s',
    async (role, { stage }) => {
      const actor = as(stage, anActor(role, DISTRICT));
      const items = [read('00000000-0000-4000-8000-000000000000')];
      const refused = { kind: 'forbidden' };
      await expect(actor(bulkReview, { items, ...PASSED })).rejects.toMatchObject(refused);
      await expect(actor(bulkVerify, { items })).rejects.toMatchObject(refused);
      await expect(actor(bulkRemind, { items })).rejects.toMatchObject(refused);
      await expect(actor(undoBulkPublication, { bulkId: DISTRICT })).rejects.toMatchObject(refused);
    },
  );
});

describe('taking a bulk publication back', () => {
  async function published(stage: Stage) {
    await withFigures(stage);
    const officer = townOfficer(SHIQIAO);
    const [one, two, three] = [
      await aLife(stage, 'submitted', {}),
      await aLife(stage, 'submitted', {}),
      await aLife(stage, 'submitted', {}),
    ];
    const before = await promised(stage);
    const items = [read(one.id), read(two.id), read(three.id)];
    const bulk = await as(stage, officer)(bulkReview, { items, ...PASSED });
    return { officer, one, two, three, bulk, before };
  }

  test('puts back what nothing stands on, as if it had never been published, and keeps the rest', async ({ stage }) => {
    const { officer, one, two, three, bulk, before } = await published(stage);
    const entry = { id: crypto.randomUUID(), commitmentId: two.id, text: '已购入灯具', day: '2020-10-28' };
    await as(stage, deputyOf(two.post))(reportProgress, entry);
    await as(stage, deputyOf(three.post))(claimCommitment, { ...read(three.id, 2), result: '二十盏已装好' });

    const soon = after(stage, { minutes: 5 });
    const undone = await as(soon, officer)(undoBulkPublication, { bulkId: bulk.bulkId });
    expect(outcomes(undone)).toEqual(['submitted', 'bulk.stands-on-it', 'bulk.stands-on-it']);
    expect(await promised(stage)).toBe(before + 2);
    const visit = { query: readCommitment, input: { commitmentId: one.id } };
    await expect(ask(stage, visitorOf(DISTRICT), visit)).rejects.toMatchObject({ kind: 'not-found' });

    const again = await as(soon, officer)(bulkReview, { items: [read(one.id, 3)], ...PASSED });
    expect(outcomes(again)).toEqual(['published']);
    const { timeline } = await ask(stage, visitorOf(DISTRICT), visit);
    expect(timeline.map(({ event }) => event)).toEqual(['published']);
    const { rows } = await sql<{ event: string }>`
      select event from kernel.journal_entry where subject = ${one.id} order by seq`.execute(stage.database);
    expect(rows.map(({ event }) => event)).toEqual([
      'commitment.published',
      'commitment.publication-undone',
      'commitment.published',
    ]);
  });

  test('is for who did it, once, and within minutes', async ({ stage }) => {
    const { officer, bulk } = await published(stage);
    const input = { bulkId: bulk.bulkId };
    await expect(as(stage, townOfficer(SHIQIAO))(undoBulkPublication, input)).rejects.toMatchObject({
      code: 'bulk.not-undoable',
    });
    const late = as(after(stage, { minutes: 10, seconds: 1 }), officer);
    await expect(late(undoBulkPublication, input)).rejects.toMatchObject({ code: 'bulk.undo-over' });
    await as(stage, officer)(undoBulkPublication, input);
    await expect(as(stage, officer)(undoBulkPublication, input)).rejects.toMatchObject({ code: 'bulk.not-undoable' });
    await expect(as(stage, officer)(undoBulkPublication, { bulkId: crypto.randomUUID() })).rejects.toMatchObject({
      code: 'bulk.unknown',
    });
  });
});
