import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { VerificationMethod } from '../../contract.ts';
import type { HeldCommitment } from './held.ts';
import type { Hand } from './steps.ts';

interface Review {
  readonly isSpecific: boolean;
  readonly isVerifiable: boolean;
  readonly isOwn: boolean;
  readonly decision: 'publish' | 'return';
  readonly note: string | null;
}

export async function insertReview(
  tx: Transaction,
  { district, id, region }: HeldCommitment,
  { hand, ...review }: Review & { readonly hand: Hand },
): Promise<void> {
  await sql`
    insert into deputies.commitment_review (district_code, commitment_id, seq, region, is_specific, is_verifiable,
      is_own, is_passed, note, by_account, by_person, reviewed_at)
    select ${district}, ${id}, coalesce(max(seq), 0) + 1, ${region}, ${review.isSpecific}, ${review.isVerifiable},
      ${review.isOwn}, ${review.decision === 'publish'}, ${review.note}, ${hand.account}, ${hand.personId}, ${hand.at}
    from deputies.commitment_review where district_code = ${district} and commitment_id = ${id}`.execute(tx);
}

export interface ReviewRow extends Omit<Review, 'decision'> {
  readonly isPassed: boolean;
  readonly at: string;
}

/** The reviews of a commitment, the latest first. */
export async function findReviews(tx: Transaction, { district, id }: HeldCommitment): Promise<ReviewRow[]> {
  const { rows } = await sql<ReviewRow>`
    select is_specific as "isSpecific", is_verifiable as "isVerifiable", is_own as "isOwn", is_passed as "isPassed",
      note, reviewed_at as at
    from deputies.commitment_review where district_code = ${district} and commitment_id = ${id}
    order by seq desc`.execute(tx);
  return rows;
}

interface Verification {
  readonly method: VerificationMethod;
  readonly how: string;
  readonly isConfirmed: boolean;
}

export async function insertVerification(
  tx: Transaction,
  { district, id, region }: HeldCommitment,
  { hand, method, how, isConfirmed }: Verification & { readonly hand: Hand },
): Promise<void> {
  await sql`
    insert into deputies.verification (district_code, commitment_id, seq, region, method, how, is_confirmed, by_account,
      by_person, verified_at)
    select ${district}, ${id}, coalesce(max(seq), 0) + 1, ${region}, ${method}, ${how}, ${isConfirmed},
      ${hand.account}, ${hand.personId}, ${hand.at}
    from deputies.verification where district_code = ${district} and commitment_id = ${id}`.execute(tx);
}

export interface VerificationRow extends Verification {
  readonly at: string;
}

/** What was found when claims of a commitment were checked, the latest first. */
export async function findVerifications(tx: Transaction, { district, id }: HeldCommitment): Promise<VerificationRow[]> {
  const { rows } = await sql<VerificationRow>`
    select method, how, is_confirmed as "isConfirmed", verified_at as at
    from deputies.verification where district_code = ${district} and commitment_id = ${id}
    order by seq desc`.execute(tx);
  return rows;
}
