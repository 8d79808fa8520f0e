import type { Transaction } from '#platform/database/database.ts';
import type { Attachment } from '../domain/attachment.ts';
import { type Viewer, mayKnow, mayView } from '../domain/may-view.ts';
import { findAttachmentsOf } from '../store/attachments.ts';
import { publicFacts } from './read-attachment.ts';

export interface Sought {
  readonly subjectKind: string;
  readonly subjectIds: readonly string[];
  /** Who will look at them. */
  readonly audience: Viewer;
  /** They show whoever looks, who sees them whoever sent them. */
  readonly isOwner?: boolean;
  /** Senders are told of what was refused, too, with the reason; its files are gone. */
  readonly withRefused?: boolean;
}

/**
 * The attachments of some subjects that somebody may see, by subject, each list in the order in which they came: for
 * time lines. Reads once for all of them.
 */
export async function findAttachments(
  tx: Transaction,
  { subjectKind, subjectIds, audience, isOwner = false, withRefused = false }: Sought,
): Promise<ReadonlyMap<string, readonly Attachment[]>> {
  if (subjectIds.length === 0) return new Map();
  const found = await findAttachmentsOf(tx, subjectKind, subjectIds);
  const may = withRefused ? mayKnow : mayView;
  const viewerOf = ({ receivedBy }: Attachment) => (isOwner ? { ...audience, id: receivedBy } : audience);
  const seen = found.filter((attachment) => may(viewerOf(attachment), attachment)).map(publicFacts);
  return Map.groupBy(seen, ({ subjectId }) => subjectId);
}
