import { defineUseCase } from '#kernel/index.server.ts';
import { PlanMilestone } from '../../contract.ts';
import { alongside } from '../../domain/life/commitment-life.ts';
import { requirePlanSound } from '../../domain/life/milestone.ts';
import { findMilestones, insertMilestone } from '../../store/life/milestones.ts';
import { getToAct, handOf, saveAct } from './act.ts';

/** The deputy, or the office on their behalf, says by which day which step will be taken. */
export const planMilestone = defineUseCase({
  name: 'deputies.plan-milestone',
  input: PlanMilestone,
  by: alongside.plan.by,
  async run(scene, { title, plannedDay, ...read }) {
    const held = await getToAct(scene, 'plan', read);
    const known = await findMilestones(scene.tx, [held.id]);
    requirePlanSound(plannedDay, { ...held, planned: known.length });
    const id = scene.newId();
    return saveAct(scene, held, {
      changed: {},
      event: 'commitment.milestone-planned',
      facts: { milestone: id, plannedDay },
      after: { milestone: id, title, plannedDay },
      also: () => insertMilestone(scene.tx, held, { id, title, plannedDay, hand: handOf(scene) }),
    });
  },
});
