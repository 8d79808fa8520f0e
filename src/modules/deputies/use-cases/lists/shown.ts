import type { Attachment } from '#kernel/contract.ts';
import type { Evidence } from '../../contract.ts';
import type { z } from 'zod';
import { RegionCode } from '#kernel/contract.ts';
import { CommitmentId, type CommitmentItem, CommitmentKind, Level, PersonId, type Post } from '../../contract.ts';
import { isOverdue } from '../../domain/is-overdue.ts';
import { townLabel } from '../../domain/town-label.ts';
import type { ItemRow } from '../../store/lists/items.ts';
import type { PostRow } from '../../store/lists/posts.ts';

/** A commitment as it is shown in a list of an instant. */
export function shownItem(row: ItemRow, at: string): z.output<typeof CommitmentItem> {
  const { year, name, field, text, target, result, dueDay, dueNote, state } = row;
  return {
    ...{ year, name, field, text, target, result, dueDay, dueNote, state },
    id: CommitmentId.parse(row.id),
    personId: PersonId.parse(row.personId),
    level: Level.parse(row.level),
    town: townLabel(row.townName),
    townCode: RegionCode.parse(row.townCode),
    kind: CommitmentKind.parse(row.kind),
    isOverdue: isOverdue(row, at),
  };
}

export function shownPost(row: PostRow): Post {
  const { membershipId, congress, electoralDistrict, group, activityGroup, station, workplace, post } = row;
  return {
    ...{ membershipId, congress, electoralDistrict, group, activityGroup, station, workplace, post },
    level: Level.parse(row.level),
    town: townLabel(row.townName),
    townCode: RegionCode.parse(row.townCode),
    from: row.from,
    until: row.until,
  };
}

/** Evidence without what is not for pages: names of files, who sent it. */
export function shownEvidence({ id, version, kind, role, width, height }: Attachment): Evidence {
  return { id, version, kind, role, width, height };
}
