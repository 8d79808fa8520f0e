import { sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { CommitmentState, ConfirmationAnswer, DisputeState } from '../../contract.ts';
import type { HeldCommitment } from './held.ts';
import type { Hand } from './steps.ts';

export interface RoundRow {
  readonly id: string;
  readonly district: string;
  readonly commitmentId: string;
  readonly region: RegionCode;
  readonly code: string;
  /** Of the commitment. */
  readonly state: CommitmentState;
  readonly openedAt: string;
  readonly closesAt: string;
  readonly done: number;
  readonly partly: number;
  readonly notDone: number;
}

const ROUNDS = sql`
  select o.id, o.district_code as district, o.commitment_id as "commitmentId", o.region, o.code,
    (select c.state from deputies.commitment c where c.district_code = o.district_code and c.id = o.commitment_id) as state,
    o.opened_at as "openedAt", o.closes_at as "closesAt",
    (count(a.*) filter (where a.answer = 'done'))::int as done,
    (count(a.*) filter (where a.answer = 'partly'))::int as partly,
    (count(a.*) filter (where a.answer = 'not-done'))::int as "notDone"
  from deputies.confirmation_round o
  left join deputies.confirmation_answer a on a.district_code = o.district_code and a.round_id = o.id`;

/** The rounds of answers of a commitment with their counts, the latest first. */
export async function findRounds(tx: Transaction, district: string, commitmentId: string): Promise<RoundRow[]> {
  const { rows } = await sql<RoundRow>`
    ${ROUNDS} where o.district_code = ${district} and o.commitment_id = ${commitmentId}
    group by o.district_code, o.id order by o.opened_at desc`.execute(tx);
  return rows;
}

/** All answers that residents gave to a commitment. */
export async function findConfirmations(tx: Transaction, commitmentId: string) {
  const { rows } = await sql<{ done: number; partly: number; notDone: number }>`
    select (count(*) filter (where a.answer = 'done'))::int as done,
      (count(*) filter (where a.answer = 'partly'))::int as partly,
      (count(*) filter (where a.answer = 'not-done'))::int as "notDone"
    from deputies.commitment c
    join deputies.confirmation_round o on o.district_code = c.district_code and o.commitment_id = c.id
    join deputies.confirmation_answer a on a.district_code = o.district_code and a.round_id = o.id
    where c.id = ${commitmentId}`.execute(tx);
  return rows[0] ?? { done: 0, partly: 0, notDone: 0 };
}

/**
 * Keeps other answers to a round waiting until the end of the transaction. Not a lock of the row: visitors change no row
 * of it.
 */
export async function lockRound(tx: Transaction, code: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`round ${code}`}, 0))`.execute(tx);
}

/** Keeps others from changing a commitment until the end of the transaction; to be read after that. */
export async function lockCommitment(tx: Transaction, commitmentId: string): Promise<void> {
  await sql`select from deputies.commitment where id = ${commitmentId} for update`.execute(tx);
}

export interface ReasonRow {
  readonly reason: string;
  readonly at: string;
}

/** Why residents said that something was not done, the latest first: for the office alone. */
export async function findReasons(tx: Transaction, district: string, commitmentId: string): Promise<ReasonRow[]> {
  const { rows } = await sql<ReasonRow>`
    select a.reason, a.answered_at as at
    from deputies.confirmation_round o
    join deputies.confirmation_answer a on a.district_code = o.district_code and a.round_id = o.id
    where o.district_code = ${district} and o.commitment_id = ${commitmentId} and a.reason is not null
    order by a.answered_at desc, a.device`.execute(tx);
  return rows;
}

/** The round in which residents are being asked about a commitment at an instant. */
export async function findOpenRound(tx: Transaction, commitmentId: string, at: string) {
  const { rows } = await sql<{ code: string; closesAt: string }>`
    select o.code, o.closes_at as "closesAt"
    from deputies.commitment c
    join deputies.confirmation_round o on o.district_code = c.district_code and o.commitment_id = c.id
    where c.id = ${commitmentId} and o.opened_at <= ${at} and ${at} < o.closes_at
    order by o.opened_at desc limit 1`.execute(tx);
  return rows[0] ?? null;
}

/** The round that a code opens. */
export async function findRoundByCode(tx: Transaction, code: string): Promise<RoundRow | undefined> {
  const { rows } = await sql<RoundRow>`
    ${ROUNDS} where o.code = ${code} group by o.district_code, o.id`.execute(tx);
  return rows[0];
}

export async function insertRound(
  tx: Transaction,
  held: HeldCommitment,
  round: { readonly id: string; readonly code: string; readonly openedAt: string; readonly closesAt: string },
): Promise<void> {
  await tx
    .insertInto('deputies.confirmation_round')
    .values({
      district_code: held.district,
      id: round.id,
      commitment_id: held.id,
      region: held.region,
      code: round.code,
      opened_at: round.openedAt,
      closes_at: round.closesAt,
    })
    .execute();
}

/** How many answers of a round came from one network address. */
export async function countAnswersFrom(tx: Transaction, round: RoundRow, place: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from deputies.confirmation_answer
    where district_code = ${round.district} and round_id = ${round.id} and place = ${place}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** @returns false when this device has answered in the round already */
export async function insertAnswer(
  tx: Transaction,
  round: RoundRow,
  given: {
    readonly device: string;
    readonly place: string;
    readonly answer: ConfirmationAnswer;
    readonly reason: string | null;
    readonly at: string;
  },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('deputies.confirmation_answer')
    .values({
      district_code: round.district,
      round_id: round.id,
      device: given.device,
      place: given.place,
      answer: given.answer,
      reason: given.reason,
      answered_at: given.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  return numInsertedOrUpdatedRows === 1n;
}

export interface DisputeRow {
  readonly id: string;
  readonly district: string;
  readonly commitmentId: string;
  readonly source: string;
  readonly text: string;
  readonly state: DisputeState;
  readonly raisedAt: string;
  readonly answer: string | null;
  readonly decidedAt: string | null;
}

const DISPUTE =
  sql.raw(`d.id, d.district_code as district, d.commitment_id as "commitmentId", d.source, d.text, d.state,
  d.raised_at as "raisedAt", d.answer, d.decided_at as "decidedAt"`);

export async function findDisputes(tx: Transaction, district: string, commitmentId: string): Promise<DisputeRow[]> {
  const { rows } = await sql<DisputeRow>`
    select ${DISPUTE} from deputies.dispute d
    where d.district_code = ${district} and d.commitment_id = ${commitmentId} order by d.raised_at desc`.execute(tx);
  return rows;
}

/** What everybody sees of rounds and disputes: until when answers are taken, and what the office answered. */
export async function findPublicResidents(tx: Transaction, commitmentId: string, now: string) {
  const { rows: rounds } = await sql<{ closesAt: string }>`
    select o.closes_at as "closesAt" from deputies.commitment c
    join deputies.confirmation_round o on o.district_code = c.district_code and o.commitment_id = c.id
    where c.id = ${commitmentId} and o.closes_at > ${now} order by o.closes_at desc limit 1`.execute(tx);
  const { rows: disputes } = await sql<{ state: DisputeState; answer: string | null; decidedAt: string | null }>`
    select d.state, d.answer, d.decided_at as "decidedAt" from deputies.commitment c
    join deputies.dispute d on d.district_code = c.district_code and d.commitment_id = c.id
    where c.id = ${commitmentId} order by d.raised_at desc, d.id`.execute(tx);
  return { openUntil: rounds[0]?.closesAt ?? null, disputes };
}

export async function findOpenDispute(tx: Transaction, id: string): Promise<DisputeRow | undefined> {
  const { rows } = await sql<DisputeRow>`
    select ${DISPUTE} from deputies.dispute d where d.id = ${id} and d.state = 'open'`.execute(tx);
  return rows[0];
}

export async function insertDispute(
  tx: Transaction,
  held: HeldCommitment,
  raised: { readonly id: string; readonly source: string; readonly text: string; readonly at: string },
): Promise<void> {
  await tx
    .insertInto('deputies.dispute')
    .values({
      district_code: held.district,
      id: raised.id,
      commitment_id: held.id,
      region: held.region,
      source: raised.source,
      text: raised.text,
      state: 'open',
      raised_at: raised.at,
      answer: null,
      by_account: null,
      by_person: null,
      decided_at: null,
    })
    .execute();
}

/** Residents' answers ask for a second look: one dispute a round, with the round's id as its own. */
export async function insertResidentsDispute(
  tx: Transaction,
  round: RoundRow,
  { at }: { readonly at: string },
): Promise<void> {
  await sql`
    insert into deputies.dispute (district_code, id, commitment_id, region, source, text, state, raised_at)
    values (${round.district}, ${round.id}, ${round.commitmentId}, ${round.region}, 'residents',
      '群众评议中有人表示没有做到，或者说明了理由，请核查', 'open', ${at})
    on conflict (district_code, id) do nothing`.execute(tx);
}

/** @returns false when somebody else has decided it meanwhile */
export async function decideDisputeRow(
  tx: Transaction,
  dispute: DisputeRow,
  decided: { readonly state: DisputeState; readonly answer: string; readonly hand: Hand },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('deputies.dispute')
    .set({
      state: decided.state,
      answer: decided.answer,
      by_account: decided.hand.account,
      by_person: decided.hand.personId,
      decided_at: decided.hand.at,
    })
    .where('district_code', '=', dispute.district)
    .where('id', '=', dispute.id)
    .where('state', '=', 'open')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
