import { defineUseCase } from '#kernel/index.server.ts';
import type { CommitmentState } from '../../contract.ts';
import { OpenConfirmation } from '../../contract.ts';
import { codeFrom } from '../../domain/life/confirmation.ts';
import { lifeErrors } from '../../domain/life/life-errors.ts';
import { standingOf } from '../../domain/life/permission.ts';
import { findRounds, insertRound, lockCommitment } from '../../store/life/residents.ts';
import { getHeld } from '../life/act.ts';

const ASKED: readonly CommitmentState[] = ['published', 'claimed', 'fulfilled'];

function plusDays(at: string, days: number): string {
  return Temporal.Instant.from(at)
    .add({ hours: 24 * days })
    .toString({ fractionalSecondDigits: 6 });
}

/** Residents are asked, by a code on the wall, whether something was done. @returns the code */
export const openConfirmation = defineUseCase({
  name: 'deputies.open-confirmation',
  input: OpenConfirmation,
  by: ['station-clerk', 'town-officer', 'district-officer'],
  async run(scene, { commitmentId, revision, days }) {
    await lockCommitment(scene.tx, commitmentId);
    const held = await getHeld(scene, commitmentId);
    const standing = standingOf(scene.actor, held);
    if (standing !== 'own' && standing !== 'delegated') throw lifeErrors.notYours();
    if (held.revision !== revision) throw lifeErrors.changedMeanwhile(commitmentId);
    if (!ASKED.includes(held.state)) throw lifeErrors.notNow('verify', held.state);
    const rounds = await findRounds(scene.tx, held.district, held.id);
    if (rounds.some((round) => round.closesAt > scene.now)) throw lifeErrors.roundOpen();
    const id = scene.newId();
    const round = { id, code: codeFrom(scene.newId()), openedAt: scene.now, closesAt: plusDays(scene.now, days) };
    await insertRound(scene.tx, held, round);
    const { region } = held;
    return {
      result: { commitmentId, code: round.code, closesAt: round.closesAt },
      record: [{ region, event: 'confirmation.opened', subject: commitmentId, facts: { days } }],
    };
  },
});
