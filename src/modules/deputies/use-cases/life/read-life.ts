import { z } from 'zod';
import { RegionCode, dayOf } from '#kernel/contract.ts';
import { type Role, defineQuery } from '#kernel/index.server.ts';
import { CommitmentAction, CommitmentId } from '../../contract.ts';
import { isLate } from '../../domain/life/milestone.ts';
import { amendmentsOf } from '../../domain/life/wording.ts';
import { actionsOf, whyNot } from '../../domain/life/permission.ts';
import { findChanges, findEarlierVersions } from '../../store/lists/commitment.ts';
import { findEntries } from '../../store/life/entries.ts';
import { findMilestones } from '../../store/life/milestones.ts';
import { findDisputes, findReasons, findRounds } from '../../store/life/residents.ts';
import { findReviews, findVerifications } from '../../store/life/reviews.ts';
import { getHeld } from './act.ts';

/** Why residents doubt is for the office: neither the deputy reads it nor others of their group. */
const READS_REASONS: readonly Role[] = ['station-clerk', 'town-officer', 'district-officer', 'auditor'];

/**
 * Everything of one commitment, for whoever works on it: as it stands with its revision, what this actor may do now,
 * and all that has happened. @throws Problem `not-found` outside the actor's region or unit
 */
export const readLife = defineQuery({
  name: 'deputies.read-life',
  input: z.strictObject({ commitmentId: CommitmentId }),
  by: ['deputy', 'station-clerk', 'group-leader', 'town-officer', 'district-officer', 'auditor'],
  async read(scene, { commitmentId }) {
    const held = await getHeld(scene, commitmentId);
    const { tx, actor, now } = scene;
    const of = { region: actor.region, at: now };
    return {
      item: held,
      actions: actionsOf(CommitmentAction.options, actor, held),
      /** Why this actor may not verify what is claimed, in words to show. */
      whyNotVerify: held.state === 'claimed' ? (whyNot('verify', actor, held)?.says ?? null) : null,
      changes: await findChanges(tx, commitmentId, of),
      versions: amendmentsOf(await findEarlierVersions(tx, commitmentId, actor.region), held),
      milestones: (await findMilestones(tx, [commitmentId])).map((one) => ({
        ...one,
        isLate: isLate(one, dayOf(now)),
      })),
      entries: await findEntries(tx, commitmentId, actor.region),
      reviews: await findReviews(tx, held),
      verifications: await findVerifications(tx, held),
      reasons: READS_REASONS.includes(actor.role) ? await findReasons(tx, held.district, held.id) : [],
      rounds: await findRounds(tx, held.district, held.id),
      disputes: await findDisputes(tx, held.district, held.id),
    };
  },
  trail: (_, { item }) => [{ region: RegionCode.parse(item.region), subject: item.id }],
});
