import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Stage, ask, perform } from '#kernel/index.server.ts';
import { activityRow } from '#tests/support/activities.ts';
import { GUANLAN, SHIQIAO, type TestPost, aCommitment, aDistrict, aPost, test } from '#tests/support/deputies.ts';
import { dutyRow } from '#tests/support/duties.ts';
import { aLife, anActor, deputyOf, districtOfficer, townOfficer } from '#tests/support/life.ts';
import { anEntry } from '#tests/support/neighbours.ts';
import { exportPerson } from '../people/export-person.ts';
import { dutyReportBlocks } from './duty-report-document.ts';
import { readDutyReport } from './read-duty-report.ts';
import { recordAppraisal, withdrawAppraisal } from './record-appraisal.ts';
import { setReportRule } from './report-rule.ts';
import { saveDutyWords } from './save-duty-words.ts';

const officer = townOfficer(SHIQIAO);
const COUNTED = { eligible: 100, present: 80, satisfied: 60, basically: 15, dissatisfied: 3, abstained: 1 };
const MEETING = { year: 2020, day: '2020-10-20', place: '石桥村活动室', ...COUNTED };

const aDeputy = (stage: Stage, more: object = {}) =>
  aPost(stage, { region: SHIQIAO, level: 'township', listings: { 2020: '第一小组' }, ...more });
const read = (
  stage: Stage,
  post: TestPost,
  { actor = deputyOf(post), year }: { actor?: typeof officer; year?: number } = {},
) => ask(stage, actor, { query: readDutyReport, input: { personId: post.personId, year } });
const appraise = (
  stage: Stage,
  post: TestPost,
  { by = officer, ...more }: { readonly by?: typeof officer } & Readonly<Record<string, unknown>> = {},
) => perform(stage, by, { useCase: recordAppraisal, input: { membershipId: post.id, ...MEETING, ...more } });

async function aYear(stage: Stage): Promise<TestPost> {
  await aDistrict(stage);
  const post = await aDeputy(stage);
  for (const state of ['draft', 'published', 'claimed', 'fulfilled'] as const) {
    const { id } = await aLife(stage, state, { post, text: `${state}的承诺` });
    await anEntry(stage, { region: SHIQIAO } as never, { commitmentId: id, personId: post.personId });
  }
  await aCommitment(stage, post, { year: 2019, history: [['published', '2019-03-01']] });
  const posts = [post];
  await activityRow(stage, { region: SHIQIAO, state: 'held', day: '2020-05-08', posts, attended: [post.id] });
  await activityRow(stage, { region: SHIQIAO, state: 'held', day: '2020-06-08', posts });
  await activityRow(stage, { region: SHIQIAO, state: 'planned', posts });
  await activityRow(stage, { region: SHIQIAO, state: 'held', day: '2019-06-08', posts, attended: [post.id] });
  await dutyRow(stage, post, {});
  return post;
}

describe('a report on duties', () => {
  test('tells of the year what the ledger holds: what was published, proven, attended and logged', async ({
    stage,
  }) => {
    const post = await aYear(stage);
    const report = await read(stage, post);
    expect(report).toMatchObject({ year: 2020, published: 3, reported: 2, verified: 1, entries: 3, pictures: 0 });
    expect(report.activities).toMatchObject({ invited: 2, attended: 1, rate: '50.0' });
    expect(report.duties?.kinds).toHaveLength(1);
    expect(report.commitments.map(({ text }) => text)).not.toContain('draft的承诺');
    expect(report.posts.map(({ audience }) => audience.zh)).toEqual([expect.stringMatching(/选区选民$/) as string]);
    const text = JSON.stringify(dutyReportBlocks(report));
    expect(text).toContain('2020年公示承诺3条，报告完成2条，经他人核实完成1条。');
    expect(text).toContain('应参加小组活动2次，实际参加1次，出席率50.0%。');
    expect(text).not.toContain('测评结果');
    expect(text).not.toContain('本人陈述');
  });

  test('of a year without anything but a post leaves out what has nothing to say', async ({ stage }) => {
    await aDistrict(stage);
    const report = await read(stage, await aDeputy(stage));
    const headings = dutyReportBlocks(report).filter(({ kind }) => kind === 'heading');
    expect(headings).toHaveLength(1);
  });

  test('is the deputy’s own and the office’s, and nobody else’s', async ({ stage }) => {
    const post = await aYear(stage);
    const other = await aDeputy(stage, { name: '旁人' });
    for (const actor of [officer, districtOfficer(), anActor('auditor', '500199000000')]) {
      expect((await read(stage, post, { actor })).published).toBe(3);
    }
    for (const actor of [townOfficer(GUANLAN), deputyOf(other)]) {
      await expect(read(stage, post, { actor })).rejects.toMatchObject({ kind: 'not-found' });
    }
    await expect(read(stage, post, { actor: anActor('group-leader', SHIQIAO) })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await expect(read(stage, post, { year: 1999 })).rejects.toMatchObject({ code: 'report.no-post-then' });
  });

  test('has the deputy’s own words, which nobody overwrites unseen', async ({ stage }) => {
    const post = await aYear(stage);
    const save = (revision: number, text: string, actor = deputyOf(post)) =>
      perform(stage, actor, { useCase: saveDutyWords, input: { personId: post.personId, year: 2020, revision, text } });
    await save(0, '一年来，我走访了全村。\n谢谢大家。');
    await expect(save(0, '别的')).rejects.toMatchObject({ code: 'report.changed-meanwhile' });
    await save(1, '改过的陈述', officer);
    const report = await read(stage, post);
    expect(report.words).toEqual({ text: '改过的陈述', revision: 2 });
    expect(JSON.stringify(dutyReportBlocks(report))).toContain('本人陈述');
    const other = await aDeputy(stage, { name: '旁人' });
    await expect(save(2, '冒名', deputyOf(other))).rejects.toMatchObject({ kind: 'forbidden' });
    const { tables } = await ask(stage, deputyOf(post), { query: exportPerson, input: { personId: post.personId } });
    expect(tables.dutyWords).toHaveLength(2);
  });
});

describe('the appraisal of a report', () => {
  test('is recorded with its counts, and recorded anew when they were wrong', async ({ stage }) => {
    const post = await aYear(stage);
    await appraise(stage, post, { present: 79 });
    await appraise(stage, post);
    const [first] = (await read(stage, post)).posts;
    expect(first?.appraisal).toMatchObject({
      ...{ present: 80, ballots: 79, turnout: '80.0', satisfiedRate: '75.9', contentRate: '94.9' },
    });
    expect(JSON.stringify(dutyReportBlocks(await read(stage, post)))).toContain('94.9%');
    await perform(stage, officer, { useCase: withdrawAppraisal, input: { appraisalId: first?.appraisal?.id } });
    expect((await read(stage, post)).posts[0]?.appraisal).toBeNull();
  });

  test.for([
    [{ present: 101 }, 'appraisal.more-present'],
    [{ satisfied: 62 }, 'appraisal.more-ballots'],
    [{ satisfied: 0, basically: 0, dissatisfied: 0, abstained: 0 }, 'appraisal.no-ballots'],
    [{ day: '2020-10-29' }, 'appraisal.not-then'],
    [{ year: 2003, day: '2003-10-29' }, 'report.no-post-then'],
    [{ satisfied: -1 }, 'deputies.record-appraisal.input'],
  ] as const)('is refused with a sentence: %j', async ([more, code], { stage }) => {
    const post = await aYear(stage);
    await expect(appraise(stage, post, more)).rejects.toMatchObject({ code });
    expect((await read(stage, post)).posts[0]?.appraisal).toBeNull();
  });

  test('is never recorded by whom it is of, nor by a deputy or another town', async ({ stage }) => {
    const post = await aYear(stage);
    const self = { ...officer, personId: post.personId };
    await expect(appraise(stage, post, { by: self })).rejects.toMatchObject({ code: 'appraisal.own' });
    expect((await read(stage, post, { actor: self })).posts[0]?.mayAppraise).toBe(false);
    await expect(appraise(stage, post, { by: deputyOf(post) })).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(appraise(stage, post, { by: townOfficer(GUANLAN) })).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('can be off in a district: then none is recorded, and none is shown', async ({ stage }) => {
    const post = await aYear(stage);
    await appraise(stage, post);
    const rule = { hasAppraisal: false, objectionDays: 7 };
    await expect(perform(stage, officer, { useCase: setReportRule, input: rule })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await perform(stage, districtOfficer(), { useCase: setReportRule, input: rule });
    await expect(appraise(stage, post)).rejects.toMatchObject({ code: 'appraisal.off' });
    const report = await read(stage, post);
    expect(report).toMatchObject({ hasAppraisal: false, posts: [{ appraisal: null, mayAppraise: false }] });
  });

  test('is refused by the database as well when the counts cannot be', async ({ stage }) => {
    const post = await aYear(stage);
    await appraise(stage, post);
    const change = sql`update deputies.appraisal set present = 70`.execute(stage.database);
    await expect(change).rejects.toThrow(/check constraint/);
  });
});
