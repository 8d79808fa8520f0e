import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import type { z } from 'zod';
import { type Actor, type Stage, type UseCase, ask, perform } from '#kernel/index.server.ts';
import { DISTRICT, SHIQIAO, aDistrict, test, visitorOf } from '#tests/support/deputies.ts';
import { WORDING, aLife, anActor, deputyOf, townOfficer } from '#tests/support/life.ts';
import { readCommitment } from '../lists/read-commitment.ts';
import { readMyCommitment } from '../me/read-my-commitment.ts';
import { amendCommitment } from './amend-commitment.ts';
import { carryOverCommitment } from './carry-over-commitment.ts';
import { claimCommitment } from './claim-commitment.ts';
import { discardCommitment } from './discard-commitment.ts';
import { draftCommitment } from './draft-commitment.ts';
import { readLife } from './read-life.ts';
import { rejectClaim } from './reject-claim.ts';
import { reopenCommitment } from './reopen-commitment.ts';
import { reviewCommitment } from './review-commitment.ts';
import { rewordCommitment } from './reword-commitment.ts';
import { takeBackCommitment } from './take-back-commitment.ts';
import { verifyCommitment } from './verify-commitment.ts';

const HOW = { method: 'on-site', how: '夜间实地查看' };

function as(stage: Stage, actor: Actor) {
  return <Input extends z.ZodType, Result>(useCase: UseCase<Input, Result>, input: unknown): Promise<Result> =>
    perform(stage, actor, { useCase, input });
}

const shown = (stage: Stage, commitmentId: string) =>
  ask(stage, visitorOf(DISTRICT), { query: readCommitment, input: { commitmentId } });

describe('a published word', () => {
  test('keeps its whole wording in each version, and everybody reads what changed and why', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const officer = as(stage, townOfficer(SHIQIAO));
    const first = { ...WORDING, worry: 'pressing', themes: ['乡村振兴'] };
    const one = await officer(amendCommitment, { ...first, commitmentId, revision: 1, reason: '写得更清楚' });
    const second = { ...first, worry: null, themes: ['安全'], targetQuantity: '18', reason: '两处由村里自装' };
    await officer(amendCommitment, { ...second, ...one });
    const changes = [
      { name: 'targetQuantity', before: '20', after: '18' },
      { name: 'worry', before: 'pressing', after: null },
      { name: 'themes', before: '乡村振兴', after: '安全' },
    ];
    const page = await shown(stage, commitmentId);
    expect(page).toMatchObject({ targetQuantity: '18', targetUnit: '盏', themes: ['安全'], worry: null, version: 3 });
    expect(page.earlier[1]).toMatchObject({ version: 2, reason: '两处由村里自装', changes });
    const mine = await ask(stage, deputyOf(post), { query: readMyCommitment, input: { commitmentId } });
    const amended = mine.steps.filter(({ is }) => is === 'amended');
    expect(amended).toMatchObject([{ reason: '两处由村里自装', changes }, { reason: '写得更清楚' }]);
    const life = await ask(stage, townOfficer(SHIQIAO), { query: readLife, input: { commitmentId } });
    expect(life.versions[1]).toMatchObject({ reason: '两处由村里自装', changes });
  });

  test('is not changed by who promised it, in whatever role', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const own = as(stage, townOfficer(SHIQIAO, { personId: post.personId }));
    const amend = own(amendCommitment, { ...WORDING, commitmentId, revision: 1, reason: '改小一点' });
    await expect(amend).rejects.toMatchObject({ kind: 'forbidden', code: 'commitment.own' });
    const carry = own(carryOverCommitment, { commitmentId, revision: 1, dueDay: null });
    await expect(carry).rejects.toMatchObject({ code: 'commitment.own' });
  });
});

describe('a wording that says nothing new', () => {
  test('is refused: of what is published, and of a draft', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const officer = as(stage, townOfficer(SHIQIAO));
    const wording = { ...WORDING, themes: ['乡村振兴'] };
    const amend = (revision: number) =>
      officer(amendCommitment, { ...wording, commitmentId, revision, reason: '写得更清楚' });
    const { revision } = await amend(1);
    await expect(amend(revision)).rejects.toMatchObject({ kind: 'invalid', code: 'commitment.nothing-changed' });
    expect((await shown(stage, commitmentId)).version).toBe(2);

    const { id: draftId, post } = await aLife(stage, 'draft', { of: { region: SHIQIAO } });
    const author = as(stage, deputyOf(post));
    const reworded = await author(rewordCommitment, { ...wording, commitmentId: draftId, revision: 1 });
    const again = author(rewordCommitment, { ...wording, commitmentId: draftId, revision: reworded.revision });
    await expect(again).rejects.toMatchObject({ kind: 'invalid', code: 'commitment.nothing-changed' });
  });
});

describe('measured numbers', () => {
  test('a target that is only a number reads as one, and what was verified stands beside it', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const officer = as(stage, townOfficer(SHIQIAO));
    const wording = { ...WORDING, target: null, reason: '写清数量' };
    const amended = await officer(amendCommitment, { ...wording, commitmentId, revision: 1 });
    expect((await shown(stage, commitmentId)).target).toBe('20盏');
    const claim = { ...amended, result: '路灯全部点亮', quantity: '20', unit: '盏' };
    const claimed = await as(stage, deputyOf(post))(claimCommitment, claim);
    await officer(verifyCommitment, { ...claimed, ...HOW, quantity: '18', unit: '盏' });
    const page = await shown(stage, commitmentId);
    expect(page).toMatchObject({ quantity: '18', unit: '盏', targetQuantity: '20' });
    const said = page.timeline.find(({ event }) => event === 'claimed');
    expect(said).toMatchObject({ how: '路灯全部点亮（20 盏）', isOnBehalf: false });
  });

  test('a number without its unit is refused, when promising, claiming and verifying', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const deputy = as(stage, deputyOf(post));
    const half = { kind: 'invalid', code: 'commitment.half-measured' };
    const draft = { ...WORDING, targetUnit: null, membershipId: post.id, year: 2020 };
    await expect(deputy(draftCommitment, draft)).rejects.toMatchObject(half);
    const claim = { commitmentId, revision: 1, result: '都亮了' };
    await expect(deputy(claimCommitment, { ...claim, quantity: '20' })).rejects.toMatchObject(half);
    const claimed = await deputy(claimCommitment, claim);
    const check = as(stage, townOfficer(SHIQIAO))(verifyCommitment, { ...claimed, ...HOW, quantity: '18' });
    await expect(check).rejects.toMatchObject(half);
  });

  test('of what was refused or re-opened nothing is said to be done; the words stay with the claim', async ({
    stage,
  }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const claimer = as(stage, townOfficer(SHIQIAO));
    const claim = { result: '路灯全部点亮', quantity: '20', unit: '盏' };
    const claimed = await claimer(claimCommitment, { commitmentId, revision: 1, ...claim });
    const checker = as(stage, townOfficer(SHIQIAO));
    const rejected = await checker(rejectClaim, { ...claimed, ...HOW });
    const nothing = { result: null, quantity: null, unit: null };
    const page = await shown(stage, commitmentId);
    expect(page).toMatchObject(nothing);
    const said = page.timeline.find(({ event }) => event === 'claimed');
    expect(said).toMatchObject({ how: '路灯全部点亮（20 盏）', isOnBehalf: true });
    const again = await as(stage, deputyOf(post))(claimCommitment, { ...rejected, ...claim });
    const fulfilled = await checker(verifyCommitment, { ...again, ...HOW });
    await checker(reopenCommitment, { ...fulfilled, reason: '路灯坏了一半' });
    expect(await shown(stage, commitmentId)).toMatchObject(nothing);
  });

  test('what a ledger said of a claim stays with it when it is taken back', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'fulfilled', { of: { region: SHIQIAO } });
    await sql`update deputies.commitment set result = '已装 20 盏' where id = ${commitmentId}`.execute(stage.database);
    await as(stage, townOfficer(SHIQIAO))(reopenCommitment, { commitmentId, revision: 1, reason: '路灯坏了一半' });
    const page = await shown(stage, commitmentId);
    expect(page.result).toBeNull();
    expect(page.timeline.find(({ event }) => event === 'claimed')).toMatchObject({ how: '已装 20 盏' });
  });
});

describe('what is not public yet', () => {
  test('is taken back before it is reviewed, and thrown away; the trail keeps what it said', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'submitted', { of: { region: SHIQIAO }, text: '修桥一座' });
    const deputy = as(stage, deputyOf(post));
    const draft = await deputy(takeBackCommitment, { commitmentId, revision: 1 });
    expect(draft.state).toBe('draft');
    const late = as(stage, townOfficer(SHIQIAO))(reviewCommitment, {
      ...{ commitmentId, revision: 1, isSpecific: true, isVerifiable: true, isOwn: true, decision: 'publish' },
    });
    await expect(late).rejects.toMatchObject({ kind: 'conflict' });
    await deputy(discardCommitment, draft);
    const gone = ask(stage, anActor('auditor', DISTRICT), { query: readLife, input: { commitmentId } });
    await expect(gone).rejects.toMatchObject({ kind: 'not-found' });
    const { rows } = await sql<{ before: { text: string } }>`
      select before from kernel.trail_entry where action = 'deputies.discard-commitment'`.execute(stage.database);
    expect(rows).toMatchObject([{ before: { text: '修桥一座' } }]);
  });

  test('thrown away, what it was carried over from can be again', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const officer = as(stage, townOfficer(SHIQIAO));
    const { nextId } = await officer(carryOverCommitment, { commitmentId, revision: 1, dueDay: null });
    const draft = await as(stage, deputyOf(post))(takeBackCommitment, { commitmentId: nextId, revision: 1 });
    await as(stage, deputyOf(post))(discardCommitment, draft);
    await expect(officer(carryOverCommitment, { commitmentId, revision: 3, dueDay: null })).resolves.toBeDefined();
  });

  test('what has been public once is thrown away by nobody', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const attempt = as(stage, deputyOf(post))(discardCommitment, { commitmentId, revision: 1 });
    await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'commitment.not-now' });
  });
});
