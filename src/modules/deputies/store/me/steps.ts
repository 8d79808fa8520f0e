import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { CommitmentState, EntryKind, VerificationMethod } from '../../contract.ts';

interface ChangeRow {
  readonly state: CommitmentState;
  readonly at: string;
  readonly by: string | null;
  readonly how: string | null;
}

interface ReviewRow {
  readonly at: string;
  readonly isSpecific: boolean;
  readonly isVerifiable: boolean;
  readonly isOwn: boolean;
  readonly isPassed: boolean;
  readonly note: string | null;
}

interface CheckRow {
  readonly at: string;
  readonly method: VerificationMethod;
  readonly isConfirmed: boolean;
  readonly how: string;
}

interface EntryRow {
  readonly at: string;
  readonly id: string;
  readonly kind: EntryKind;
  readonly day: string;
  readonly title: string | null;
  readonly plannedDay: string | null;
  readonly text: string;
  readonly quantity: string | null;
  readonly isOnBehalf: boolean;
}

export interface StepRows {
  readonly changes: readonly ChangeRow[];
  readonly reviews: readonly ReviewRow[];
  readonly checks: readonly CheckRow[];
  readonly entries: readonly EntryRow[];
}

/** All that happened to a commitment, each kind in its order: for whoever has found that it is theirs. */
export async function findSteps(tx: Transaction, commitmentId: string): Promise<StepRows> {
  const { rows: changes } = await sql<ChangeRow>`
    select state, effective_at as at, by_name as "by", how from deputies.commitment_change
    where commitment_id = ${commitmentId} and superseded_at is null
    order by effective_at, seq`.execute(tx);
  const { rows: reviews } = await sql<ReviewRow>`
    select reviewed_at as at, is_specific as "isSpecific", is_verifiable as "isVerifiable", is_own as "isOwn",
      is_passed as "isPassed", note
    from deputies.commitment_review where commitment_id = ${commitmentId} order by seq`.execute(tx);
  const { rows: checks } = await sql<CheckRow>`
    select verified_at as at, method, is_confirmed as "isConfirmed", how
    from deputies.verification where commitment_id = ${commitmentId} order by seq`.execute(tx);
  const { rows: entries } = await sql<EntryRow>`
    select e.reported_at as at, e.id, e.kind, e.day, m.title, m.planned_day as "plannedDay", e.text,
      trim_scale(e.quantity)::text as quantity, e.is_on_behalf as "isOnBehalf"
    from deputies.progress_entry e
    left join deputies.milestone m on m.district_code = e.district_code and m.id = e.milestone_id
    where e.commitment_id = ${commitmentId} and e.withdrawn_at is null
    order by e.reported_at, e.id`.execute(tx);
  return { changes, reviews, checks, entries };
}
