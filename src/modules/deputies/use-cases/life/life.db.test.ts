import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Actor, type Stage, type UseCase, ask, perform } from '#kernel/index.server.ts';
import { rebuildFigures } from '#modules/deputies/store/figures/refresh-figures.ts';
import { DISTRICT, GUANLAN, NOW, SHIQIAO, aDistrict, aPost, test, visitorOf } from '#tests/support/deputies.ts';
import { WORDING, aLife, anActor, deputyOf, districtOfficer, townOfficer } from '#tests/support/life.ts';
import { readFigures } from '../figures/read-figures.ts';
import { readCommitment } from '../lists/read-commitment.ts';
import { setDelegation } from '../office/set-delegation.ts';
import { amendCommitment } from './amend-commitment.ts';
import { carryOverCommitment } from './carry-over-commitment.ts';
import { claimCommitment } from './claim-commitment.ts';
import { draftCommitment } from './draft-commitment.ts';
import { readLife } from './read-life.ts';
import { rejectClaim } from './reject-claim.ts';
import { reopenCommitment } from './reopen-commitment.ts';
import { reportProgress } from './report-progress.ts';
import { reviewCommitment } from './review-commitment.ts';
import { rewordCommitment } from './reword-commitment.ts';
import { submitCommitment } from './submit-commitment.ts';
import { verifyCommitment } from './verify-commitment.ts';
import { withdrawCommitment } from './withdraw-commitment.ts';
import { withdrawEntry } from './withdraw-entry.ts';
import type { z } from 'zod';

const PASSED = { isSpecific: true, isVerifiable: true, isOwn: true, decision: 'publish' };

/** Performs as an actor; each call is one sentence of a test. */
function as(stage: Stage, actor: Actor) {
  return <Input extends z.ZodType, Result>(useCase: UseCase<Input, Result>, input: unknown): Promise<Result> =>
    perform(stage, actor, { useCase, input });
}

async function figures(stage: Stage) {
  const { commitments, reported, verified } = await ask(stage, visitorOf(DISTRICT), {
    query: readFigures,
    input: { year: 2020 },
  });
  return { commitments, reported, verified };
}

describe('the life of a commitment', () => {
  test('goes from a draft to the seal, and the figures follow each step', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aPost(stage, { region: SHIQIAO, listings: { 2020: '第一小组' } });
    await stage.database.transaction().execute(rebuildFigures);
    const deputy = as(stage, deputyOf(post));
    const officer = as(stage, townOfficer(SHIQIAO));

    const draft = await deputy(draftCommitment, { ...WORDING, membershipId: post.id, year: 2020 });
    expect(draft).toMatchObject({ revision: 1, state: 'draft' });
    const { commitmentId } = draft;
    const submitted = await deputy(submitCommitment, draft);
    const returned = await officer(reviewCommitment, {
      ...submitted,
      ...PASSED,
      isSpecific: false,
      decision: 'return',
      note: '请写明地点',
    });
    expect(returned.state).toBe('returned');
    expect(await figures(stage)).toEqual({ commitments: 0, reported: 0, verified: 0 });

    const reworded = await deputy(rewordCommitment, { ...returned, ...WORDING, text: '为石桥村道安装太阳能路灯' });
    expect(reworded.state).toBe('draft');
    const again = await deputy(submitCommitment, reworded);
    const published = await officer(reviewCommitment, { ...again, ...PASSED });
    expect(await figures(stage)).toEqual({ commitments: 1, reported: 0, verified: 0 });

    await deputy(reportProgress, { id: randomUUID(), commitmentId, text: '已安装 8 盏', day: '2020-10-20' });
    const claimed = await deputy(claimCommitment, { ...published, result: '路灯全部点亮', quantity: '20', unit: '盏' });
    expect(await figures(stage)).toEqual({ commitments: 1, reported: 1, verified: 0 });

    const how = { method: 'on-site', how: '夜间实地查看，20 盏全部点亮' };
    const fulfilled = await officer(verifyCommitment, { ...claimed, ...how });
    expect(fulfilled).toMatchObject({ state: 'fulfilled', revision: 8 });
    expect(await figures(stage)).toEqual({ commitments: 1, reported: 1, verified: 1 });

    await stage.database.transaction().execute(rebuildFigures);
    expect(await figures(stage)).toEqual({ commitments: 1, reported: 1, verified: 1 });
    const shown = await ask(stage, visitorOf(DISTRICT), { query: readCommitment, input: { commitmentId } });
    const steps = shown.timeline.filter(({ event }) => event !== 'progress');
    expect(steps.map(({ event, by }) => [event, by])).toEqual([
      ['published', null],
      ['claimed', null],
      ['fulfilled', '石桥镇人大'],
    ]);
  });

  test('is on record with who did what, before and after; the public journal hears only of what is public', async ({
    stage,
  }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'submitted', { text: '修一条路' });
    const officer = townOfficer(SHIQIAO);
    await as(stage, officer)(reviewCommitment, { commitmentId, revision: 1, ...PASSED });
    const trail = await stage.database.selectFrom('kernel.trail_entry').selectAll().execute();
    expect(trail).toMatchObject([
      {
        ...{ actor: officer.id, role: 'town-officer', action: 'deputies.review-commitment', subject: commitmentId },
        ...{ region: SHIQIAO, before: { state: 'submitted', revision: 1 }, after: { state: 'published', revision: 2 } },
      },
    ]);
    const journal = await stage.database.selectFrom('kernel.journal_entry').select(['event', 'facts']).execute();
    expect(journal).toEqual([{ event: 'commitment.published', facts: { version: 1, year: 2020, state: 'published' } }]);
    expect(JSON.stringify(journal)).not.toContain(post.name);
  });

  test('two at once: one acts, the other is told of the conflict, and nothing is overwritten', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'claimed', { of: { region: SHIQIAO } });
    const how = { commitmentId, revision: 1, method: 'documents', how: '查阅验收单' };
    const one = as(stage, townOfficer(SHIQIAO))(verifyCommitment, how);
    const other = as(stage, townOfficer(SHIQIAO))(rejectClaim, { ...how, how: '现场没有路灯' });
    const outcomes = await Promise.allSettled([one, other]);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ kind: 'conflict', code: 'commitment.changed-meanwhile' });
    const rows = await stage.database.selectFrom('deputies.verification').selectAll().execute();
    expect(rows).toHaveLength(1);
  });

  test('is rejected with a reason, claimed again, re-opened, and withdrawn; the denominator keeps it', async ({
    stage,
  }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'claimed', { of: { region: SHIQIAO } });
    await stage.database.transaction().execute(rebuildFigures);
    const officer = as(stage, townOfficer(SHIQIAO));
    const how = { method: 'interviews', how: '问过五户，都说没有' };
    const rejected = await officer(rejectClaim, { commitmentId, revision: 1, ...how });
    expect(rejected.state).toBe('published');
    const claimed = await as(stage, deputyOf(post))(claimCommitment, { ...rejected, result: '已经补上' });
    const fulfilled = await officer(verifyCommitment, { ...claimed, ...how });
    const reopened = await officer(reopenCommitment, { ...fulfilled, reason: '路灯坏了一半' });
    expect(await figures(stage)).toEqual({ commitments: 1, reported: 0, verified: 0 });
    const withdrawn = await officer(withdrawCommitment, { ...reopened, reason: '道路改线，不再安装' });
    expect(withdrawn.state).toBe('withdrawn');
    expect(await figures(stage)).toEqual({ commitments: 1, reported: 0, verified: 0 });
    const attempt = officer(reopenCommitment, { ...withdrawn, reason: '再来一次' });
    await expect(attempt).rejects.toMatchObject({ kind: 'conflict', code: 'commitment.not-now' });
  });

  test('is amended as a new version; the old wording stays to be read with its end', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO }, text: '安装路灯 20 盏' });
    const amended = { ...WORDING, text: '安装路灯 18 盏', reason: '两处由村里自装' };
    await as(stage, townOfficer(SHIQIAO))(amendCommitment, { commitmentId, revision: 1, ...amended });
    const shown = await ask(stage, visitorOf(DISTRICT), { query: readCommitment, input: { commitmentId } });
    expect(shown).toMatchObject({ text: '安装路灯 18 盏', version: 2 });
    expect(shown.earlier).toMatchObject([{ version: 1, text: '安装路灯 20 盏', until: NOW, reason: '两处由村里自装' }]);
    expect(shown.earlier[0]?.changes).toContainEqual({
      ...{ name: 'text', before: '安装路灯 20 盏', after: '安装路灯 18 盏' },
    });
    expect(shown.timeline.find(({ event }) => event === 'amended')).toMatchObject({ how: '两处由村里自装' });
  });

  test('is carried over once: a linked one waits for review, the old one stays unfulfilled', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'published', {
      ...{ of: { region: SHIQIAO }, dueDay: '2020-10-01' },
    });
    await stage.database.transaction().execute(rebuildFigures);
    const officer = as(stage, townOfficer(SHIQIAO));
    const { nextId, ...old } = await officer(carryOverCommitment, { commitmentId, revision: 1, dueDay: '2021-06-30' });
    expect(old.state).toBe('published');
    const saved = await stage.database
      .selectFrom('deputies.commitment')
      .select(['year', 'state', 'carried_from', 'due_day'])
      .where('id', '=', nextId)
      .executeTakeFirstOrThrow();
    expect(saved).toEqual({ year: 2021, state: 'submitted', carried_from: commitmentId, due_day: '2021-06-30' });
    const closed = { code: 'commitment.already-carried' };
    await expect(officer(carryOverCommitment, { ...old, dueDay: null })).rejects.toMatchObject(closed);
    await expect(officer(claimCommitment, { ...old, result: '做完了' })).rejects.toMatchObject(closed);
    const shown = () => ask(stage, visitorOf(DISTRICT), { query: readCommitment, input: { commitmentId } });
    expect(await shown()).toMatchObject({ isOverdue: false, isCarriedOver: true, carriedTo: null });
    await officer(reviewCommitment, { commitmentId: nextId, revision: 1, ...PASSED });
    expect(await shown()).toMatchObject({ carriedTo: { id: nextId, year: 2021 } });
    const next = await ask(stage, visitorOf(DISTRICT), { query: readCommitment, input: { commitmentId: nextId } });
    expect(next.carriedFrom).toEqual({ id: commitmentId, year: 2020 });
  });
});

describe('done is proven by someone else', () => {
  const how = { method: 'on-site', how: '实地查看' };

  test('not by the promiser in another role, nor by who keyed the claim in', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const clerk = townOfficer(SHIQIAO);
    const claimed = await as(stage, clerk)(claimCommitment, { commitmentId, revision: 1, result: '已完成' });
    const verify = (actor: Actor) => as(stage, actor)(verifyCommitment, { ...claimed, ...how });
    await expect(verify(clerk)).rejects.toMatchObject({ code: 'commitment.verified-by-claimer' });
    const samePerson = townOfficer(SHIQIAO, { personId: clerk.personId ?? '' });
    await expect(verify(samePerson)).rejects.toMatchObject({ code: 'commitment.verified-by-claimer' });
    const promiser = townOfficer(SHIQIAO, { personId: post.personId });
    await expect(verify(promiser)).rejects.toMatchObject({ code: 'commitment.verified-by-promiser' });
    const { personId: _, ...nobody } = townOfficer(SHIQIAO);
    await expect(verify(nobody)).rejects.toMatchObject({ code: 'commitment.verifier-unknown' });
    await expect(verify(townOfficer(SHIQIAO))).resolves.toMatchObject({ state: 'fulfilled' });
  });

  test('the head of the town’s office is verified by the district', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'claimed', {
      of: { region: SHIQIAO, listings: { 2020: null } },
    });
    await sql`update deputies.listing set post = '石桥镇人大主席' where membership_id = ${post.id}`.execute(
      stage.database,
    );
    const input = { commitmentId, revision: 1, ...how };
    const byTown = as(stage, townOfficer(SHIQIAO))(verifyCommitment, input);
    await expect(byTown).rejects.toMatchObject({ code: 'commitment.verified-by-subordinate' });
    await expect(as(stage, districtOfficer())(verifyCommitment, input)).resolves.toMatchObject({ state: 'fulfilled' });
  });

  test('the district does not verify in a town’s place where the town may', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'claimed', { of: { region: SHIQIAO } });
    const attempt = as(stage, districtOfficer())(verifyCommitment, { commitmentId, revision: 1, ...how });
    await expect(attempt).rejects.toMatchObject({ kind: 'forbidden', code: 'commitment.not-yours' });
  });
});

describe('outside one’s own', () => {
  test('a commitment of another town does not exist, whatever one tries', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'claimed', { of: { region: GUANLAN } });
    const officer = townOfficer(SHIQIAO);
    const input = { commitmentId, revision: 1, method: 'on-site', how: '实地查看' };
    await expect(as(stage, officer)(verifyCommitment, input)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(ask(stage, officer, { query: readLife, input: { commitmentId } })).rejects.toMatchObject({
      kind: 'not-found',
    });
  });

  test('a deputy sees and changes only their own', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'draft', { of: { region: SHIQIAO } });
    const other = await aPost(stage, { region: SHIQIAO, name: '李娜' });
    const input = { commitmentId, revision: 1 };
    await expect(as(stage, deputyOf(other))(submitCommitment, input)).rejects.toMatchObject({ kind: 'not-found' });
    const forOther = { ...WORDING, membershipId: post.id, year: 2020 };
    await expect(as(stage, deputyOf(other))(draftCommitment, forOther)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(as(stage, deputyOf(post))(submitCommitment, input)).resolves.toMatchObject({ state: 'submitted' });
  });

  test('delegation switched off, the town no longer acts for county deputies', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'submitted', { of: { region: SHIQIAO, level: 'county' } });
    const review = { commitmentId, revision: 1, ...PASSED };
    await as(stage, districtOfficer())(setDelegation, { region: SHIQIAO, level: 'county', isOn: false });
    const byTown = as(stage, townOfficer(SHIQIAO))(reviewCommitment, review);
    await expect(byTown).rejects.toMatchObject({ code: 'commitment.not-yours' });
    await expect(as(stage, districtOfficer())(reviewCommitment, review)).resolves.toMatchObject({ state: 'published' });
  });

  test('what may be done now is what is then allowed', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'claimed', { of: { region: SHIQIAO } });
    const actions = async (actor: Actor) =>
      (await ask(stage, actor, { query: readLife, input: { commitmentId } })).actions;
    expect(await actions(townOfficer(SHIQIAO))).toEqual(expect.arrayContaining(['verify', 'reject', 'report']));
    expect(await actions(deputyOf(post))).toEqual(['report']);
    expect(await actions(anActor('auditor', DISTRICT))).toEqual([]);
  });

  test('whoever reads a commitment in the office is on the trail', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const auditor = anActor('auditor', DISTRICT);
    await ask(stage, auditor, { query: readLife, input: { commitmentId } });
    const trail = await stage.database.selectFrom('kernel.trail_entry').selectAll().execute();
    expect(trail).toMatchObject([{ actor: auditor.id, action: 'deputies.read-life', subject: commitmentId }]);
  });
});

describe('progress', () => {
  test('sent twice from the phone is one entry', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const report = { id: randomUUID(), commitmentId, text: '路基已完成', day: '2020-10-27' };
    const deputy = as(stage, deputyOf(post));
    await Promise.all([deputy(reportProgress, report), deputy(reportProgress, report)]);
    await deputy(reportProgress, report);
    const rows = await stage.database.selectFrom('deputies.progress_entry').selectAll().execute();
    expect(rows).toMatchObject([{ id: report.id, is_on_behalf: false, reported_at: NOW }]);
  });

  test('a report made offline arrives once even when the commitment was verified meanwhile', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const report = { id: randomUUID(), commitmentId, text: '路基已完成', day: '2020-10-27' };
    const deputy = as(stage, deputyOf(post));
    await deputy(reportProgress, report);
    const claimed = await deputy(claimCommitment, { commitmentId, revision: 1, result: '已经完成' });
    await as(stage, townOfficer(SHIQIAO))(verifyCommitment, { ...claimed, method: 'on-site', how: '实地查看' });
    await expect(deputy(reportProgress, report)).resolves.toMatchObject({ entryId: report.id });
    const late = deputy(reportProgress, { ...report, id: randomUUID() });
    await expect(late).rejects.toMatchObject({ kind: 'conflict', code: 'commitment.not-now' });
  });

  test('keyed in by the office it is marked so; taken back it is gone, and the trail keeps it', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const actor = townOfficer(SHIQIAO);
    const id = randomUUID();
    await as(stage, actor)(reportProgress, { id, commitmentId, text: '电话报告：已开工', day: '2020-10-27' });
    const read = async () => (await ask(stage, actor, { query: readLife, input: { commitmentId } })).entries;
    expect(await read()).toMatchObject([{ id, isOnBehalf: true }]);
    await as(stage, actor)(withdrawEntry, { entryId: id, reason: '记错了人' });
    expect(await read()).toEqual([]);
    await expect(as(stage, actor)(withdrawEntry, { entryId: id, reason: '记错了人' })).rejects.toMatchObject({
      code: 'entry.unknown',
    });
  });
});
