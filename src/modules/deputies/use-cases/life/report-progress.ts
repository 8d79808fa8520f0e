import { dayOf } from '#kernel/contract.ts';
import { type Scene, defineUseCase } from '#kernel/index.server.ts';
import { ReportProgress } from '../../contract.ts';
import { alongside } from '../../domain/life/commitment-life.ts';
import { requireEntrySound } from '../../domain/life/entry.ts';
import { lifeErrors } from '../../domain/life/life-errors.ts';
import { requireAhead } from '../../domain/life/milestone.ts';
import { findEntry, insertEntry, touchCommitment } from '../../store/life/entries.ts';
import { lockMilestone } from '../../store/life/milestones.ts';
import { getHeld, getToAct, handOf } from './act.ts';

/** Whether this very report has been taken in before, whatever has become of the commitment since. */
async function isRepeated(scene: Scene, of: { readonly id: string; readonly commitmentId: string }): Promise<boolean> {
  const known = await findEntry(scene.tx, of.id, scene.actor.region);
  if (known === undefined) return false;
  if (known.commitmentId === of.commitmentId && known.byAccount === scene.actor.id) return true;
  throw lifeErrors.changedMeanwhile(of.commitmentId);
}

/** The milestone that a report reaches: one of the same commitment that still lies ahead. */
async function requireMilestone({ tx, actor }: Scene, milestoneId: string, commitmentId: string): Promise<void> {
  const milestone = await lockMilestone(tx, milestoneId, actor.region);
  if (milestone === undefined) throw lifeErrors.unknownMilestone();
  if (milestone.commitmentId !== commitmentId) throw lifeErrors.milestoneElsewhere();
  requireAhead(milestone);
}

/**
 * The deputy, or the office on their behalf, tells what was done. The id comes from where the report was written: sent
 * twice, it is one report. @returns the entry's id and the commitment's standing
 */
export const reportProgress = defineUseCase({
  name: 'deputies.report-progress',
  input: ReportProgress,
  by: alongside.report.by,
  about: ({ commitmentId }) => commitmentId,
  async run(scene, { commitmentId, ...entry }) {
    const held = await getHeld(scene, commitmentId);
    const result = { commitmentId, revision: held.revision, state: held.state, entryId: entry.id };
    if (await isRepeated(scene, { id: entry.id, commitmentId })) return { result, record: [], trail: [] };
    await getToAct(scene, 'report', { commitmentId });
    requireEntrySound(entry, dayOf(scene.now));
    if (entry.milestoneId !== null) await requireMilestone(scene, entry.milestoneId, commitmentId);
    const isNew = await insertEntry(scene.tx, held, { ...entry, hand: handOf(scene) });
    if (!isNew) return { result, record: [], trail: [] };
    await touchCommitment(scene.tx, held);
    const { region, year } = held;
    const facts = { entry: entry.id, year, milestone: entry.milestoneId };
    return {
      result,
      record: [{ region, event: 'commitment.progressed', subject: commitmentId, facts }],
      trail: [{ region, subject: commitmentId, after: entry }],
    };
  },
});
