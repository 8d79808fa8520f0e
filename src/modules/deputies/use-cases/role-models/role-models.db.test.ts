import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Stage, ask, perform, readAttachment } from '#kernel/index.server.ts';
import { RoleModelCriterion } from '#modules/deputies/contract.ts';
import { activityRow } from '#tests/support/activities.ts';
import {
  GUANLAN,
  NOW,
  SHIQIAO,
  type TestPost,
  aDistrict,
  aPost,
  operatorOf,
  test,
  visitorOf,
} from '#tests/support/deputies.ts';
import { aLife, anActor, deputyOf, districtOfficer, townOfficer } from '#tests/support/life.ts';
import { aShownPicture } from '#tests/support/shown-picture.ts';
import { declineRoleModel, publishRoleModel, recogniseRoleModel, withdrawRoleModel } from './decide-role-model.ts';
import { changeRoleModel, nominateRoleModel } from './nominate-role-model.ts';
import { answerObjection, recordObjection } from './objections.ts';
import {
  findOfficeRoleModels,
  findPublicRoleModels,
  readNomination,
  readOfficeRoleModel,
  readPublicRoleModel,
} from './read-role-models.ts';

const officer = townOfficer(SHIQIAO);
const visitor = visitorOf('500199000000');
const after = (stage: Stage, days: number): Stage => ({
  ...stage,
  now: () => Temporal.Instant.from(NOW).add({ hours: 24 * days }),
});

interface Nominee {
  readonly post: TestPost;
  readonly commitmentId: string;
  readonly activityId: string;
}

async function aNominee(stage: Stage): Promise<Nominee> {
  await aDistrict(stage);
  const post = await aPost(stage, { region: SHIQIAO, level: 'township', listings: { 2020: '第一小组' } });
  const { id: commitmentId } = await aLife(stage, 'fulfilled', { post });
  const posts = { posts: [post], attended: [post.id] };
  return {
    post,
    commitmentId,
    activityId: await activityRow(stage, { region: SHIQIAO, state: 'held', day: '2020-05-08', ...posts }),
  };
}

const inputOf = ({ post, commitmentId, activityId }: Nominee) => ({
  ...{ membershipId: post.id, field: 'poverty', title: '带动18户养牛增收' },
  deeds: '两年来，带动18户贫困户养牛增收，户均增收八千元。',
  criteria: RoleModelCriterion.options as readonly string[],
  ...{ commitmentIds: [commitmentId], activityIds: [activityId] },
});

const nominate = async (
  stage: Stage,
  nominee: Nominee,
  { by = officer, ...more }: { readonly by?: typeof officer } & Readonly<Record<string, unknown>> = {},
) => (await perform(stage, by, { useCase: nominateRoleModel, input: { ...inputOf(nominee), ...more } })).id;
const stepBy = (actor: typeof officer) => (stage: Stage, useCase: typeof publishRoleModel, roleModelId: string) =>
  perform(stage, actor, { useCase, input: { roleModelId } });
const step = stepBy(officer);
const read = (stage: Stage, roleModelId: string, actor = officer) =>
  ask(stage, actor, { query: readOfficeRoleModel, input: { roleModelId } });
const inPublic = (stage: Stage, roleModelId: string) =>
  ask(stage, visitor, { query: readPublicRoleModel, input: { roleModelId } });
const archive = async (stage: Stage, more: object = {}) =>
  (await ask(stage, visitor, { query: findPublicRoleModels, input: more })).items.map(({ state }) => state);

const OBJECTION = { day: '2020-10-28', objector: '王某，电话 16400000009', text: '据我所知，养牛的只有12户。' };
const object = async (stage: Stage, roleModelId: string, more: object = {}) =>
  (await perform(stage, officer, { useCase: recordObjection, input: { roleModelId, ...OBJECTION, ...more } })).id;
const answer = (stage: Stage, objectionId: string, isUpheld: boolean) =>
  perform(stage, officer, {
    useCase: answerObjection,
    input: { objectionId, isUpheld, answer: '经入户核实，确为18户。' },
  });

describe('a nomination', () => {
  test('is the office’s alone until it is published, with all criteria and evidence', async ({ stage }) => {
    const nominee = await aNominee(stage);
    const id = await nominate(stage, nominee, { criteria: ['in-post'] });
    expect(await archive(stage)).toEqual([]);
    await expect(inPublic(stage, id)).rejects.toMatchObject({ kind: 'not-found' });
    await expect(step(stage, publishRoleModel, id)).rejects.toMatchObject({ code: 'role-model.criteria-unmet' });
    const { membershipId: _, ...told } = inputOf(nominee);
    const change = (revision: number, more: object) =>
      perform(stage, officer, { useCase: changeRoleModel, input: { roleModelId: id, ...told, revision, ...more } });
    await change(1, { commitmentIds: [], activityIds: [] });
    await expect(change(1, {})).rejects.toMatchObject({ code: 'role-model.changed-meanwhile' });
    await expect(step(stage, publishRoleModel, id)).rejects.toMatchObject({ code: 'role-model.no-evidence' });
    await change(2, {});
    expect((await read(stage, id)).evidence.map(({ kind }) => kind)).toEqual(['commitment', 'activity']);
    await step(stage, publishRoleModel, id);
    expect(await archive(stage)).toEqual(['on-notice']);
    await expect(change(4, {})).rejects.toMatchObject({ code: 'role-model.not-now' });
  });

  test('refers to what the deputy did and others saw, and to nothing else', async ({ stage }) => {
    const nominee = await aNominee(stage);
    const { id: open } = await aLife(stage, 'published', { post: nominee.post });
    const { id: others } = await aLife(stage, 'fulfilled', { of: { region: SHIQIAO, name: '旁人' } });
    for (const commitmentIds of [[open], [others]]) {
      await expect(nominate(stage, nominee, { commitmentIds })).rejects.toMatchObject({
        code: 'role-model.not-evidence',
      });
    }
    const found = await ask(stage, officer, { query: readNomination, input: { membershipId: nominee.post.id } });
    expect(found.possible.map(({ id }) => id)).toEqual([nominee.commitmentId, nominee.activityId]);
  });

  test('is made by the office of the post or the district, never by whom it is of', async ({ stage }) => {
    const nominee = await aNominee(stage);
    const self = { ...officer, personId: nominee.post.personId };
    await expect(nominate(stage, nominee, { by: self })).rejects.toMatchObject({ code: 'role-model.own' });
    await expect(nominate(stage, nominee, { by: deputyOf(nominee.post) })).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(nominate(stage, nominee, { by: townOfficer(GUANLAN) })).rejects.toMatchObject({ kind: 'not-found' });
    const id = await nominate(stage, nominee, { by: districtOfficer() });
    await expect(stepBy(self)(stage, publishRoleModel, id)).rejects.toMatchObject({ code: 'role-model.own' });
    await expect(stepBy(townOfficer(GUANLAN))(stage, publishRoleModel, id)).rejects.toMatchObject({
      kind: 'not-found',
    });
    const list = await ask(stage, officer, { query: findOfficeRoleModels, input: {} });
    expect(list).toMatchObject({
      total: 1,
      fields: expect.arrayContaining([{ field: 'poverty', count: 1 }]) as unknown,
    });
  });
});

describe('a role model', () => {
  test('stands open to objections for as many working days as the district says', async ({ stage }) => {
    const id = await nominate(stage, await aNominee(stage));
    await step(stage, publishRoleModel, id);
    // 2020-10-28 is a Wednesday: Thursday, Friday, Monday, Tuesday, Wednesday.
    expect((await read(stage, id)).model).toMatchObject({ noticeFrom: '2020-10-28', noticeUntil: '2020-11-04' });
    await expect(step(after(stage, 7), recogniseRoleModel, id)).rejects.toMatchObject({
      code: 'role-model.notice-runs',
    });
    expect(await step(after(stage, 8), recogniseRoleModel, id)).toMatchObject({ state: 'recognised' });
    expect(await archive(stage, { field: 'poverty' })).toEqual(['recognised']);
    expect(await archive(stage, { field: 'industry' })).toEqual([]);
  });

  test('is recognised once every objection is answered, and tells the public how many there were and not whose', async ({
    stage,
  }) => {
    const id = await nominate(stage, await aNominee(stage));
    await expect(object(stage, id)).rejects.toMatchObject({ code: 'role-model.not-now' });
    await step(stage, publishRoleModel, id);
    for (const day of ['2020-10-27', '2020-10-29', '2020-11-05']) {
      await expect(object(stage, id, { day })).rejects.toMatchObject({ code: 'objection.outside-notice' });
    }
    const objection = await object(stage, id);
    await expect(step(after(stage, 8), recogniseRoleModel, id)).rejects.toMatchObject({
      code: 'role-model.objections-open',
    });
    await answer(stage, objection, false);
    await expect(answer(stage, objection, true)).rejects.toMatchObject({ code: 'objection.answered' });
    await step(after(stage, 8), recogniseRoleModel, id);
    const shown = await inPublic(stage, id);
    expect(shown.objections).toEqual({ received: 1, answered: 1 });
    expect(JSON.stringify(shown)).not.toMatch(/王某|16400000009|只有12户/);
    expect((await read(stage, id)).objections[0]?.objector).toContain('王某');
    const auditor = anActor('auditor', '500199000000');
    expect((await read(stage, id, auditor)).objections[0]).toMatchObject({ objector: '', text: OBJECTION.text });
  });

  test('is not recognised against an objection that was right; why is on record', async ({ stage }) => {
    const id = await nominate(stage, await aNominee(stage));
    await step(stage, publishRoleModel, id);
    await answer(stage, await object(stage, id), true);
    await expect(step(after(stage, 8), recogniseRoleModel, id)).rejects.toMatchObject({
      code: 'role-model.objection-upheld',
    });
    const input = { roleModelId: id, reason: '户数不实' };
    await perform(stage, officer, { useCase: declineRoleModel, input });
    expect(await archive(stage)).toEqual([]);
    expect((await read(stage, id)).model).toMatchObject({ state: 'declined', reason: '户数不实' });
    await expect(inPublic(stage, id)).rejects.toMatchObject({ kind: 'not-found' });
  });

  test('is withdrawn with a reason that stays in the archive', async ({ stage }) => {
    const id = await nominate(stage, await aNominee(stage));
    const withdraw = () =>
      perform(stage, officer, { useCase: withdrawRoleModel, input: { roleModelId: id, reason: '后经查实事迹有误' } });
    await expect(withdraw()).rejects.toMatchObject({ code: 'role-model.not-now' });
    await step(stage, publishRoleModel, id);
    await step(after(stage, 8), recogniseRoleModel, id);
    await withdraw();
    expect(await archive(stage)).toEqual(['withdrawn']);
    expect((await inPublic(stage, id)).model).toMatchObject({ state: 'withdrawn', reason: '后经查实事迹有误' });
    const { rows } = await sql<{ event: string }>`
      select event from kernel.journal_entry where subject = ${id} order by seq`.execute(stage.database);
    expect(rows.map(({ event }) => event)).toEqual([
      'role-model.published',
      'role-model.recognised',
      'role-model.withdrawn',
    ]);
    expect(await ask(stage, operatorOf('500199000000'), { query: findPublicRoleModels, input: {} })).toMatchObject({
      total: 1,
    });
  });
});

test('photos of the deeds have no address for the public until the nomination is public', async ({ stage }) => {
  const nominee = await aNominee(stage);
  const subjectId = await nominate(stage, nominee);
  const { id } = await aShownPicture(stage, { region: SHIQIAO, kind: 'role-model', subjectId, isWithheld: true });
  const look = (actor: typeof officer) => ask(stage, actor, { query: readAttachment, input: { id, size: 'large' } });
  for (const actor of [visitor, deputyOf(nominee.post)]) {
    await expect(look(actor)).rejects.toMatchObject({ kind: 'not-found' });
  }
  expect(await look(officer)).toMatchObject({ attachment: { id } });
  await step(stage, publishRoleModel, subjectId);
  expect(await look(visitor)).toMatchObject({ attachment: { id } });
  const declined = { roleModelId: subjectId, reason: '经核实，数据不实。' };
  await perform(stage, officer, { useCase: declineRoleModel, input: declined });
  await expect(look(visitor)).rejects.toMatchObject({ kind: 'not-found' });
});
