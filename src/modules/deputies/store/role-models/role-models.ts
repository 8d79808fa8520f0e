import { type RawBuilder, sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { RoleModel, RoleModelEvidence, RoleModelField, RoleModelState } from '../../contract.ts';
import { allOf } from '../lists/filters.ts';
import { within } from '../lists/within.ts';

const COLUMNS = sql.raw(`m.id, m.district_code as district, m.region, coalesce(r.name, m.region) as "townName",
  m.person_id as "personId", m.membership_id as "membershipId", p.name, s.level, m.field, m.year, m.title, m.deeds,
  m.criteria, m.state, m.notice_from as "noticeFrom", m.notice_until as "noticeUntil", m.decided_day as "decidedDay",
  m.recognised_day as "recognisedDay", m.reason, m.revision`);

const FROM = sql.raw(`deputies.role_model m
  join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
  join deputies.membership s on s.district_code = m.district_code and s.id = m.membership_id
  left join kernel.region r on r.code = m.region`);

export interface RoleModelQuestion {
  readonly region: RegionCode;
  readonly field?: RoleModelField | undefined;
  readonly state?: RoleModelState | undefined;
  readonly year?: number | undefined;
  readonly town?: RegionCode | undefined;
  /** What everybody may see. */
  readonly isPublic?: boolean;
}

const IS_PUBLIC = sql<boolean>`(m.state in ('on-notice', 'recognised') or m.recognised_day is not null)`;

function conditionsOf({ region, field, state, year, town, isPublic }: RoleModelQuestion): RawBuilder<boolean> {
  const conditions = [within('m', region)];
  if (field !== undefined) conditions.push(sql`m.field = ${field}`);
  if (state !== undefined) conditions.push(sql`m.state = ${state}`);
  if (year !== undefined) conditions.push(sql`m.year = ${year}`);
  if (town !== undefined) conditions.push(sql`m.region = ${town}`);
  if (isPublic === true) conditions.push(IS_PUBLIC);
  return allOf(conditions);
}

/** Those still open to objections first, then the latest; within a year by field. */
export async function findRoleModels(
  tx: Transaction,
  question: RoleModelQuestion,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ total: number; items: RoleModel[] }> {
  const where = conditionsOf(question);
  const { rows: counted } = await sql<{ total: number }>`
    select count(*)::int as total from ${FROM} where ${where}`.execute(tx);
  const { rows } = await sql<RoleModel>`
    select ${COLUMNS} from ${FROM} where ${where}
    order by m.state <> 'on-notice', m.year desc, m.field, coalesce(m.decided_day, m.notice_from) desc nulls last, m.id
    limit ${page.limit} offset ${page.offset}`.execute(tx);
  return { total: counted[0]?.total ?? 0, items: rows };
}

export async function countByField(tx: Transaction, question: RoleModelQuestion): Promise<Map<string, number>> {
  const { rows } = await sql<{ field: string; count: number }>`
    select m.field, count(*)::int as count from deputies.role_model m where ${conditionsOf(question)} group by 1`.execute(
    tx,
  );
  return new Map(rows.map(({ field, count }) => [field, count]));
}

export async function findRoleModelYears(tx: Transaction, question: RoleModelQuestion): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select distinct m.year from deputies.role_model m where ${conditionsOf(question)} order by 1 desc`.execute(tx);
  return rows.map(({ year }) => year);
}

export async function findRoleModel(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly id: string; readonly isLocked?: boolean },
): Promise<RoleModel | undefined> {
  const { rows } = await sql<RoleModel>`
    select ${COLUMNS} from ${FROM}
    where ${within('m', of.region)} and m.id = ${of.id} ${of.isLocked === true ? sql`for update of m` : sql``}`.execute(
    tx,
  );
  return rows[0];
}

interface By {
  readonly account: string;
  readonly at: string;
}

type Told = Pick<RoleModel, 'field' | 'title' | 'deeds' | 'criteria'>;

export async function insertRoleModel(
  tx: Transaction,
  of: Pick<RoleModel, 'district' | 'id' | 'region' | 'personId' | 'membershipId' | 'year'> & By,
  { field, title, deeds, criteria }: Told,
): Promise<void> {
  await sql`
    insert into deputies.role_model (district_code, id, region, person_id, membership_id, field, year, title, deeds,
      criteria, state, by_account, recorded_at, changed_at)
    values (${of.district}, ${of.id}, ${of.region}, ${of.personId}, ${of.membershipId}, ${field}, ${of.year}, ${title},
      ${deeds}, ${criteria}::text[], 'nominated', ${of.account}, ${of.at}, ${of.at})`.execute(tx);
}

type Key = Pick<RoleModel, 'district' | 'id'>;

export async function changeTold(
  tx: Transaction,
  { district, id }: Key,
  { field, title, deeds, criteria, at }: Told & { readonly at: string },
): Promise<void> {
  await sql`
    update deputies.role_model set field = ${field}, title = ${title}, deeds = ${deeds}, criteria = ${criteria}::text[],
      revision = revision + 1, changed_at = ${at}
    where district_code = ${district} and id = ${id}`.execute(tx);
}

interface Step {
  readonly state: RoleModelState;
  readonly at: string;
  readonly notice?: { readonly from: string; readonly until: string };
  readonly decidedDay?: string;
  readonly recognisedDay?: string;
  readonly reason?: string;
}

export async function setRoleModelState(tx: Transaction, { district, id }: Key, step: Step): Promise<void> {
  await sql`
    update deputies.role_model set state = ${step.state}, revision = revision + 1, changed_at = ${step.at},
      notice_from = coalesce(${step.notice?.from ?? null}, notice_from),
      notice_until = coalesce(${step.notice?.until ?? null}, notice_until),
      decided_day = coalesce(${step.decidedDay ?? null}, decided_day),
      recognised_day = coalesce(${step.recognisedDay ?? null}, recognised_day), reason = ${step.reason ?? null}
    where district_code = ${district} and id = ${id}`.execute(tx);
}

/** What shows the deeds: the deputy's commitments that were verified, and activities that the deputy attended. */
export async function findPossibleEvidence(
  tx: Transaction,
  of: { readonly district: string; readonly personId: string },
): Promise<RoleModelEvidence[]> {
  const { rows } = await sql<RoleModelEvidence>`
    (select 'commitment' as kind, c.id, c.text from deputies.commitment c
     where c.district_code = ${of.district} and c.person_id = ${of.personId} and c.state = 'fulfilled'
     order by c.year desc, c.id limit 200)
    union all
    (select 'activity', a.id, a.title from deputies.activity_attendance x
     join deputies.activity a on a.district_code = x.district_code and a.id = x.activity_id
     where x.district_code = ${of.district} and x.person_id = ${of.personId} and x.attendance = 'attended'
       and a.state = 'held'
     order by a.starts_at desc, a.id limit 200)`.execute(tx);
  return rows;
}

export async function setEvidence(
  tx: Transaction,
  { district, id, region }: Key & Pick<RoleModel, 'region'>,
  evidence: readonly Pick<RoleModelEvidence, 'kind' | 'id'>[],
): Promise<void> {
  await sql`delete from deputies.role_model_evidence where district_code = ${district} and role_model_id = ${id}`.execute(
    tx,
  );
  await sql`
    insert into deputies.role_model_evidence (district_code, role_model_id, region, kind, evidence_id)
    select distinct ${district}, ${id}::uuid, ${region}, kind, id
    from jsonb_to_recordset(${JSON.stringify(evidence)}::jsonb) as given (kind text, id uuid)`.execute(tx);
}

export async function findEvidence(tx: Transaction, { district, id }: Key): Promise<RoleModelEvidence[]> {
  const { rows } = await sql<RoleModelEvidence>`
    select e.kind, e.evidence_id as id, coalesce(c.text, a.title) as text from deputies.role_model_evidence e
    left join deputies.commitment c on e.kind = 'commitment' and c.district_code = e.district_code and c.id = e.evidence_id
    left join deputies.activity a on e.kind = 'activity' and a.district_code = e.district_code and a.id = e.evidence_id
    where e.district_code = ${district} and e.role_model_id = ${id} and coalesce(c.text, a.title) is not null
    order by e.kind desc, e.evidence_id`.execute(tx);
  return rows;
}
