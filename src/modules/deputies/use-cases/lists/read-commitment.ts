import { z } from 'zod';
import { type Scene, defineQuery, findAttachments } from '#kernel/index.server.ts';
import { type Commitment, CommitmentId } from '../../contract.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { momentOf } from '../../domain/moment.ts';
import { PROGRESS_ENTRY } from '../../domain/life/entry.ts';
import { findEntries } from '../../store/life/entries.ts';
import { findConfirmations, findPublicResidents } from '../../store/life/residents.ts';
import { timelineOf } from '../../domain/timeline.ts';
import { findChanges, findCommitment, findEarlierVersions } from '../../store/lists/commitment.ts';
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
    const { measure, quantity, unit, version } = row;
    return {
      ...shownItem(row, now),
      measure,
      quantity,
      unit,
      version,
      asOf: now,
      post: shownPost(post),
      timeline: timelineOf({
        changes,
        amendedAt: earlier.map((one) => one.until),
        reports: await reportsOf(scene, commitmentId),
      }),
      confirmations: await findConfirmations(tx, commitmentId),
      residents: await findPublicResidents(tx, commitmentId, now),
      earlier,
    };
  },
});
