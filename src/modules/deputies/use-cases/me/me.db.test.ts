import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { ask, perform } from '#kernel/index.server.ts';
import { inPieces, aNoise } from '#tests/support/pictures.ts';
import { test, rowOf } from '#tests/support/attachments.ts';
import { DISTRICT, GUANLAN, SHIQIAO, aCommitment, aDistrict, aPost } from '#tests/support/deputies.ts';
import { WORDING, aLife, anActor, deputyOf, townOfficer } from '#tests/support/life.ts';
import { receiveFile } from '#platform/files/receive-form.ts';
import type { Actor, AttachmentWork } from '#kernel/index.server.ts';
import { nameEvidence } from '../office/name-evidence.ts';
import { claimCommitment } from '../life/claim-commitment.ts';
import { draftCommitment } from '../life/draft-commitment.ts';
import { reviewCommitment } from '../life/review-commitment.ts';
import { submitCommitment } from '../life/submit-commitment.ts';
import { claimWithPhotos } from './claim-with-photos.ts';
import { readMe } from './read-me.ts';
import { readMine } from './read-mine.ts';
import { readMyCommitment } from './read-my-commitment.ts';
import { readMyRecord } from './read-my-record.ts';
import { reportWithPhotos } from './report-with-photos.ts';

const TODAY = '2020-10-28';

function aPhoto({ files }: AttachmentWork, field: 'before' | 'after', seed: number) {
  return aNoise(seed).then((content) => receiveFile(files, { field, name: '照片.jpg' }, inPieces(content)));
}

async function attachments({ database }: AttachmentWork['stage']) {
  const { rows } = await sql<{ id: string; role: string }>`select id, role from kernel.attachment`.execute(database);
  return rows;
}

describe('my commitments', () => {
  test('are mine alone, drafts included, and what is to be done comes first', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aPost(stage, { region: SHIQIAO, name: '杨帆', listings: { 2020: null } });
    const other = await aPost(stage, { region: GUANLAN });
    await aCommitment(stage, other, { text: '别人的承诺' });
    const open = await aCommitment(stage, post, { text: '年底前完成', dueDay: '2020-10-31' });
    await aLife(stage, 'fulfilled', { post, text: '已经核实' });
    await aCommitment(stage, post, { year: 2019, text: '去年的承诺' });
    const me = deputyOf(post);
    const { commitmentId } = await perform(stage, me, {
      useCase: draftCommitment,
      input: { ...WORDING, membershipId: post.id, year: 2020 },
    });

    const mine = await ask(stage, me, { query: readMine, input: {} });
    expect(mine).toMatchObject({ name: '杨帆', today: TODAY, year: 2020, published: 2, verified: 1 });
    expect(mine.years).toEqual([2020, 2019]);
    const every = await ask(stage, me, { query: readMine, input: { everyYear: true } });
    expect(every.commitments.map(({ text }) => text).toSorted()).toEqual(
      [...mine.commitments.map(({ text }) => text), '去年的承诺'].toSorted(),
    );
    expect(mine.posts.map(({ membershipId }) => membershipId)).toEqual([post.id]);
    expect(mine.commitments.map(({ state }) => state)).toEqual(['draft', 'published', 'fulfilled']);
    expect(mine.commitments[0]?.id).toBe(commitmentId);
    expect(mine.commitments[1]).toMatchObject({ id: open, daysLeft: 3, isOverdue: false, entries: 0, reached: null });
    const before = await ask(stage, me, { query: readMine, input: { year: 2019 } });
    expect(before.commitments.map(({ text }) => text)).toEqual(['去年的承诺']);
  });

  test('who the deputy is, by every post held today', async ({ stage }) => {
    await aDistrict(stage);
    const town = await aPost(stage, { region: SHIQIAO, name: '杨帆', listings: { 2020: null } });
    const { personId, name } = town;
    await aPost(stage, { region: SHIQIAO, personId, name, level: 'county', listings: { 2020: null } });
    await aPost(stage, { region: SHIQIAO, personId, name, level: 'provincial', until: '2020-01-01' });
    expect(await ask(stage, deputyOf(town), { query: readMe, input: {} })).toEqual({
      name: '杨帆',
      levels: ['county', 'township'],
    });
  });

  test('an account without a person, or of a person of elsewhere, is told so', async ({ stage }) => {
    await aDistrict(stage);
    const { personId: _, ...nobody } = anActor('deputy', DISTRICT);
    await expect(ask(stage, nobody, { query: readMine, input: {} })).rejects.toMatchObject({ code: 'me.no-person' });
    const stranger = anActor('deputy', DISTRICT);
    const told = { code: 'me.no-person' };
    await expect(ask(stage, stranger, { query: readMine, input: {} })).rejects.toMatchObject(told);
    await expect(ask(stage, stranger, { query: readMyRecord, input: {} })).rejects.toMatchObject(told);
    await expect(ask(stage, stranger, { query: readMe, input: {} })).rejects.toMatchObject(told);
  });
});

describe('one commitment of mine', () => {
  test('tells all that happened, with the notes of the review', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aPost(stage, { region: SHIQIAO, listings: { 2020: null } });
    const me = deputyOf(post);
    const drafted = await perform(stage, me, {
      useCase: draftCommitment,
      input: { ...WORDING, membershipId: post.id, year: 2020 },
    });
    const submitted = await perform(stage, me, { useCase: submitCommitment, input: drafted });
    const points = { isSpecific: false, isVerifiable: true, isOwn: true };
    const input = { ...submitted, ...points, decision: 'return', note: '请写明地点' };
    await perform(stage, townOfficer(SHIQIAO), { useCase: reviewCommitment, input });

    const page = await ask(stage, me, { query: readMyCommitment, input: { commitmentId: drafted.commitmentId } });
    expect(page).toMatchObject({ state: 'returned', targetQuantity: '20', targetUnit: '盏', revision: 3 });
    expect(page.actions.toSorted()).toEqual(['discard', 'plan', 'reword', 'submit']);
    const [first] = page.steps.filter(({ is }) => is === 'review');
    expect(first).toMatchObject({ isPassed: false, unmet: ['isSpecific'], note: '请写明地点' });
  });

  test('does not exist for another deputy', async ({ stage }) => {
    await aDistrict(stage);
    const { id } = await aLife(stage, 'published', {});
    const other = deputyOf(await aPost(stage, { region: SHIQIAO }));
    const asked = ask(stage, other, { query: readMyCommitment, input: { commitmentId: id } });
    await expect(asked).rejects.toMatchObject({ kind: 'not-found', code: 'me.not-yours' });
  });
});

describe('a report with photos', () => {
  test('is one report with its photos once, however often it is sent', async ({ stage, work }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', {
      of: { region: SHIQIAO, listings: { 2020: null } },
    });
    await sql`update deputies.listing set station = '第一站' where membership_id = ${post.id}`.execute(stage.database);
    const me = deputyOf(post);
    const report = { id: randomUUID(), commitmentId, text: '已装 12 盏', day: TODAY, quantity: '12' };
    const send = async () =>
      perform(stage, me, {
        useCase: reportWithPhotos,
        input: { ...report, photos: [await aPhoto(work, 'before', 1), await aPhoto(work, 'after', 2)] },
      });
    expect(await send()).toMatchObject({ entryId: report.id, isNew: true });
    expect(await send()).toMatchObject({ entryId: report.id, isNew: false });

    const page = await ask(stage, me, { query: readMyCommitment, input: { commitmentId } });
    expect(page).toMatchObject({ entries: 1, reached: '12', lastEntryDay: TODAY });
    const attached = await attachments(stage);
    expect(attached.map(({ role }) => role).toSorted()).toEqual(['after', 'before']);
    expect(await rowOf(work, attached[0]?.id ?? '')).toMatchObject({ region: SHIQIAO, unit: '第一站' });
  });

  test('two sendings at once are one report', async ({ stage, work }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', {});
    const report = { id: randomUUID(), commitmentId, text: '已装 12 盏', day: TODAY };
    const photos = [await aPhoto(work, 'after', 1)];
    const both = await Promise.allSettled(
      [1, 2].map(() => perform(stage, deputyOf(post), { useCase: reportWithPhotos, input: { ...report, photos } })),
    );
    expect(both.filter(({ status }) => status === 'fulfilled').length).toBeGreaterThan(0);
    const page = await ask(stage, deputyOf(post), { query: readMyCommitment, input: { commitmentId } });
    expect(page.entries).toBe(1);
    expect(await attachments(stage)).toHaveLength(1);
  });

  test('of what was verified or withdrawn meanwhile is refused, in a sentence', async ({ stage }) => {
    await aDistrict(stage);
    for (const state of ['fulfilled', 'withdrawn'] as const) {
      const { post, id: commitmentId } = await aLife(stage, state, {});
      const input = { id: randomUUID(), commitmentId, text: '已装 12 盏', day: TODAY };
      const refused = perform(stage, deputyOf(post), { useCase: reportWithPhotos, input });
      await expect(refused).rejects.toMatchObject({ kind: 'conflict' });
    }
  });

  test('of somebody else’s commitment is refused', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'published', {});
    const other = deputyOf(await aPost(stage, { region: SHIQIAO }));
    const input = { id: randomUUID(), commitmentId, text: '已装 12 盏', day: TODAY };
    await expect(perform(stage, other, { useCase: reportWithPhotos, input })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });
});

describe('a claim with photos', () => {
  async function aClaim({ stage, work }: { stage: AttachmentWork['stage']; work: AttachmentWork }) {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', {});
    const input = {
      ...{ commitmentId, revision: 1, result: '二十盏都装好了', entryId: randomUUID() },
      photos: [await aPhoto(work, 'before', 1), await aPhoto(work, 'after', 2)],
    };
    return { me: deputyOf(post), commitmentId, input };
  }

  test('is claimed, and its photos are those of a report of the day', async ({ stage, work }) => {
    const { me, commitmentId, input } = await aClaim({ stage, work });
    await expect(perform(stage, me, { useCase: claimWithPhotos, input })).resolves.toMatchObject({ state: 'claimed' });
    const page = await ask(stage, me, { query: readMyCommitment, input: { commitmentId } });
    expect(page).toMatchObject({ state: 'claimed', result: input.result, entries: 1, lastEntryDay: TODAY });
    expect((await attachments(stage)).map(({ role }) => role).toSorted()).toEqual(['after', 'before']);
    const entryIds = [input.entryId, randomUUID()];
    const named = (actor: Actor) => ask(stage, actor, { query: nameEvidence, input: { entryIds } });
    expect(await named(townOfficer(SHIQIAO))).toMatchObject([{ commitmentId, text: input.result }]);
    expect(await named(townOfficer(GUANLAN))).toEqual([]);
  });

  test('that is too late leaves neither claim nor photo', async ({ stage, work }) => {
    const { me, input } = await aClaim({ stage, work });
    const late = perform(stage, me, { useCase: claimWithPhotos, input: { ...input, revision: 2 } });
    await expect(late).rejects.toMatchObject({ code: 'commitment.changed-meanwhile' });
    expect(await attachments(stage)).toEqual([]);
  });

  test('without any is the claim alone', async ({ stage, work }) => {
    const { me, commitmentId, input } = await aClaim({ stage, work });
    await perform(stage, me, { useCase: claimWithPhotos, input: { ...input, photos: [] } });
    const page = await ask(stage, me, { query: readMyCommitment, input: { commitmentId } });
    expect(page).toMatchObject({ state: 'claimed', entries: 0 });
  });
});

describe('my record', () => {
  test('counts each year, and leaves out what was never published', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aPost(stage, { region: SHIQIAO, name: '杨帆', listings: { 2019: null, 2020: null } });
    const me = deputyOf(post);
    await aLife(stage, 'fulfilled', { post });
    const { id: commitmentId } = await aLife(stage, 'published', { post, text: '村道硬化 2 公里' });
    await aLife(stage, 'draft', { post, text: '还是草稿' });
    await perform(stage, me, {
      useCase: reportWithPhotos,
      input: { id: randomUUID(), commitmentId, text: '已经开工。', day: TODAY },
    });
    const revision = (await ask(stage, me, { query: readMyCommitment, input: { commitmentId } })).revision;
    await perform(stage, me, { useCase: claimCommitment, input: { commitmentId, revision, result: '已经硬化' } });

    const record = await ask(stage, me, { query: readMyRecord, input: {} });
    expect(record.name).toBe('杨帆');
    expect(
      record.years.map(({ year, published, reported, verified, entries }) => [
        year,
        published,
        reported,
        verified,
        entries,
      ]),
    ).toEqual([
      [2020, 2, 2, 1, 1],
      [2019, 0, 0, 0, 0],
    ]);
    expect(record.years.every(({ posts }) => posts.length === 1)).toBe(true);
  });
});
