import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { CommitmentState, Wording } from '../../contract.ts';
import { lifeErrors } from '../../domain/life/life-errors.ts';
import { wordingIn } from '../../domain/life/wording.ts';
import type { HeldCommitment, SeatRow } from './held.ts';

/** Who did it and when: what figures go by, and what audit goes by. */
export interface Hand {
  readonly account: string;
  readonly personId: string | null;
  readonly role: string;
  readonly at: string;
  readonly recordedAt: string;
}

/** What a change sets beside the state; what is not named stays. */
export interface Changed {
  readonly state?: CommitmentState;
  readonly wording?: Wording;
  readonly result?: string | null;
  readonly measure?: string | null;
  readonly quantity?: string | null;
  readonly unit?: string | null;
  readonly claimedBy?: string | null;
  readonly claimedPerson?: string | null;
  readonly claimedAt?: string | null;
  readonly carriedTo?: string | null;
  readonly isNewVersion?: boolean;
}

/** Nothing is said to be done: neither who said it nor what. */
export const NOTHING_CLAIMED: Changed = {
  ...{ result: null, measure: null, quantity: null, unit: null },
  ...{ claimedBy: null, claimedPerson: null, claimedAt: null },
};

function columnsOfWording(wording: Wording) {
  return {
    kind: wording.kind,
    field: wording.field,
    worry: wording.worry,
    themes: [...wording.themes],
    text: wording.text,
    target: wording.target,
    target_quantity: wording.targetQuantity,
    target_unit: wording.targetUnit,
    due_day: wording.dueDay,
  };
}

function columnsOf(changed: Changed): Record<string, unknown> {
  const { wording, claimedBy, claimedPerson, claimedAt, carriedTo, isNewVersion: _, ...plain } = changed;
  const claim = { claimed_by: claimedBy, claimed_person: claimedPerson, claimed_at: claimedAt };
  const named = { ...claim, carried_to: carriedTo };
  const given = Object.entries({ ...plain, ...named }).filter(([, value]) => value !== undefined);
  return { ...(wording === undefined ? {} : columnsOfWording(wording)), ...Object.fromEntries(given) };
}

/** Saves a change if nobody changed the commitment since it was read. @throws Problem `conflict` @returns the revision */
export async function updateCommitment(tx: Transaction, held: HeldCommitment, changed: Changed): Promise<number> {
  const { numUpdatedRows } = await tx
    .updateTable('deputies.commitment')
    .set({
      ...columnsOf(changed),
      revision: held.revision + 1,
      version: held.version + (changed.isNewVersion === true ? 1 : 0),
    })
    .where('district_code', '=', held.district)
    .where('id', '=', held.id)
    .where('revision', '=', held.revision)
    .executeTakeFirst();
  if (numUpdatedRows !== 1n) throw lifeErrors.changedMeanwhile(held.id);
  return held.revision + 1;
}

/** What a state came with, as the public reads it. */
export interface Step {
  readonly state: CommitmentState;
  readonly how?: string | null;
  /** The office in whose name it was done; no person's name. */
  readonly byName?: string | null;
}

/** Ends the state that held until now, and begins another. */
export async function insertChange(
  tx: Transaction,
  of: { readonly district: string; readonly id: string },
  hand: Hand & Step,
): Promise<void> {
  await sql`
    update deputies.commitment_change set until_at = ${hand.at}
    where district_code = ${of.district} and commitment_id = ${of.id} and superseded_at is null
      and until_at = 'infinity'`.execute(tx);
  await sql`
    insert into deputies.commitment_change (district_code, commitment_id, seq, state, effective_at, is_assumed, by_name,
      how, recorded_at, role, by_account, by_person)
    select ${of.district}, ${of.id}, coalesce(max(seq), 0) + 1, ${hand.state}, ${hand.at}, false,
      ${hand.byName ?? null}, ${hand.how ?? null}, ${hand.recordedAt}, ${hand.role}, ${hand.account}, ${hand.personId}
    from deputies.commitment_change where district_code = ${of.district} and commitment_id = ${of.id}`.execute(tx);
}

/** A ledger brings what was achieved beside the claim, not with it: taken back, the words stay to be read with it. */
export async function keepClaimWords(tx: Transaction, { district, id, result }: HeldCommitment): Promise<void> {
  if (result === null) return;
  await sql`
    update deputies.commitment_change set how = ${result}
    where district_code = ${district} and commitment_id = ${id} and superseded_at is null and state = 'claimed'
      and how is null`.execute(tx);
}

/** Takes away what was never public, with all that hangs on it; what it was carried over from can be again. */
export async function deleteUnpublished(tx: Transaction, { district, id }: HeldCommitment): Promise<void> {
  for (const table of ['commitment_change', 'commitment_review', 'milestone'].map((name) => `deputies.${name}`)) {
    await sql`delete from ${sql.table(table)} where district_code = ${district} and commitment_id = ${id}`.execute(tx);
  }
  await sql`
    update deputies.commitment set carried_to = null, revision = revision + 1
    where district_code = ${district} and carried_to = ${id}`.execute(tx);
  await sql`delete from deputies.commitment where district_code = ${district} and id = ${id}`.execute(tx);
}

/** A new commitment of a post, in its first state. */
export async function insertCommitment(
  tx: Transaction,
  seat: SeatRow,
  made: {
    readonly id: string;
    readonly year: number;
    readonly wording: Wording;
    readonly state: CommitmentState;
    readonly carriedFrom: string | null;
    readonly hand: Hand;
  },
): Promise<void> {
  const { id, year, wording, state, carriedFrom, hand } = made;
  await tx
    .insertInto('deputies.commitment')
    .values({
      district_code: seat.district,
      id,
      membership_id: seat.membershipId,
      person_id: seat.personId,
      region: seat.region,
      level: seat.level,
      year,
      group_name: seat.group,
      ...columnsOfWording(wording),
      state,
      origin: hand.personId === seat.personId ? 'own' : 'on-behalf',
      keyed_by: hand.account,
      carried_from: carriedFrom,
      extra: {},
      version: 1,
      revision: 1,
      recorded_at: hand.recordedAt,
    })
    .execute();
  await insertChange(tx, { district: seat.district, id }, { ...hand, state });
}

/** Keeps the wording that was published, with why it was changed. */
export async function keepVersion(
  tx: Transaction,
  held: HeldCommitment,
  by: { readonly recordedAt: string; readonly reason: string },
): Promise<void> {
  await tx
    .insertInto('deputies.commitment_version')
    .values({
      district_code: held.district,
      commitment_id: held.id,
      version: held.version,
      content: JSON.stringify(wordingIn(held)),
      recorded_at: by.recordedAt,
      reason: by.reason,
    })
    .execute();
}
