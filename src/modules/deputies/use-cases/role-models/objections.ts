import { dayOf } from '#kernel/contract.ts';
import { defineUseCase } from '#kernel/index.server.ts';
import { AnswerObjection, RecordObjection } from '../../contract.ts';
import { roleModelErrors } from '../../domain/role-models/role-model-errors.ts';
import { NOMINATORS } from '../../domain/role-models/role-model-life.ts';
import { answerObjectionRow, findObjection, insertObjection } from '../../store/role-models/objections.ts';
import { districtOf } from '../posts/standing.ts';
import { getHandled } from './shared.ts';

/** Puts an objection on record that reached the office by letter, telephone or in person, while one may object. */
export const recordObjection = defineUseCase({
  name: 'deputies.record-objection',
  input: RecordObjection,
  by: NOMINATORS,
  async run(scene, { roleModelId, day, objector, text }) {
    const { tx, actor, now, recordedAt } = scene;
    const { model } = await getHandled(scene, roleModelId, 'object');
    const [from, until] = [model.noticeFrom ?? '', model.noticeUntil ?? ''];
    if (day < from || day > until || day > dayOf(now)) throw roleModelErrors.outsideNotice(from, until);
    const id = scene.newId();
    const of = { ...model, account: actor.id, at: recordedAt };
    await insertObjection(tx, of, { id, day, objector, text });
    return {
      result: { id },
      record: [],
      // The trail is read by auditors; who objected is not theirs to know.
      trail: [{ region: model.region, subject: roleModelId, after: { objection: id, day } }],
    };
  },
});

/** Answers an objection, and says whether it was right. An answer stays. */
export const answerObjection = defineUseCase({
  name: 'deputies.answer-objection',
  input: AnswerObjection,
  by: NOMINATORS,
  async run(scene, { objectionId, isUpheld, answer }) {
    const { tx, now } = scene;
    const district = districtOf(scene);
    const found = await findObjection(tx, district, objectionId);
    if (found === undefined) throw roleModelErrors.unknownObjection();
    const { model } = await getHandled(scene, found.roleModelId, 'object');
    if (found.answeredDay !== null) throw roleModelErrors.answered();
    await answerObjectionRow(tx, { district, id: objectionId }, { isUpheld, answer, day: dayOf(now) });
    return {
      result: { roleModelId: model.id },
      record: [],
      trail: [{ region: model.region, subject: model.id, after: { objection: objectionId, isUpheld } }],
    };
  },
});
