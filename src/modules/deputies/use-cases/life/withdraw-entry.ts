import { defineUseCase } from '#kernel/index.server.ts';
import { CommitmentId, WithdrawEntry } from '../../contract.ts';
import { alongside } from '../../domain/life/commitment-life.ts';
import { lifeErrors } from '../../domain/life/life-errors.ts';
import { findEntry, touchCommitment, withdrawEntryRow } from '../../store/life/entries.ts';
import { getToAct } from './act.ts';

/** An entry made by mistake is taken back, with a reason; the trail keeps it. */
export const withdrawEntry = defineUseCase({
  name: 'deputies.withdraw-entry',
  input: WithdrawEntry,
  by: alongside.report.by,
  async run(scene, { entryId, reason }) {
    const entry = await findEntry(scene.tx, entryId, scene.actor.region);
    if (entry === undefined) throw lifeErrors.unknownEntry();
    const commitmentId = CommitmentId.parse(entry.commitmentId);
    const held = await getToAct(scene, 'report', { commitmentId });
    await withdrawEntryRow(scene.tx, { district: held.district, id: entryId, at: scene.now });
    await touchCommitment(scene.tx, held);
    const { region, revision, state } = held;
    return {
      result: { commitmentId, revision, state },
      record: [{ region, event: 'commitment.entry-withdrawn', subject: commitmentId, facts: { entry: entryId } }],
      trail: [{ region, subject: commitmentId, before: { entry: entryId, text: entry.text }, after: { reason } }],
    };
  },
});
