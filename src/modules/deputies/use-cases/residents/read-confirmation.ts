import { z } from 'zod';
import { defineQuery } from '#kernel/index.server.ts';
import { AnswerConfirmation, CommitmentId } from '../../contract.ts';
import { lifeErrors } from '../../domain/life/life-errors.ts';
import { findRoundByCode } from '../../store/life/residents.ts';

/** What a code asks about. @throws Problem `not-found` for a code that is unknown or whose round is over */
export const readConfirmation = defineQuery({
  name: 'deputies.read-confirmation',
  input: z.strictObject({ code: AnswerConfirmation.shape.code }),
  by: ['visitor', 'station-clerk', 'town-officer', 'district-officer'],
  async read({ tx, now }, { code }) {
    const round = await findRoundByCode(tx, code);
    if (round === undefined || round.closesAt <= now) throw lifeErrors.unknownRound();
    const { closesAt, done, partly, notDone } = round;
    return { commitmentId: CommitmentId.parse(round.commitmentId), closesAt, done, partly, notDone };
  },
});
