import type { Day } from '#kernel/contract.ts';
import type { Actor } from '#kernel/index.server.ts';
import { CommitmentId, CommitmentKind, Level, type MyCommitment, type MyMilestone, Worry } from '../../contract.ts';
import { meErrors } from '../../domain/me/me-errors.ts';
import { daysLeft } from '../../domain/me/order-mine.ts';
import { isOverdue } from '../../domain/is-overdue.ts';
import { townLabel } from '../../domain/town-label.ts';
import { whichVerifierIsShown } from '../../domain/which-verifier-is-shown.ts';
import { isLate } from '../../domain/life/milestone.ts';
import type { MilestoneRow } from '../../store/life/milestones.ts';
import type { MyRow, Own } from '../../store/me/mine.ts';

/** The person who asks. @throws Problem `forbidden` for an account that stands for no person */
export function ownOf({ personId, region }: Actor): Own {
  if (personId === undefined) throw meErrors.noPerson();
  return { personId, region };
}

export function shownMine(stored: MyRow, now: string): MyCommitment {
  const isCarriedOver = stored.carriedTo !== null;
  const row = { ...stored, isCarriedOver };
  const { revision, year, field, text, target, targetQuantity, targetUnit, dueDay, dueNote, state } = row;
  const { entries, lastEntryDay, since } = row;
  return {
    ...{ revision, year, field, text, target, targetQuantity, targetUnit, dueDay, dueNote, state },
    ...{ entries, lastEntryDay, since, isCarriedOver },
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

export function shownMilestone(row: MilestoneRow, today: Day): MyMilestone {
  const { id, title, plannedDay, reachedDay, reason } = row;
  return { id, title, plannedDay, reachedDay, isLate: isLate(row, today), givenUp: reason };
}
