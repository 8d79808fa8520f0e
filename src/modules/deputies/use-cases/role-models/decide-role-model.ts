import { dayOf } from '#kernel/contract.ts';
import { type Scene, defineUseCase, findCalendar, withholdAttachments } from '#kernel/index.server.ts';
import { DeclineRoleModel, ReadRoleModel, type RoleModel, WithdrawRoleModel } from '../../contract.ts';
import {
  NOMINATORS,
  ROLE_MODEL_SUBJECT,
  requireHeard,
  requireReady,
} from '../../domain/role-models/role-model-life.ts';
import { findObjections } from '../../store/role-models/objections.ts';
import { findEvidence, setRoleModelState } from '../../store/role-models/role-models.ts';
import { ruleOf } from '../reports/report-rule.ts';
import { getHandled } from './shared.ts';

function outcomeOf({ id, region, state: was, field, year }: RoleModel, event: string, after: { state: string }) {
  return {
    result: { id, state: after.state },
    record: [{ region, event: `role-model.${event}`, subject: id, facts: { field, year } }],
    trail: [{ region, subject: id, before: { state: was }, after }],
  };
}

/** Publishes a nomination for objections: for as many working days as the district says, from the next one on. */
export const publishRoleModel = defineUseCase({
  name: 'deputies.publish-role-model',
  input: ReadRoleModel,
  by: NOMINATORS,
  async run(scene, { roleModelId }) {
    const { tx, now, recordedAt } = scene;
    const { model, to } = await getHandled(scene, roleModelId, 'publish');
    const evidence = await findEvidence(tx, model);
    requireReady({ criteria: model.criteria, evidence: evidence.length });
    const from = dayOf(now);
    const { objectionDays } = await ruleOf(scene);
    const until = (await findCalendar(tx, model.district)).addWorkingDays(from, objectionDays);
    await setRoleModelState(tx, model, { state: to, at: recordedAt, notice: { from, until } });
    await withholdAttachments(tx, { ...model, kind: ROLE_MODEL_SUBJECT }, false);
    return outcomeOf(model, 'published', { state: to, ...{ from, until, objectionDays } });
  },
});

/** Recognises a role model, once everybody could object and all who did were answered. */
export const recogniseRoleModel = defineUseCase({
  name: 'deputies.recognise-role-model',
  input: ReadRoleModel,
  by: NOMINATORS,
  async run(scene, { roleModelId }) {
    const { tx, now, recordedAt } = scene;
    const { model, to } = await getHandled(scene, roleModelId, 'recognise');
    const today = dayOf(now);
    requireHeard({ noticeUntil: model.noticeUntil ?? today, today, objections: await findObjections(tx, model) });
    await setRoleModelState(tx, model, { state: to, at: recordedAt, decidedDay: today, recognisedDay: today });
    return outcomeOf(model, 'recognised', { state: to });
  },
});

async function close(scene: Scene, action: 'decline' | 'withdraw', asked: { roleModelId: string; reason: string }) {
  const { roleModelId, reason } = asked;
  const { model, to } = await getHandled(scene, roleModelId, action);
  const decidedDay = dayOf(scene.now);
  await setRoleModelState(scene.tx, model, { state: to, at: scene.recordedAt, decidedDay, reason });
  return { model, after: { state: to, reason } };
}

/** Decides that somebody is not recognised, and says why. What was only nominated leaves no public record. */
export const declineRoleModel = defineUseCase({
  name: 'deputies.decline-role-model',
  input: DeclineRoleModel,
  by: NOMINATORS,
  async run(scene, asked) {
    const { model, after } = await close(scene, 'decline', asked);
    // What was never recognised is no longer public, and neither are the photos of it.
    await withholdAttachments(scene.tx, { ...model, kind: ROLE_MODEL_SUBJECT }, true);
    const outcome = outcomeOf(model, 'declined', after);
    return { ...outcome, record: model.noticeFrom === null ? [] : outcome.record };
  },
});

/** Withdraws the recognition, with the reason: the archive keeps that it was given and withdrawn. */
export const withdrawRoleModel = defineUseCase({
  name: 'deputies.withdraw-role-model',
  input: WithdrawRoleModel,
  by: NOMINATORS,
  async run(scene, asked) {
    const { model, after } = await close(scene, 'withdraw', asked);
    return outcomeOf(model, 'withdrawn', after);
  },
});
