import { defineUseCase } from '#kernel/index.server.ts';
import { CommitmentId, GiveUpMilestone } from '../../contract.ts';
import { alongside } from '../../domain/life/commitment-life.ts';
import { lifeErrors } from '../../domain/life/life-errors.ts';
import { requireAhead } from '../../domain/life/milestone.ts';
import { giveUpMilestoneRow, lockMilestone } from '../../store/life/milestones.ts';
import { getToAct, saveAct } from './act.ts';

/** A step that will not be taken: it stays to be read, with the reason. */
export const giveUpMilestone = defineUseCase({
  name: 'deputies.give-up-milestone',
  input: GiveUpMilestone,
  by: alongside.plan.by,
  async run(scene, { milestoneId, reason }) {
    const milestone = await lockMilestone(scene.tx, milestoneId, scene.actor.region);
    if (milestone === undefined) throw lifeErrors.unknownMilestone();
    const held = await getToAct(scene, 'plan', { commitmentId: CommitmentId.parse(milestone.commitmentId) });
    requireAhead(milestone);
    return saveAct(scene, held, {
      changed: {},
      event: 'commitment.milestone-given-up',
      facts: { milestone: milestoneId },
      before: { milestone: milestoneId, title: milestone.title },
      after: { reason },
      also: () => giveUpMilestoneRow(scene.tx, milestone, { at: scene.now, reason }),
    });
  },
});
