import { z } from 'zod';
import { dayOf, isWithin } from '#kernel/contract.ts';
import { type Scene, defineQuery, findAttachments, seeingAll } from '#kernel/index.server.ts';
import {
  PublicRoleModelFilter,
  ReadRoleModel,
  type RoleModel,
  RoleModelField,
  RoleModelFilter,
} from '../../contract.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { isHeldOn } from '../../domain/posts/held-spans.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { roleModelErrors } from '../../domain/role-models/role-model-errors.ts';
import { NOMINATORS, ROLE_MODEL_SUBJECT } from '../../domain/role-models/role-model-life.ts';
import { countObjections, findObjections } from '../../store/role-models/objections.ts';
import {
  type RoleModelQuestion,
  countByField,
  findEvidence,
  findPossibleEvidence,
  findRoleModelYears,
  findRoleModels,
} from '../../store/role-models/role-models.ts';
import { pageOf } from '../lists/question.ts';
import { districtOf, requireOverseen } from '../posts/standing.ts';
import { ruleOf } from '../reports/report-rule.ts';
import { getRoleModel, mayHandle } from './shared.ts';

const PAGE_SIZE = 20;
const READERS = [...NOMINATORS, 'auditor'] as const;

async function pageFor({ tx }: Scene, question: RoleModelQuestion, page: number) {
  const { total, items } = await findRoleModels(tx, question, { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE });
  const { field: _field, ...others } = question;
  const counts = await countByField(tx, others);
  const fields = RoleModelField.options.map((field) => ({ field, count: counts.get(field) ?? 0 }));
  const { year: _year, ...ever } = question;
  return { ...pageOf(total, page, PAGE_SIZE), items, fields, years: await findRoleModelYears(tx, ever) };
}

/** The office's list of nominations, whatever became of them. */
export const findOfficeRoleModels = defineQuery({
  name: 'deputies.find-office-role-models',
  input: RoleModelFilter,
  by: READERS,
  async read(scene, { page, ...asked }) {
    const { region } = scene.actor;
    if (asked.town !== undefined && !isWithin(asked.town, region)) throw listErrors.unknownTown(asked.town);
    return pageFor(scene, { ...asked, region }, page);
  },
});

/** The archive that everybody may read: who is recognised in which field, and who is open to objections. */
export const findPublicRoleModels = defineQuery({
  name: 'deputies.find-public-role-models',
  input: PublicRoleModelFilter,
  by: ['operator', 'visitor'],
  read: (scene, { page, ...asked }) => pageFor(scene, { ...asked, region: scene.actor.region, isPublic: true }, page),
});

async function photosOf({ tx, actor }: Scene, { id }: RoleModel) {
  const found = await findAttachments(tx, { subjectKind: ROLE_MODEL_SUBJECT, subjectIds: [id], audience: actor });
  return found.get(id) ?? [];
}

/** A nomination with all that hangs on it, for the office. */
export const readOfficeRoleModel = defineQuery({
  name: 'deputies.read-office-role-model',
  input: ReadRoleModel,
  by: READERS,
  async read(scene, { roleModelId }) {
    const { tx } = scene;
    const model = await getRoleModel(scene, roleModelId);
    const mine = await mayHandle(scene, model);
    const objections = await findObjections(tx, model);
    return {
      ...{ model, mayHandle: mine, today: dayOf(scene.now), ...(await ruleOf(scene)) },
      evidence: await findEvidence(tx, model),
      possible: mine ? await findPossibleEvidence(tx, model) : [],
      photos: await photosOf(scene, model),
      // An auditor reads what was said, and not who said it.
      objections: mine ? objections : objections.map((one) => ({ ...one, objector: '' })),
    };
  },
  trail: ({ roleModelId }, { model, objections }) =>
    objections.length === 0 ? [] : [{ region: model.region, subject: roleModelId, after: { read: objections.length } }],
});

/** A role model as everybody sees it: the deeds, what shows them, and how many objected and were answered. */
export const readPublicRoleModel = defineQuery({
  name: 'deputies.read-public-role-model',
  input: ReadRoleModel,
  by: ['operator', 'visitor'],
  async read(scene, { roleModelId }) {
    const { tx } = scene;
    const model = await getRoleModel(scene, roleModelId);
    const isPublic = ['on-notice', 'recognised'].includes(model.state) || model.recognisedDay !== null;
    if (!isPublic) throw roleModelErrors.unknown();
    const { criteria: _criteria, revision: _revision, ...shown } = model;
    return {
      model: shown,
      evidence: await findEvidence(tx, model),
      photos: await photosOf(scene, model),
      objections: await seeingAll(tx, () => countObjections(tx, model)),
    };
  },
});

/** Of whom a nomination can be made, and what can show it. */
export const readNomination = defineQuery({
  name: 'deputies.read-nomination',
  input: z.strictObject({ membershipId: z.uuid() }),
  by: NOMINATORS,
  async read(scene, { membershipId }) {
    const post = await requireOverseen(scene, membershipId);
    if (scene.actor.personId === post.personId) throw roleModelErrors.own();
    if (!isHeldOn(post, dayOf(scene.now))) throw postErrors.unknownPost();
    const { id, personId, name, level, townName } = post;
    const possible = await findPossibleEvidence(scene.tx, { district: districtOf(scene), personId });
    return { post: { id, personId, name, level, townName }, possible };
  },
});
