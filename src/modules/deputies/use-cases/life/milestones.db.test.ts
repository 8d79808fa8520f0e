import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { type Actor, type Stage, ask, perform } from '#kernel/index.server.ts';
import { DISTRICT, SHIQIAO, aDistrict, test, visitorOf } from '#tests/support/deputies.ts';
import { aLife, deputyOf, townOfficer } from '#tests/support/life.ts';
import { readCommitment } from '../lists/read-commitment.ts';
import { readMine } from '../me/read-mine.ts';
import { readMyCommitment } from '../me/read-my-commitment.ts';
import { giveUpMilestone } from './give-up-milestone.ts';
import { planMilestone } from './plan-milestone.ts';
import { reportProgress } from './report-progress.ts';
import { withdrawEntry } from './withdraw-entry.ts';

const STEP = { title: '选址完成', plannedDay: '2020-10-20' };

/** Plans a step and says which id it was given. */
async function planned(stage: Stage, actor: Actor, input: { commitmentId: string } & Partial<typeof STEP>) {
  const { revision } = await rowOf(stage, input.commitmentId);
  await perform(stage, actor, { useCase: planMilestone, input: { ...STEP, ...input, revision } });
  const rows = await stage.database
    .selectFrom('deputies.milestone')
    .select('id')
    .where('commitment_id', '=', input.commitmentId)
    .orderBy('title')
    .execute();
  return rows.at(-1)?.id ?? '';
}

const rowOf = ({ database }: Stage, id: string) =>
  database.selectFrom('deputies.commitment').select('revision').where('id', '=', id).executeTakeFirstOrThrow();

const report = (stage: Stage, actor: Actor, input: Record<string, unknown>) =>
  perform(stage, actor, {
    useCase: reportProgress,
    input: { id: randomUUID(), text: '三处都选好了', day: '2020-10-21', ...input },
  });

const milestonesOf = async (stage: Stage, commitmentId: string) =>
  (await ask(stage, visitorOf(DISTRICT), { query: readCommitment, input: { commitmentId } })).milestones;

describe('milestones', () => {
  test('are planned, and reached once by a report; everybody reads when and whether late', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const deputy = deputyOf(post);
    const milestoneId = await planned(stage, deputy, { commitmentId });
    expect(await milestonesOf(stage, commitmentId)).toEqual([
      { ...STEP, reachedDay: null, isLate: true, givenUp: null },
    ]);
    const mine = await ask(stage, deputy, { query: readMine, input: {} });
    expect(mine.milestones).toEqual([{ ...STEP, id: milestoneId, commitmentId }]);

    const first = { id: randomUUID(), commitmentId, milestoneId };
    await report(stage, deputy, first);
    // Sent again, as a phone does, it is the same report; another one finds it reached.
    await expect(report(stage, deputy, first)).resolves.toMatchObject({ entryId: first.id });
    await expect(report(stage, deputy, { commitmentId, milestoneId })).rejects.toMatchObject({
      ...{ kind: 'conflict', code: 'milestone.settled' },
    });
    expect(await milestonesOf(stage, commitmentId)).toMatchObject([{ reachedDay: '2020-10-21', isLate: true }]);
    const page = await ask(stage, visitorOf(DISTRICT), { query: readCommitment, input: { commitmentId } });
    expect(page.timeline.at(-1)).toMatchObject({ event: 'milestone', milestone: { ...STEP, isLate: true } });
    expect((await ask(stage, deputy, { query: readMine, input: {} })).milestones).toEqual([]);
    const own = await ask(stage, deputy, { query: readMyCommitment, input: { commitmentId } });
    expect(own.steps[0]).toMatchObject({ is: 'entry', kind: 'milestone', title: STEP.title });

    await perform(stage, deputy, { useCase: withdrawEntry, input: { entryId: first.id, reason: '记错了' } });
    expect(await milestonesOf(stage, commitmentId)).toMatchObject([{ reachedDay: null }]);
  });

  test('two reports at once: one reaches it, the other is told so', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const milestoneId = await planned(stage, deputyOf(post), { commitmentId });
    const both = [deputyOf(post), townOfficer(SHIQIAO)].map((actor) =>
      report(stage, actor, { commitmentId, milestoneId }),
    );
    const outcomes = await Promise.allSettled(both);
    const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({ code: 'milestone.settled' });
  });

  test('are reached only by a report of their own commitment', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const { id: other } = await aLife(stage, 'published', { post, text: '修桥一座' });
    const milestoneId = await planned(stage, deputyOf(post), { commitmentId: other });
    const attempt = report(stage, deputyOf(post), { commitmentId, milestoneId });
    await expect(attempt).rejects.toMatchObject({ kind: 'invalid', code: 'milestone.elsewhere' });
    const unknown = report(stage, deputyOf(post), { commitmentId, milestoneId: randomUUID() });
    await expect(unknown).rejects.toMatchObject({ code: 'milestone.unknown' });
  });

  test('given up they stay to be read, with the reason, and are reached no more', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'published', { of: { region: SHIQIAO } });
    const milestoneId = await planned(stage, townOfficer(SHIQIAO), { commitmentId });
    const input = { milestoneId, reason: '改为一次完成' };
    await perform(stage, deputyOf(post), { useCase: giveUpMilestone, input });
    expect(await milestonesOf(stage, commitmentId)).toEqual([
      { ...STEP, reachedDay: null, isLate: false, givenUp: '改为一次完成' },
    ]);
    const settled = { code: 'milestone.settled' };
    await expect(report(stage, deputyOf(post), { commitmentId, milestoneId })).rejects.toMatchObject(settled);
    await expect(perform(stage, deputyOf(post), { useCase: giveUpMilestone, input })).rejects.toMatchObject(settled);
  });

  test('of a draft are seen by nobody but its author and the office', async ({ stage }) => {
    await aDistrict(stage);
    const { post, id: commitmentId } = await aLife(stage, 'draft', { of: { region: SHIQIAO } });
    await planned(stage, deputyOf(post), { commitmentId });
    const asked = ask(stage, visitorOf(DISTRICT), { query: readCommitment, input: { commitmentId } });
    await expect(asked).rejects.toMatchObject({ kind: 'not-found' });
  });
});
