import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { ask, perform } from '#kernel/index.server.ts';
import { DISTRICT, aCommitment, operatorOf, test } from '#tests/support/deputies.ts';
import { expectAsRebuilt } from '#tests/support/figures.ts';
import { aTown, answerOf, inPost, officer } from '#tests/support/posts.ts';
import { claimCommitment } from '../life/claim-commitment.ts';
import { draftCommitment } from '../life/draft-commitment.ts';
import { reviewCommitment } from '../life/review-commitment.ts';
import { readPerson } from '../people/read-person.ts';
import { resumePost, suspendPost } from './suspend-post.ts';

const operator = operatorOf(DISTRICT);

describe('a post that is suspended', () => {
  test('is not counted meanwhile, and again afterwards', async ({ stage }) => {
    const { leaver } = await aTown(stage);
    const { id: membershipId } = leaver;
    await perform(stage, operator, { useCase: suspendPost, input: { membershipId, fromDay: '2020-05-01' } });
    await expectAsRebuilt(stage);
    expect(await inPost(stage, '2020-04-30')).toEqual([2, 2]);
    expect(await inPost(stage, '2020-05-01')).toEqual([1, 1]);
    expect(await inPost(stage, '2020-10-01')).toEqual([1, 1]);
    const twice = perform(stage, operator, { useCase: suspendPost, input: { membershipId, fromDay: '2020-06-01' } });
    await expect(twice).rejects.toMatchObject({ code: 'post.suspended-already' });
    await perform(stage, operator, { useCase: resumePost, input: { membershipId, day: '2020-09-01' } });
    expect(await inPost(stage, '2020-08-31')).toEqual([1, 1]);
    expect(await inPost(stage, '2020-09-01')).toEqual([2, 2]);
    await expectAsRebuilt(stage);
  });

  test('lets nobody promise in it, nor publish what waited', async ({ stage }) => {
    const { leaver } = await aTown(stage);
    const { id: membershipId } = leaver;
    const waiting = await aCommitment(stage, leaver, { text: '修桥一座', history: [['submitted', '2020-02-01']] });
    await perform(stage, operator, { useCase: suspendPost, input: { membershipId, fromDay: '2020-05-01' } });
    const wording = { membershipId, year: 2020, kind: 'personal', field: '人居环境', text: '修亭一座' };
    await expect(perform(stage, officer, { useCase: draftCommitment, input: wording })).rejects.toMatchObject({
      kind: 'not-found',
    });
    const publish = { isSpecific: true, isVerifiable: true, isOwn: true, decision: 'publish' };
    const input = { commitmentId: waiting, revision: 1, ...publish };
    await expect(perform(stage, officer, { useCase: reviewCommitment, input })).rejects.toMatchObject({
      code: 'commitment.post-not-held',
    });
    await perform(stage, operator, { useCase: resumePost, input: { membershipId, day: '2020-09-01' } });
    expect(await perform(stage, officer, { useCase: reviewCommitment, input })).toMatchObject({ state: 'published' });
  });

  test('a second time stays suspended the first time, too, and neither is resumed once it is over', async ({
    stage,
  }) => {
    const { leaver } = await aTown(stage);
    const { id: membershipId } = leaver;
    const suspend = (fromDay: string, untilDay?: string) =>
      perform(stage, operator, { useCase: suspendPost, input: { membershipId, fromDay, untilDay } });
    const resume = (day: string) => perform(stage, operator, { useCase: resumePost, input: { membershipId, day } });
    await suspend('2020-02-01', '2020-03-01');
    await expect(resume('2020-04-01')).rejects.toMatchObject({ code: 'post.not-suspended' });
    await expect(suspend('2020-02-20')).rejects.toMatchObject({ code: 'post.suspended-already' });
    await suspend('2020-05-01');
    await resume('2020-06-01');
    await suspend('2020-08-01');
    const counted = async (day: string) => (await inPost(stage, day))[0];
    const days = ['2020-02-15', '2020-04-01', '2020-05-15', '2020-07-01', '2020-09-01'];
    expect(await Promise.all(days.map(counted))).toEqual([1, 2, 1, 2, 1]);
    await expectAsRebuilt(stage);
    const { posts } = await ask(stage, operator, { query: readPerson, input: { personId: leaver.personId } });
    expect(posts.find(({ id }) => id === membershipId)).toMatchObject({
      suspendedFrom: '2020-08-01',
      earlierSuspensions: [
        { fromDay: '2020-02-01', untilDay: '2020-03-01' },
        { fromDay: '2020-05-01', untilDay: '2020-06-01' },
      ],
    });
  });

  test('has its open commitments answered: by default they wait, and go on once it is resumed', async ({ stage }) => {
    const { leaver, successor, commitments } = await aTown(stage);
    const { id: membershipId } = leaver;
    const input = {
      ...{ membershipId, fromDay: '2020-10-01' },
      answers: [
        { commitmentId: commitments[0], ...answerOf({ answer: 'hand-over', successorPostId: successor.id }) },
        { commitmentId: commitments[1], ...answerOf({ answer: 'withdraw', reason: '项目取消，不再实施' }) },
      ],
    };
    const result = await perform(stage, officer, { useCase: suspendPost, input });
    expect(result).toMatchObject({ withdrawn: 2, handed: 1, left: 0, waiting: 1 });
    await expectAsRebuilt(stage);
    const { rows } = await sql<{ person: string; state: string; how: string | null; from: string | null }>`
      select c.person_id as person, c.state, h.how, c.carried_from as "from"
      from deputies.commitment c join deputies.commitment_change h on h.commitment_id = c.id and h.until_at = 'infinity'
      order by c.state, h.how`.execute(stage.database);
    expect(rows).toEqual(
      expect.arrayContaining([
        { person: successor.personId, state: 'published', how: null, from: commitments[0] },
        { person: leaver.personId, state: 'published', how: null, from: null },
        { person: leaver.personId, state: 'withdrawn', how: '项目取消，不再实施', from: null },
        expect.objectContaining({
          state: 'withdrawn',
          how: expect.stringContaining('暂停执行职务，移交李明') as string,
        }),
      ]),
    );
    expect(rows).toHaveLength(4);
    await perform(stage, officer, { useCase: resumePost, input: { membershipId, day: '2020-10-20' } });
    await expectAsRebuilt(stage);
    const claim = { commitmentId: commitments[2], revision: 1, result: '帮助就业 8 人' };
    expect(await perform(stage, officer, { useCase: claimCommitment, input: claim })).toMatchObject({
      state: 'claimed',
    });
    const trail = await sql<{ after: object }>`
      select after from kernel.trail_entry where action = 'deputies.suspend-post'`.execute(stage.database);
    expect(trail.rows[0]?.after).toMatchObject({ waiting: 1, left: 0 });
  });

  test('is not suspended with half an answer', async ({ stage }) => {
    const { leaver } = await aTown(stage);
    const base = { membershipId: leaver.id, fromDay: '2020-10-01' };
    for (const [answer, code] of [
      [answerOf({ answer: 'hand-over' }), 'post.no-successor'],
      [answerOf({ answer: 'hand-over', successorPostId: leaver.id }), 'post.no-successor'],
      [answerOf({ answer: 'withdraw' }), 'post.no-reason'],
    ] as const) {
      const refused = perform(stage, officer, { useCase: suspendPost, input: { ...base, answer } });
      await expect(refused).rejects.toMatchObject({ code });
    }
    expect(await inPost(stage, '2020-10-02')).toEqual([2, 2]);
  });

  test('resumed on its first day it never was', async ({ stage }) => {
    const { leaver } = await aTown(stage);
    const { id: membershipId } = leaver;
    await expect(
      perform(stage, operator, { useCase: resumePost, input: { membershipId, day: '2020-09-01' } }),
    ).rejects.toMatchObject({ code: 'post.not-suspended' });
    await perform(stage, operator, { useCase: suspendPost, input: { membershipId, fromDay: '2020-05-01' } });
    await perform(stage, operator, { useCase: resumePost, input: { membershipId, day: '2020-05-01' } });
    expect(await inPost(stage, '2020-06-01')).toEqual([2, 2]);
  });
});
