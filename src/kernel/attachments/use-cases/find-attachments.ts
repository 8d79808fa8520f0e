import type { Transaction } from '#platform/database/database.ts';
import type { Attachment } from '../domain/attachment.ts';
import { type Viewer, mayKnow } from '../domain/may-view.ts';
import { findAttachmentsOf } from '../store/attachments.ts';
import { publicFacts } from './read-attachment.ts';

export interface Sought {
  readonly subjectKind: string;
  readonly subjectIds: readonly string[];
  /** Who will look at them. */
  readonly audience: Viewer;
}

/**
 * The attachments of some subjects that somebody may see, and to whom sent them what was refused, with the reason, by subject, each list in the order in which they came: for
 * time lines. Reads once for all of them.
 */
export async function findAttachments(
  tx: Transaction,
  { subjectKind, subjectIds, audience }: Sought,
): Promise<ReadonlyMap<string, readonly Attachment[]>> {
  if (subjectIds.length === 0) return new Map();
  const found = await findAttachmentsOf(tx, subjectKind, subjectIds);
  const seen = found.filter((attachment) => mayKnow(audience, attachment)).map(publicFacts);
  return Map.groupBy(seen, ({ subjectId }) => subjectId);
}
