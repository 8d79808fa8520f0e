import type { Actor } from '#kernel/index.server.ts';
import { CommitmentId, CommitmentKind, Level, type MyCommitment, Worry } from '../../contract.ts';
import { meErrors } from '../../domain/me/me-errors.ts';
import { daysLeft } from '../../domain/me/order-mine.ts';
import { isOverdue } from '../../domain/is-overdue.ts';
import { townLabel } from '../../domain/town-label.ts';
import { whichVerifierIsShown } from '../../domain/which-verifier-is-shown.ts';
import type { MyRow, Own } from '../../store/me/mine.ts';

/** The person who asks. @throws Problem `forbidden` for an account that stands for no person */
export function ownOf({ personId, region }: Actor): Own {
  if (personId === undefined) throw meErrors.noPerson();
  return { personId, region };
}

export function shownMine(row: MyRow, now: string): MyCommitment {
  const { revision, year, field, text, target, targetQuantity, targetUnit, dueDay, dueNote, state } = row;
  const { entries, lastEntryDay, since } = row;
  return {
    ...{ revision, year, field, text, target, targetQuantity, targetUnit, dueDay, dueNote, state },
    ...{ entries, lastEntryDay, since },
    id: CommitmentId.parse(row.id),
    level: Level.parse(row.level),
    town: townLabel(row.townName),
    kind: CommitmentKind.parse(row.kind),
    worry: row.worry === null ? null : Worry.parse(row.worry),
    reached: row.measuredQuantity ?? row.reportedQuantity,
    isOverdue: isOverdue(row, now),
    daysLeft: daysLeft(row, now),
    by: state === 'fulfilled' ? whichVerifierIsShown(row.by) : null,
  };
}
