import { z } from 'zod';
import { dayOf } from '#kernel/contract.ts';
import { defineQuery, findAttachments } from '#kernel/index.server.ts';
import { CommitmentAction, CommitmentId, type MyCommitmentPage } from '../../contract.ts';
import { PROGRESS_ENTRY } from '../../domain/life/entry.ts';
import { amendmentsOf } from '../../domain/life/wording.ts';
import { actionsOf } from '../../domain/life/permission.ts';
import { meErrors } from '../../domain/me/me-errors.ts';
import { mySteps } from '../../domain/me/my-steps.ts';
import { findMilestones } from '../../store/life/milestones.ts';
import { findEarlierVersions } from '../../store/lists/commitment.ts';
import { findMyCommitment } from '../../store/me/mine.ts';
import { findSteps } from '../../store/me/steps.ts';
import { getHeld } from '../life/act.ts';
import { ownOf, shownMilestone, shownMine } from './mine.ts';

/** One of a deputy's own commitments with all that happened to it, and what may be done next. @throws Problem `not-found` */
export const readMyCommitment = defineQuery({
  name: 'deputies.read-my-commitment',
  input: z.strictObject({ commitmentId: CommitmentId }),
  by: ['deputy'],
  async read(scene, { commitmentId }): Promise<MyCommitmentPage> {
    const { tx, actor, now } = scene;
    const row = await findMyCommitment(tx, ownOf(actor), commitmentId);
    if (row === undefined) throw meErrors.notYours(commitmentId);
    const rows = await findSteps(tx, commitmentId);
    const subjectIds = rows.entries.map(({ id }) => id);
    const photos = await findAttachments(tx, {
      subjectKind: PROGRESS_ENTRY,
      subjectIds,
      audience: actor,
      withRefused: true,
    });
    const entries = rows.entries.map((entry) => ({ ...entry, photos: photos.get(entry.id) ?? [] }));
    const { themes, result, measuredQuantity, measuredUnit, carriedFrom, carriedTo } = row;
    const held = await getHeld(scene, commitmentId);
    const amendments = amendmentsOf(await findEarlierVersions(tx, commitmentId, actor.region), held);
    const amended = amendments.map(({ until, reason, changes }) => ({ at: until, reason, changes: [...changes] }));
    return {
      ...shownMine(row, now),
      ...{ themes, result, measuredQuantity, measuredUnit, carriedFrom, carriedTo },
      milestones: (await findMilestones(tx, [commitmentId])).map((one) => shownMilestone(one, dayOf(now))),
      actions: actionsOf(CommitmentAction.options, actor, held),
      steps: mySteps({ ...rows, entries, amended }),
    };
  },
});
