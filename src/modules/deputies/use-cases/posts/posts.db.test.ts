import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Actor, ask, perform } from '#kernel/index.server.ts';
import { DISTRICT, GUANLAN, SHIQIAO, aCommitment, aPost, test, visitorOf } from '#tests/support/deputies.ts';
import { expectAsRebuilt } from '#tests/support/figures.ts';
import { aTown, answerOf, inPost, officer } from '#tests/support/posts.ts';
import { findDeputies } from '../lists/find-deputies.ts';
import { giveUpMilestone } from '../life/give-up-milestone.ts';
import { planMilestone } from '../life/plan-milestone.ts';
import { reportProgress } from '../life/report-progress.ts';
import { submitCommitment } from '../life/submit-commitment.ts';
import { setDelegation } from '../office/set-delegation.ts';
import { beginPost } from './begin-post.ts';
import { endPost } from './end-post.ts';
import { setLeading } from './set-leading.ts';
import { takeBackEnding } from './take-back-ending.ts';
import { listReprints } from './finish-reprint.ts';

describe('a post that ends', () => {
  test('leaves figures and lists on its day, reprints behind, and each commitment answered', async ({ stage }) => {
    const { leaver, successor, commitments } = await aTown(stage);
    const input = {
      ...{ membershipId: leaver.id, reason: 'resignation', day: '2020-10-01', note: '工作调动' },
      answers: [
        { commitmentId: commitments[0], ...answerOf({ answer: 'hand-over', successorPostId: successor.id }) },
        { commitmentId: commitments[1], ...answerOf({ answer: 'withdraw', reason: '项目取消，不再实施' }) },
      ],
    };
    const result = await perform(stage, officer, { useCase: endPost, input });
    expect(result).toMatchObject({ withdrawn: 2, handed: 1, left: 1 });
    expect(await inPost(stage, '2020-09-30')).toEqual([2, 2]);
    expect(await inPost(stage, '2020-10-01')).toEqual([1, 1]);
    await expectAsRebuilt(stage);

    const { rows } = await sql<{
      text: string;
      state: string;
      how: string | null;
      person: string;
      from: string | null;
    }>`
      select c.text, c.state, h.how, c.person_id as person, c.carried_from as "from"
      from deputies.commitment c join deputies.commitment_change h on h.commitment_id = c.id and h.until_at = 'infinity'
      order by c.state, c.text, c.person_id`.execute(stage.database);
    expect(rows.filter(({ state }) => state === 'withdrawn').map(({ how }) => how)).toEqual(
      expect.arrayContaining(['项目取消，不再实施', expect.stringContaining('handed to 李明')]),
    );
    expect(rows.filter(({ from }) => from !== null)).toEqual([
      expect.objectContaining({ person: successor.personId, state: 'published', from: commitments[0] }),
    ]);
    const reprints = await ask(stage, officer, { query: listReprints, input: {} });
    expect(reprints.items.map(({ surface, reason }) => [surface, reason])).toEqual(
      expect.arrayContaining([
        ['wall', 'post-ended'],
        ['nameplate', 'post-ended'],
      ]),
    );
  });

  test('hands on the steps that are still planned, and no others', async ({ stage }) => {
    const { leaver, successor, commitments } = await aTown(stage);
    const [commitmentId] = commitments;
    const author = { ...officer, personId: crypto.randomUUID() };
    const ids: string[] = [];
    for (const [index, title] of ['选址完成', '安装一半', '改用其他方案'].entries()) {
      const planning = { commitmentId, revision: index + 1, title, plannedDay: '2020-11-30' };
      await perform(stage, author, { useCase: planMilestone, input: planning });
      const { rows } = await sql<{ id: string }>`
        select id from deputies.milestone where title = ${title}`.execute(stage.database);
      ids.push(...rows.map(({ id }) => id));
    }
    const [reached, , givenUp] = ids;
    const report = { id: crypto.randomUUID(), commitmentId, text: '已选好址', day: '2020-09-01', milestoneId: reached };
    await perform(stage, author, { useCase: reportProgress, input: report });
    await perform(stage, author, { useCase: giveUpMilestone, input: { milestoneId: givenUp, reason: '不再需要' } });
    const answer = answerOf({ answer: 'hand-over', successorPostId: successor.id });
    const input = { membershipId: leaver.id, reason: 'resignation', day: '2020-10-01', answer };
    await perform(stage, officer, { useCase: endPost, input });
    const { rows } = await sql<{ title: string; day: string; from: string }>`
      select m.title, m.planned_day as day, c.carried_from as "from" from deputies.milestone m
      join deputies.commitment c on c.id = m.commitment_id where c.person_id = ${successor.personId}`.execute(
      stage.database,
    );
    expect(rows).toEqual([{ title: '安装一半', day: '2020-11-30', from: commitmentId }]);
  });

  test('ended by death leaves nothing that waits, or reminds, or can be published for the dead', async ({ stage }) => {
    const { leaver, commitments } = await aTown(stage);
    const history = [
      ['draft', '2020-01-01'],
      ['submitted', '2020-02-01'],
    ] as const;
    const submitted = await aCommitment(stage, leaver, { text: '修桥一座', history });
    const draft = await aCommitment(stage, leaver, { text: '修亭一座', history: [['draft', '2020-01-01']] });
    const answer = answerOf({ answer: 'withdraw', reason: '代表去世，不再实施' });
    const input = { membershipId: leaver.id, reason: 'death', day: '2020-10-01', answer };
    const result = await perform(stage, officer, { useCase: endPost, input });
    expect(result).toMatchObject({ withdrawn: 3, handed: 0, left: 0, returned: 1 });
    await expectAsRebuilt(stage);
    const { rows } = await sql<{ id: string; state: string; last: string; how: string | null }>`
      select c.id, c.state, h.state as last, h.how from deputies.commitment c
      join deputies.commitment_change h on h.commitment_id = c.id and h.until_at = 'infinity'`.execute(stage.database);
    const of = (id: string) => rows.find((row) => row.id === id);
    for (const id of commitments) expect(of(id)).toMatchObject({ state: 'withdrawn', last: 'withdrawn' });
    expect(of(submitted)).toMatchObject({
      state: 'returned',
      last: 'returned',
      how: expect.stringContaining('ended') as string,
    });
    expect(of(draft)).toMatchObject({ state: 'draft' });
    const reviewing = { commitmentId: submitted, revision: 2 };
    await expect(perform(stage, officer, { useCase: submitCommitment, input: reviewing })).rejects.toMatchObject({
      code: 'commitment.post-not-held',
    });
    const reprints = await ask(stage, officer, { query: listReprints, input: {} });
    expect(reprints.items.map(({ surface, reason }) => [surface, reason]).toSorted()).toEqual([
      ['door', 'post-ended'],
      ['nameplate', 'post-ended'],
      ['wall', 'post-ended'],
    ]);
    const visitor = visitorOf(DISTRICT);
    const list = await ask(stage, visitor, { query: findDeputies, input: { year: 2020, standing: 'in-post' } });
    expect(list.deputies.map(({ name }) => name)).toEqual(['李明']);
  });

  test('ended by mistake is taken back, and ends but once', async ({ stage }) => {
    const { leaver } = await aTown(stage);
    const input = { membershipId: leaver.id, reason: 'recall', day: '2020-10-01' };
    await perform(stage, officer, { useCase: endPost, input });
    await expect(perform(stage, officer, { useCase: endPost, input })).rejects.toMatchObject({
      code: 'post.ended-already',
    });
    await perform(stage, officer, { useCase: takeBackEnding, input: { membershipId: leaver.id } });
    expect(await inPost(stage, '2020-10-02')).toEqual([2, 2]);
    await expectAsRebuilt(stage);
    expect((await ask(stage, officer, { query: listReprints, input: {} })).total).toBe(0);
    const again = perform(stage, officer, { useCase: takeBackEnding, input: { membershipId: leaver.id } });
    await expect(again).rejects.toMatchObject({ code: 'post.not-ended' });
  });

  test('is the own office’s to end: other towns, and the town once nothing is delegated, are refused', async ({
    stage,
  }) => {
    const { leaver } = await aTown(stage);
    const county = await aPost(stage, { region: SHIQIAO, level: 'county', listings: { 2020: null } });
    const input = { membershipId: leaver.id, reason: 'death', day: '2020-10-01' };
    const elsewhere = perform(stage, { ...officer, region: GUANLAN }, { useCase: endPost, input });
    await expect(elsewhere).rejects.toMatchObject({ code: 'post.unknown' });
    for (const role of ['auditor', 'group-leader', 'deputy', 'admin', 'security', 'station-clerk'] as const) {
      const refused = perform(stage, { ...officer, role }, { useCase: endPost, input });
      await expect(refused).rejects.toMatchObject({ kind: 'forbidden' });
    }
    const district = { ...officer, role: 'district-officer' as const, region: DISTRICT };
    await expect(perform(stage, district, { useCase: endPost, input })).rejects.toMatchObject({
      code: 'post.not-yours',
    });
    const off = { region: SHIQIAO, level: 'county', isOn: false };
    await perform(stage, district, { useCase: setDelegation, input: off });
    const high = { ...input, membershipId: county.id };
    await expect(perform(stage, officer, { useCase: endPost, input: high })).rejects.toMatchObject({
      code: 'post.not-yours',
    });
    await perform(stage, district, { useCase: endPost, input: high });
  });

  test('cannot end before it began, in the future, or with half an answer', async ({ stage }) => {
    const { leaver } = await aTown(stage);
    const base = { membershipId: leaver.id, reason: 'resignation', day: '2020-10-01' };
    for (const [wrong, code] of [
      [{ day: '2017-01-01' }, 'post.day-before-begin'],
      [{ day: '2020-10-29' }, 'post.day-in-future'],
      [{ answer: answerOf({ answer: 'hand-over' }) }, 'post.no-successor'],
      [{ answer: answerOf({ answer: 'withdraw' }) }, 'post.no-reason'],
    ] as const) {
      const refused = perform(stage, officer, { useCase: endPost, input: { ...base, ...wrong } });
      await expect(refused).rejects.toMatchObject({ code });
    }
    expect(await inPost(stage, '2020-10-02')).toEqual([2, 2]);
  });
});

describe('a by-election', () => {
  test('begins a post on its day, of somebody known or new', async ({ stage }) => {
    await aTown(stage);
    const asked = { name: '赵𬭎', town: SHIQIAO, level: 'township', fromDay: '2020-07-15', group: '第一小组' };
    const { personId } = await perform(stage, officer, { useCase: beginPost, input: asked });
    expect(await inPost(stage, '2020-07-14')).toEqual([2, 2]);
    expect(await inPost(stage, '2020-07-15')).toEqual([3, 3]);
    await expectAsRebuilt(stage);
    const again = { ...asked, name: null, personId };
    await expect(perform(stage, officer, { useCase: beginPost, input: again })).rejects.toMatchObject({
      code: 'post.held-already',
    });
    const county = { ...again, level: 'county' };
    expect(await perform(stage, officer, { useCase: beginPost, input: county })).toMatchObject({ personId });
    await expectAsRebuilt(stage);
    const nobody = { ...asked, name: null };
    await expect(perform(stage, officer, { useCase: beginPost, input: nobody })).rejects.toMatchObject({
      code: 'post.nobody-named',
    });
    const elsewhere = { ...asked, town: GUANLAN };
    await expect(perform(stage, officer, { useCase: beginPost, input: elsewhere })).rejects.toMatchObject({
      code: 'region.unknown',
    });
  });
});

test('a post is leading as the office says, else as its words say', async ({ stage }) => {
  const { leaver } = await aTown(stage);
  const isLeading = async () =>
    (
      await sql<{
        is: boolean | null;
      }>`select is_leading as is from deputies.membership where id = ${leaver.id}`.execute(stage.database)
    ).rows[0]?.is;
  const denied = { useCase: setLeading, input: { membershipId: leaver.id, isLeading: false } };
  const byTown = perform(stage, officer, denied);
  await expect(byTown).rejects.toMatchObject({ kind: 'forbidden' });
  const district: Actor = { id: 'd', role: 'district-officer', region: DISTRICT };
  await perform(stage, district, { useCase: setLeading, input: { membershipId: leaver.id, isLeading: true } });
  expect(await isLeading()).toBe(true);
  await perform(stage, district, { useCase: setLeading, input: { membershipId: leaver.id, isLeading: null } });
  expect(await isLeading()).toBe(null);
});
