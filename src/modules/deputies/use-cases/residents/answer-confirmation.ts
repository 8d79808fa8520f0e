import { RegionCode } from '#kernel/contract.ts';
import { type Scene, defineUseCase } from '#kernel/index.server.ts';
import { AnswerConfirmation } from '../../contract.ts';
import { MOST_FROM_ONE_PLACE, asksForDispute, withAnswer } from '../../domain/life/confirmation.ts';
import { lifeErrors } from '../../domain/life/life-errors.ts';
import {
  type RoundRow,
  countAnswersFrom,
  findRoundByCode,
  insertAnswer,
  insertResidentsDispute,
  lockRound,
} from '../../store/life/residents.ts';

/** Counted one after the other: else answers at the same instant would pass every limit together. */
async function getOpenRound({ tx, now }: Scene, code: string): Promise<RoundRow> {
  await lockRound(tx, code);
  const round = await findRoundByCode(tx, code);
  if (round === undefined || round.closesAt <= now) throw lifeErrors.unknownRound();
  return round;
}

/**
 * A resident answers, without an account: once a device and round. The answers are counted and shown, and can ask for a
 * second look, as one that says why it was not done does by itself; they never decide.
 */
export const answerConfirmation = defineUseCase({
  name: 'deputies.answer-confirmation',
  input: AnswerConfirmation,
  by: ['visitor'],
  async run(scene, { code, device, place, answer, reason: said }) {
    const round = await getOpenRound(scene, code);
    if ((await countAnswersFrom(scene.tx, round, place)) >= MOST_FROM_ONE_PLACE) throw lifeErrors.tooManyAnswers();
    const reason = answer === 'not-done' ? said : null;
    if (!(await insertAnswer(scene.tx, round, { device, place, answer, reason, at: scene.now })))
      throw lifeErrors.alreadyAnswered();
    const counts = withAnswer(round, answer);
    const asks = asksForDispute(counts, { hasReason: reason !== null, state: round.state });
    if (asks) await insertResidentsDispute(scene.tx, round, { at: scene.now });
    const region = RegionCode.parse(round.region);
    return {
      result: { commitmentId: round.commitmentId, ...counts, asksForDispute: asks },
      record: [],
      trail: [{ region, subject: round.commitmentId, after: { round: round.id, answer } }],
    };
  },
});
