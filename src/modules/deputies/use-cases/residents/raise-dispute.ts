import { defineUseCase } from '#kernel/index.server.ts';
import { RaiseDispute } from '../../contract.ts';
import { lifeErrors } from '../../domain/life/life-errors.ts';
import { insertDispute, lockCommitment } from '../../store/life/residents.ts';
import { getHeld } from '../life/act.ts';

/** Somebody doubts that it was done: what residents say, or an officer saw, is looked into and answered. */
export const raiseDispute = defineUseCase({
  name: 'deputies.raise-dispute',
  input: RaiseDispute,
  by: ['station-clerk', 'town-officer', 'district-officer'],
  async run(scene, { commitmentId, revision: seen, text }) {
    await lockCommitment(scene.tx, commitmentId);
    const held = await getHeld(scene, commitmentId);
    if (held.revision !== seen) throw lifeErrors.changedMeanwhile(commitmentId);
    if (held.state !== 'fulfilled' && held.state !== 'claimed') throw lifeErrors.notNow('reopen', held.state);
    const id = scene.newId();
    await insertDispute(scene.tx, held, { id, source: 'office', text, at: scene.now });
    const { region, revision, state } = held;
    return {
      result: { commitmentId, revision, state, disputeId: id },
      record: [{ region, event: 'dispute.raised', subject: commitmentId, facts: { dispute: id } }],
      trail: [{ region, subject: commitmentId, after: { dispute: id, text } }],
    };
  },
});
