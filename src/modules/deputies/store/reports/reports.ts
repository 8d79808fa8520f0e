import { sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { BallotCounts, ReportRule } from '../../contract.ts';

interface OfYear {
  readonly district: string;
  readonly personId: string;
  readonly year: number;
}

export interface DutyWords {
  readonly text: string;
  readonly version: number;
}

/** What a deputy says of a year, as it was last saved. */
export async function findDutyWords(tx: Transaction, of: OfYear): Promise<DutyWords | undefined> {
  const { rows } = await sql<DutyWords>`
    select text, version from deputies.duty_words
    where district_code = ${of.district} and person_id = ${of.personId} and year = ${of.year}
    order by version desc, recorded_at desc limit 1`.execute(tx);
  return rows[0];
}

/** In the order in which they come: who saves waits for whoever is saving. */
export async function lockDutyWords(tx: Transaction, { district, personId, year }: OfYear): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`duty-words:${district}:${personId}:${year}`}, 0))`.execute(
    tx,
  );
}

export async function saveDutyWordsRow(
  tx: Transaction,
  of: OfYear & { readonly id: string; readonly region: RegionCode; readonly membershipId: string },
  saved: DutyWords & { readonly account: string; readonly at: string },
): Promise<void> {
  await sql`
    insert into deputies.duty_words (district_code, id, region, person_id, membership_id, year, version, text, by_account,
      recorded_at)
    values (${of.district}, ${of.id}, ${of.region}, ${of.personId}, ${of.membershipId}, ${of.year}, ${saved.version},
      ${saved.text}, ${saved.account}, ${saved.at})`.execute(tx);
}

export interface AppraisalRow extends BallotCounts {
  readonly id: string;
  readonly membershipId: string;
  readonly region: RegionCode;
  readonly year: number;
  readonly day: string;
  readonly place: string;
  readonly eligible: number;
  readonly present: number;
}

const APPRAISAL = sql.raw(`id, membership_id as "membershipId", region, year, day, place, eligible, present, satisfied,
  basically, dissatisfied, abstained`);

/** The appraisal that holds of each of some posts in a year. */
export async function findAppraisals(
  tx: Transaction,
  of: { readonly district: string; readonly year: number; readonly membershipIds: readonly string[] },
): Promise<Map<string, AppraisalRow>> {
  const { rows } = await sql<AppraisalRow>`
    select distinct on (membership_id) ${APPRAISAL} from deputies.appraisal
    where district_code = ${of.district} and year = ${of.year} and withdrawn_at is null
      and membership_id = any(${of.membershipIds}::uuid[])
    order by membership_id, recorded_at desc, id`.execute(tx);
  return new Map(rows.map((row) => [row.membershipId, row]));
}

/** One that was not withdrawn, locked. */
export async function findAppraisal(tx: Transaction, district: string, id: string): Promise<AppraisalRow | undefined> {
  const { rows } = await sql<AppraisalRow>`
    select ${APPRAISAL} from deputies.appraisal
    where district_code = ${district} and id = ${id} and withdrawn_at is null for update`.execute(tx);
  return rows[0];
}

interface By {
  readonly account: string;
  readonly at: string;
}

export async function insertAppraisal(
  tx: Transaction,
  of: { readonly district: string; readonly personId: string } & By,
  row: AppraisalRow,
): Promise<void> {
  await sql`
    insert into deputies.appraisal (district_code, id, region, person_id, membership_id, year, day, place, eligible, present,
      satisfied, basically, dissatisfied, abstained, by_account, recorded_at)
    values (${of.district}, ${row.id}, ${row.region}, ${of.personId}, ${row.membershipId}, ${row.year}, ${row.day},
      ${row.place}, ${row.eligible}, ${row.present}, ${row.satisfied}, ${row.basically}, ${row.dissatisfied},
      ${row.abstained}, ${of.account}, ${of.at})`.execute(tx);
}

/** Withdraws all of a post's year: else the one before would hold again. */
export async function withdrawAppraisals(
  tx: Transaction,
  of: { readonly district: string; readonly membershipId: string; readonly year: number; readonly at: string },
): Promise<void> {
  await sql`
    update deputies.appraisal set withdrawn_at = ${of.at}
    where district_code = ${of.district} and membership_id = ${of.membershipId} and year = ${of.year}
      and withdrawn_at is null`.execute(tx);
}

export async function findReportRule(tx: Transaction, district: string): Promise<ReportRule | undefined> {
  const { rows } = await sql<ReportRule>`
    select has_appraisal as "hasAppraisal", objection_days as "objectionDays" from deputies.report_rule
    where district_code = ${district}`.execute(tx);
  return rows[0];
}

export async function saveReportRule(
  tx: Transaction,
  { district, account, at }: { readonly district: string } & By,
  { hasAppraisal, objectionDays }: ReportRule,
): Promise<void> {
  await sql`
    insert into deputies.report_rule (district_code, has_appraisal, objection_days, by_account, recorded_at)
    values (${district}, ${hasAppraisal}, ${objectionDays}, ${account}, ${at})
    on conflict (district_code) do update set has_appraisal = excluded.has_appraisal,
      objection_days = excluded.objection_days, by_account = excluded.by_account, recorded_at = excluded.recorded_at
    `.execute(tx);
}

/** How many pictures prove each of some commitments, without those refused. */
export async function countPictures(
  tx: Transaction,
  district: string,
  commitmentIds: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ id: string; pictures: number }>`
    select e.commitment_id as id, count(*)::int as pictures
    from deputies.progress_entry e
    join kernel.attachment a on a.district_code = e.district_code and a.subject_kind = 'progress-entry'
      and a.subject_id = e.id::text and a.kind = 'picture' and a.screening <> 'refused'
    where e.district_code = ${district} and e.commitment_id = any(${commitmentIds}::uuid[]) and e.withdrawn_at is null
    group by 1`.execute(tx);
  return new Map(rows.map(({ id, pictures }) => [id, pictures]));
}
