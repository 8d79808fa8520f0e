import { z } from 'zod';
import { dayOf } from '#kernel/contract.ts';
import { type Scene, defineQuery, findAttachments } from '#kernel/index.server.ts';
import { type Commitment, CommitmentId, Worry } from '../../contract.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { momentOf } from '../../domain/moment.ts';
import { PROGRESS_ENTRY } from '../../domain/life/entry.ts';
import { findEntries } from '../../store/life/entries.ts';
import { isLate } from '../../domain/life/milestone.ts';
import { amendmentsOf } from '../../domain/life/wording.ts';
import { findMilestones } from '../../store/life/milestones.ts';
import { findConfirmations, findOpenRound, findPublicResidents } from '../../store/life/residents.ts';
import { timelineOf } from '../../domain/timeline.ts';
import {
  type CommitmentRow,
  findChanges,
  findCommitment,
  findEarlierVersions,
  findPublic,
} from '../../store/lists/commitment.ts';
import { findPosts } from '../../store/lists/posts.ts';
import { shownEvidence, shownItem, shownPost } from './shown.ts';

/** What was reported on the way, with the pictures and documents that everybody may see. */
async function reportsOf({ tx, actor }: Scene, commitmentId: CommitmentId) {
  const entries = await findEntries(tx, commitmentId, actor.region);
  const audience = { id: 'visitor', role: 'visitor', region: actor.region };
  const subjectIds = entries.map(({ id }) => id);
  const shown = await findAttachments(tx, { subjectKind: PROGRESS_ENTRY, subjectIds, audience });
  return entries.map((entry) => ({ ...entry, evidence: (shown.get(entry.id) ?? []).map(shownEvidence) }));
}

/** Where it came from and where it goes on, as far as that is public. */
async function linksOf({ tx, actor, now }: Scene, { carriedFrom, carriedTo }: CommitmentRow) {
  const years = await findPublic(
    tx,
    [carriedFrom, carriedTo].flatMap((id) => id ?? []),
    { ...actor, at: now },
  );
  const linked = (id: string | null) => {
    const year = years.get(id ?? '');
    return year === undefined ? null : { id: CommitmentId.parse(id), year };
  };
  return { carriedFrom: linked(carriedFrom), carriedTo: linked(carriedTo), isCarriedOver: carriedTo !== null };
}

async function milestonesOf({ tx, now }: Scene, commitmentId: string): Promise<Commitment['milestones']> {
  const rows = await findMilestones(tx, [commitmentId]);
  return rows.map((row) => {
    const { title, plannedDay, reachedDay, reason } = row;
    return { title, plannedDay, reachedDay, isLate: isLate(row, dayOf(now)), givenUp: reason };
  });
}

const ReadCommitment = z.strictObject({ commitmentId: CommitmentId });

/** A commitment as it stands now, with its life so far and its earlier wordings. @throws Problem `not-found` */
export const readCommitment = defineQuery({
  name: 'deputies.read-commitment',
  input: ReadCommitment,
  by: ['operator', 'visitor'],
  async read(scene, { commitmentId }): Promise<Commitment> {
    const { tx, actor, now } = scene;
    const { region } = actor;
    const row = await findCommitment(tx, commitmentId, { region, at: now });
    if (row === undefined) throw listErrors.unknownCommitment(commitmentId);
    const moment = momentOf({ year: row.year, asOf: undefined }, now);
    const also = { since: moment.day, membershipIds: [row.membershipId] };
    const posts = await findPosts(tx, { personIds: [row.personId], region, moment }, also);
    const post = posts.find((one) => one.membershipId === row.membershipId);
    // A commitment lies in the region of its post, so that whoever sees the one sees the other.
    if (post === undefined) throw listErrors.unknownCommitment(commitmentId);
    const earlier = await findEarlierVersions(tx, commitmentId, region);
    const changes = await findChanges(tx, commitmentId, { region, at: now });
    const { measure, quantity, unit, version, targetQuantity, targetUnit } = row;
    const amendments = amendmentsOf(earlier, { ...row, ...shownItem(row, now), target: row.targetWords });
    return {
      ...shownItem(row, now),
      ...{ measure, quantity, unit, version, targetQuantity, targetUnit },
      worry: Worry.nullable().parse(row.worry),
      themes: [...row.themes],
      asOf: now,
      post: shownPost(post),
      timeline: timelineOf({
        changes,
        amended: earlier,
        reports: await reportsOf(scene, commitmentId),
      }),
      confirmations: await findConfirmations(tx, commitmentId),
      residents: await findPublicResidents(tx, commitmentId, now),
      openRound: await findOpenRound(tx, commitmentId, now),
      milestones: await milestonesOf(scene, commitmentId),
      ...(await linksOf(scene, row)),
      earlier: amendments.map((one) => ({ ...one, changes: [...one.changes] })),
    };
  },
});
