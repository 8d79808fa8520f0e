import { z } from 'zod';
import { Received, type Scene, defineUseCase, receiveAttachment } from '#kernel/index.server.ts';
import { ChangeRoleModel, NominateRoleModel, type RoleModel } from '../../contract.ts';
import { yearOf } from '../../domain/moment.ts';
import { roleModelErrors } from '../../domain/role-models/role-model-errors.ts';
import { NOMINATORS, ROLE_MODEL_SUBJECT } from '../../domain/role-models/role-model-life.ts';
import { changeTold, insertRoleModel, setEvidence } from '../../store/role-models/role-models.ts';
import { districtOf, requireOverseen } from '../posts/standing.ts';
import { evidenceIn, getHandled } from './shared.ts';

/** The most photos that come with one form. */
const MOST_PHOTOS = 8;
const Photos = z.array(Received).max(MOST_PHOTOS).default([]);
type Photos = z.output<typeof Photos>;

async function takePhotos(scene: Scene, { id, region }: Pick<RoleModel, 'id' | 'region'>, photos: Photos) {
  const subject = { kind: ROLE_MODEL_SUBJECT, id };
  const of = { region, unit: null, subject, role: 'other', isWithheld: true } as const;
  for (const photo of photos) await receiveAttachment(scene, photo, of);
}

/** Nominates a deputy as a role model in a field, with what shows it. Nothing is public yet. */
export const nominateRoleModel = defineUseCase({
  name: 'deputies.nominate-role-model',
  input: NominateRoleModel.extend({ photos: Photos }),
  by: NOMINATORS,
  async run(scene, { membershipId, photos, commitmentIds, activityIds, ...told }) {
    const { tx, actor, now, recordedAt } = scene;
    const district = districtOf(scene);
    const { personId, region } = await requireOverseen(scene, membershipId);
    if (actor.personId === personId) throw roleModelErrors.own();
    const evidence = await evidenceIn(scene, { district, personId }, { commitmentIds, activityIds });
    const of = { district, id: scene.newId(), region, personId, membershipId, year: yearOf(now) };
    await insertRoleModel(tx, { ...of, account: actor.id, at: recordedAt }, told);
    await setEvidence(tx, of, evidence);
    await takePhotos(scene, of, photos);
    const { field, title } = told;
    return {
      result: { id: of.id },
      record: [],
      trail: [{ region, subject: of.id, after: { membershipId, field, title, evidence: evidence.length } }],
    };
  },
});

/** Changes a nomination that was not published yet. */
export const changeRoleModel = defineUseCase({
  name: 'deputies.change-role-model',
  input: ChangeRoleModel.extend({ photos: Photos }),
  by: NOMINATORS,
  async run(scene, { roleModelId, revision, photos, commitmentIds, activityIds, ...told }) {
    const { tx, recordedAt } = scene;
    const { model } = await getHandled(scene, roleModelId, 'change');
    if (model.revision !== revision) throw roleModelErrors.changedMeanwhile();
    const evidence = await evidenceIn(scene, model, { commitmentIds, activityIds });
    await changeTold(tx, model, { ...told, at: recordedAt });
    await setEvidence(tx, model, evidence);
    await takePhotos(scene, model, photos);
    const { region, field, title, deeds, criteria } = model;
    return {
      result: { id: roleModelId },
      record: [],
      trail: [{ region, subject: roleModelId, before: { field, title, deeds, criteria }, after: { ...told } }],
    };
  },
});
