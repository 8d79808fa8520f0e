import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Stage, ask, perform } from '#kernel/index.server.ts';
import { DISTRICT, GUANLAN, SHIQIAO, aDistrict, test, visitorOf } from '#tests/support/deputies.ts';
import { aLife, anActor, deputyOf, districtOfficer, townOfficer } from '#tests/support/life.ts';
import { readLife } from '../life/read-life.ts';
import { verifyCommitment } from '../life/verify-commitment.ts';
import { readCommitment } from '../lists/read-commitment.ts';
import { answerConfirmation } from './answer-confirmation.ts';
import { decideDispute } from './decide-dispute.ts';
import { openConfirmation } from './open-confirmation.ts';
import { raiseDispute } from './raise-dispute.ts';
import { readConfirmation } from './read-confirmation.ts';

const device = (name: string) => createHash('sha256').update(name).digest('hex');

async function aRound(stage: Stage) {
  await aDistrict(stage);
  const { id: commitmentId } = await aLife(stage, 'fulfilled', { of: { region: SHIQIAO } });
  const officer = townOfficer(SHIQIAO);
  const { code } = await perform(stage, officer, {
    useCase: openConfirmation,
    input: { commitmentId, revision: 1, days: 14 },
  });
  const answer = (who: string, what: string, { from = who, reason }: { from?: string; reason?: string } = {}) =>
    perform(stage, visitorOf(DISTRICT), {
      useCase: answerConfirmation,
      input: { code, device: device(who), place: device(from), answer: what, reason },
    });
  return { commitmentId, officer, code, answer };
}

describe('a round of residents’ answers', () => {
  test('counts each device once, and decides nothing', async ({ stage }) => {
    const { commitmentId, officer, code, answer } = await aRound(stage);
    await answer('one', 'not-done');
    await expect(answer('one', 'done')).rejects.toMatchObject({ code: 'confirmation.already-answered' });
    await answer('two', 'not-done');
    const third = await answer('three', 'not-done');
    expect(third).toMatchObject({ notDone: 3, asksForDispute: true });
    const counted = await ask(stage, visitorOf(DISTRICT), { query: readConfirmation, input: { code } });
    expect(counted).toMatchObject({ commitmentId, done: 0, partly: 0, notDone: 3 });
    const life = await ask(stage, officer, { query: readLife, input: { commitmentId } });
    expect(life.item.state).toBe('fulfilled');
    expect(life.disputes).toMatchObject([{ source: 'residents', state: 'open' }]);
  });

  test('makes one dispute, however many go on to say no', async ({ stage }) => {
    const { commitmentId, officer, answer } = await aRound(stage);
    for (const who of ['a', 'b', 'c', 'd', 'e']) await answer(who, 'not-done');
    const life = await ask(stage, officer, { query: readLife, input: { commitmentId } });
    expect(life.disputes).toHaveLength(1);
  });

  test('many at once are all counted', async ({ stage }) => {
    const { code, answer } = await aRound(stage);
    await Promise.all(Array.from({ length: 20 }, (_, at) => answer(`resident ${at}`, 'done')));
    const counted = await ask(stage, visitorOf(DISTRICT), { query: readConfirmation, input: { code } });
    expect(counted.done).toBe(20);
  });

  test('takes no more than twenty from one network', async ({ stage }) => {
    const { answer } = await aRound(stage);
    for (let at = 0; at < 20; at += 1) await answer(`browser ${at}`, 'not-done', { from: 'one house' });
    const more = answer('browser 20', 'not-done', { from: 'one house' });
    await expect(more).rejects.toMatchObject({ kind: 'conflict', code: 'confirmation.too-many' });
    await expect(answer('neighbour', 'done', { from: 'next door' })).resolves.toMatchObject({ done: 1 });
  });

  test('is over on its day, and an unknown code says so too', async ({ stage }) => {
    const { code, answer } = await aRound(stage);
    const later: Stage = { ...stage, now: () => Temporal.Instant.from('2020-11-20T00:00:00Z') };
    const late = perform(later, visitorOf(DISTRICT), {
      useCase: answerConfirmation,
      input: { code, device: device('late'), place: device('here'), answer: 'done' },
    });
    await expect(late).rejects.toMatchObject({ kind: 'not-found', code: 'confirmation.unknown' });
    await expect(answer('early', 'done')).resolves.toMatchObject({ done: 1 });
    const wrong = ask(stage, visitorOf(DISTRICT), { query: readConfirmation, input: { code: 'ABCDEFGH23' } });
    await expect(wrong).rejects.toMatchObject({ code: 'confirmation.unknown' });
  });

  test('is opened by the office of the region, one at a time', async ({ stage }) => {
    const { commitmentId, officer } = await aRound(stage);
    const open = { useCase: openConfirmation, input: { commitmentId, revision: 1, days: 7 } };
    await expect(perform(stage, officer, open)).rejects.toMatchObject({ code: 'confirmation.already-open' });
    await expect(perform(stage, townOfficer(GUANLAN), open)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(perform(stage, anActor('auditor', DISTRICT), open)).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('answers that come at once', () => {
  test('pass no limit together', async ({ stage }) => {
    const { code, answer } = await aRound(stage);
    const all = Array.from({ length: 30 }, (_, at) => answer(`browser ${at}`, 'partly', { from: 'one house' }));
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    const counted = await ask(stage, visitorOf(DISTRICT), { query: readConfirmation, input: { code } });
    expect(counted.partly).toBe(20);
  });

  test('miss no threshold together', async ({ stage }) => {
    const { commitmentId, officer, answer } = await aRound(stage);
    await Promise.all(['a', 'b', 'c'].map((who) => answer(who, 'not-done')));
    const life = await ask(stage, officer, { query: readLife, input: { commitmentId } });
    expect(life.disputes).toHaveLength(1);
  });

  test('find one round, when two officers open one at the same instant', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'fulfilled', { of: { region: SHIQIAO } });
    const open = () =>
      perform(stage, townOfficer(SHIQIAO), {
        useCase: openConfirmation,
        input: { commitmentId, revision: 1, days: 7 },
      });
    const outcomes = await Promise.allSettled([open(), open(), open(), open()]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const life = await ask(stage, townOfficer(SHIQIAO), { query: readLife, input: { commitmentId } });
    expect(life.rounds).toHaveLength(1);
  });
});

describe('a resident who says why it was not done', () => {
  const WHY = '村口的灯晚上不亮';

  test('is heard by the office at once, and by nobody else', async ({ stage }) => {
    const { commitmentId, officer, answer } = await aRound(stage);
    await expect(answer('one', 'not-done', { reason: WHY })).resolves.toMatchObject({
      notDone: 1,
      asksForDispute: true,
    });
    const life = await ask(stage, officer, { query: readLife, input: { commitmentId } });
    expect(life).toMatchObject({
      item: { state: 'fulfilled' },
      disputes: [{ source: 'residents', state: 'open' }],
      reasons: [{ reason: WHY }],
    });
    const deputy = anActor('deputy', DISTRICT, { personId: life.item.personId });
    const theirs = await ask(stage, deputy, { query: readLife, input: { commitmentId } });
    const shown = await ask(stage, visitorOf(DISTRICT), { query: readCommitment, input: { commitmentId } });
    expect(JSON.stringify([theirs, shown])).not.toContain(WHY);
    expect(theirs.reasons).toEqual([]);
  });

  test('is heard with no alone, in at most 500 characters', async ({ stage }) => {
    const { commitmentId, officer, answer } = await aRound(stage);
    await expect(answer('one', 'done', { reason: WHY })).resolves.toMatchObject({ done: 1, asksForDispute: false });
    await expect(answer('two', 'not-done', { reason: '灯'.repeat(501) })).rejects.toMatchObject({ kind: 'invalid' });
    const life = await ask(stage, officer, { query: readLife, input: { commitmentId } });
    expect([life.reasons, life.disputes]).toEqual([[], []]);
  });
});

describe('what everybody reads of doubts', () => {
  test('is until when to answer, and what the office answered', async ({ stage }) => {
    const { commitmentId, officer } = await aRound(stage);
    const raised = { useCase: raiseDispute, input: { commitmentId, revision: 1, text: '路灯只亮了一半' } };
    const { disputeId } = await perform(stage, officer, raised);
    const read = async () =>
      (await ask(stage, visitorOf(DISTRICT), { query: readCommitment, input: { commitmentId } })).residents;
    expect(await read()).toMatchObject({ disputes: [{ state: 'open', answer: null }] });
    const input = { disputeId, revision: 1, decision: 'dismiss', answer: '二十盏都亮' };
    await perform(stage, officer, { useCase: decideDispute, input });
    const { openUntil, disputes } = await read();
    expect(disputes).toMatchObject([{ state: 'dismissed', answer: '二十盏都亮' }]);
    expect(openUntil).not.toBeNull();
    expect(JSON.stringify(disputes)).not.toContain('路灯只亮了一半');
  });
});

describe('a dispute', () => {
  test('upheld re-opens what was verified; dismissed leaves it; either is decided once', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'fulfilled', { of: { region: SHIQIAO } });
    const officer = townOfficer(SHIQIAO);
    let revision = 1;
    const decide = async (disputeId: string, decision: string) => {
      const input = { disputeId, revision, decision, answer: '已到现场复查' };
      const standing = await perform(stage, officer, { useCase: decideDispute, input });
      ({ revision } = standing);
      return standing;
    };
    const raise = async () =>
      (
        await perform(stage, officer, {
          useCase: raiseDispute,
          input: { commitmentId, revision, text: '路灯只亮了一半' },
        })
      ).disputeId;
    const first = await raise();
    await expect(decide(first, 'dismiss')).resolves.toMatchObject({ state: 'fulfilled' });
    await expect(decide(first, 'uphold')).rejects.toMatchObject({ code: 'dispute.unknown' });
    await expect(decide(await raise(), 'uphold')).resolves.toMatchObject({ state: 'published' });
  });

  test('is neither raised nor decided, nor a round opened, upon what a colleague has changed meanwhile', async ({
    stage,
  }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'claimed', { of: { region: SHIQIAO } });
    const officer = townOfficer(SHIQIAO);
    const read = { commitmentId, revision: 1 };
    const raised = { useCase: raiseDispute, input: { ...read, text: '路灯只亮了一半' } };
    const { disputeId } = await perform(stage, officer, raised);
    const verified = { ...read, method: 'on-site', how: '到现场数了二十盏' };
    await perform(stage, townOfficer(SHIQIAO), { useCase: verifyCommitment, input: verified });
    const conflict = { kind: 'conflict', code: 'commitment.changed-meanwhile' };
    await expect(perform(stage, officer, raised)).rejects.toMatchObject(conflict);
    const decided = { disputeId, revision: 1, decision: 'uphold', answer: '已到现场复查' };
    await expect(perform(stage, officer, { useCase: decideDispute, input: decided })).rejects.toMatchObject(conflict);
    const opened = perform(stage, officer, { useCase: openConfirmation, input: { ...read, days: 7 } });
    await expect(opened).rejects.toMatchObject(conflict);
    const life = await ask(stage, officer, { query: readLife, input: { commitmentId } });
    expect(life).toMatchObject({ item: { state: 'fulfilled' }, rounds: [], disputes: [{ state: 'open' }] });
  });

  const ANSWER = { answer: '已到现场复查' };
  const raised = async (stage: Stage, commitmentId: string, revision = 1) =>
    (
      await perform(stage, townOfficer(SHIQIAO), {
        useCase: raiseDispute,
        input: { commitmentId, revision, text: '路灯没有亮' },
      })
    ).disputeId;

  test('upheld before a claim was verified, it is a check that refuses it: by whom and how is kept', async ({
    stage,
  }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'claimed', { of: { region: SHIQIAO } });
    const disputeId = await raised(stage, commitmentId);
    const input = { ...ANSWER, revision: 1, disputeId, decision: 'uphold' };
    const officer = townOfficer(SHIQIAO);
    const without = perform(stage, officer, { useCase: decideDispute, input });
    await expect(without).rejects.toMatchObject({ kind: 'invalid', code: 'dispute.method-missing' });
    // Whoever keyed the claim in does not refuse it either.
    await sql`update deputies.commitment set claimed_by = ${officer.id} where id = ${commitmentId}`.execute(
      stage.database,
    );
    const how = { ...input, method: 'on-site' };
    const byClaimer = perform(stage, officer, { useCase: decideDispute, input: how });
    await expect(byClaimer).rejects.toMatchObject({ code: 'commitment.verified-by-claimer' });
    const other = townOfficer(SHIQIAO);
    await expect(perform(stage, other, { useCase: decideDispute, input: how })).resolves.toMatchObject({
      state: 'published',
    });
    const { verifications } = await ask(stage, deputyOf(post), { query: readLife, input: { commitmentId } });
    expect(verifications).toMatchObject([{ method: 'on-site', how: '已到现场复查', isConfirmed: false }]);
  });

  test('is not decided by who has checked what it is about', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'claimed', { of: { region: SHIQIAO } });
    const checker = townOfficer(SHIQIAO);
    const check = { commitmentId, revision: 1, method: 'on-site', how: '实地查看' };
    await perform(stage, checker, { useCase: verifyCommitment, input: check });
    const input = { ...ANSWER, revision: 2, disputeId: await raised(stage, commitmentId, 2), decision: 'dismiss' };
    const own = perform(stage, checker, { useCase: decideDispute, input });
    await expect(own).rejects.toMatchObject({ code: 'dispute.judged-by-checker' });
    await expect(perform(stage, townOfficer(SHIQIAO), { useCase: decideDispute, input })).resolves.toBeDefined();
  });

  test('about the head of the town’s office is decided by the district, not by the head’s staff', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'fulfilled', { of: { region: SHIQIAO } });
    await sql`update deputies.membership set is_leading = true where id = ${post.id}`.execute(stage.database);
    const input = { ...ANSWER, revision: 1, disputeId: await raised(stage, commitmentId), decision: 'uphold' };
    const byTown = perform(stage, townOfficer(SHIQIAO), { useCase: decideDispute, input });
    await expect(byTown).rejects.toMatchObject({ code: 'commitment.verified-by-subordinate' });
    await expect(perform(stage, districtOfficer(), { useCase: decideDispute, input })).resolves.toMatchObject({
      state: 'published',
    });
  });

  test('is not decided by the office of another town, nor by the district for a township deputy', async ({ stage }) => {
    await aDistrict(stage);
    const { id: commitmentId } = await aLife(stage, 'fulfilled', { of: { region: SHIQIAO } });
    const raised = { useCase: raiseDispute, input: { commitmentId, revision: 1, text: '路灯只亮了一半' } };
    const { disputeId } = await perform(stage, townOfficer(SHIQIAO), raised);
    const input = { disputeId, revision: 1, decision: 'uphold', answer: '已到现场复查' };
    const elsewhere = perform(stage, townOfficer(GUANLAN), { useCase: decideDispute, input });
    await expect(elsewhere).rejects.toMatchObject({ kind: 'not-found' });
    const above = perform(stage, districtOfficer(), { useCase: decideDispute, input });
    await expect(above).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
