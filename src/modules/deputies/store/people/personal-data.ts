import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { DUTY_SUBJECT } from '../../domain/duties/duty.ts';

/**
 * Erases from a person's listings what is not of the office: phone, place of work, remarks and columns that towns added.
 * Post, group, electoral district, station and term stay.
 */
export async function eraseListings(tx: Transaction, district: string, personId: string): Promise<void> {
  await sql`
    update deputies.listing l set phone = null, workplace = null, remarks = null, extra = '{}', is_phone_public = null,
      is_workplace_public = null
    from deputies.membership m
    where m.district_code = ${district} and m.person_id = ${personId} and l.district_code = m.district_code
      and l.membership_id = m.id`.execute(tx);
}

/** A row of a table of the person's data, with the names of its columns. */
export type DataRow = Readonly<Record<string, string | number | boolean | null>>;

/** What the office has said of the promises, and what was sent with the reports, by name: a picture is at its address. */
async function findJudgements(
  tx: Transaction,
  district: string,
  personId: string,
): Promise<Record<'reviews' | 'verifications' | 'photos', DataRow[]>> {
  const own = sql`m.district_code = ${district} and m.person_id = ${personId}`;
  const reviews = await sql<DataRow>`
    select c.commitment_id as commitment, c.is_specific, c.is_verifiable, c.is_own, c.is_passed, c.note, c.reviewed_at
    from deputies.commitment m
    join deputies.commitment_review c on c.district_code = m.district_code and c.commitment_id = m.id
    where ${own} order by c.commitment_id, c.seq`.execute(tx);
  const verifications = await sql<DataRow>`
    select c.commitment_id as commitment, c.method, c.how, c.is_confirmed, c.verified_at
    from deputies.commitment m
    join deputies.verification c on c.district_code = m.district_code and c.commitment_id = m.id
    where ${own} order by c.commitment_id, c.seq`.execute(tx);
  const photos = await sql<DataRow>`
    select m.id as entry, a.id, a.name, a.role, a.kind, a.screening, a.bytes
    from (
      select district_code, person_id, id, day, 'progress-entry' as subject from deputies.progress_entry
      union all select district_code, person_id, id, day, ${DUTY_SUBJECT} from deputies.duty
    ) m
    join kernel.attachment a on a.district_code = m.district_code and a.subject_kind = m.subject
      and a.subject_id = m.id::text
    where ${own} order by m.day, m.id, a.id`.execute(tx);
  return { reviews: reviews.rows, verifications: verifications.rows, photos: photos.rows };
}

/** When and where the person receives. */
async function findReceptions(tx: Transaction, district: string, personId: string): Promise<DataRow[]> {
  const { rows } = await sql<DataRow>`
    select s.name as station, x.pattern, array_to_string(x.weekdays, ' ') as weekdays, x.month_day, x.nth, x.starts, x.ends,
      x.from_day, x.until_day, x.note
    from deputies.membership m
    join deputies.reception_deputy d on d.district_code = m.district_code and d.membership_id = m.id
    join deputies.reception_rule x on x.district_code = d.district_code and x.id = d.rule_id
    join deputies.station s on s.district_code = x.district_code and s.id = x.station_id
    where m.district_code = ${district} and m.person_id = ${personId} order by x.from_day, x.id`.execute(tx);
  return rows;
}

/** To which activities the person was invited, and whether they came. */
async function findAttended(tx: Transaction, district: string, personId: string): Promise<DataRow[]> {
  const { rows } = await sql<DataRow>`
    select x.activity_id as activity, x.membership_id as post, a.title, a.starts_at, a.state, x.attendance, x.how, x.at,
      x.invited_at, x.reply, x.reply_reason, x.replied_at
    from deputies.activity_attendance x
    join deputies.activity a on a.district_code = x.district_code and a.id = x.activity_id
    where x.district_code = ${district} and x.person_id = ${personId} order by a.starts_at, a.id`.execute(tx);
  return rows;
}

/** What was printed of the person, and since when it hangs no more. */
async function findPrintouts(tx: Transaction, district: string, personId: string): Promise<DataRow[]> {
  const { rows } = await sql<DataRow>`
    select p.kind, p.membership_id as post, p.hash, p.printed_at, p.gone_at
    from deputies.printout p
    where p.district_code = ${district} and p.person_id = ${personId} order by p.printed_at, p.id`.execute(tx);
  return rows;
}

/** Reports on duties, what was said of them, and nominations as a role model. */
async function findReportsOf(
  tx: Transaction,
  district: string,
  personId: string,
): Promise<Record<'dutyWords' | 'appraisals' | 'roleModels', DataRow[]>> {
  const own = sql`m.district_code = ${district} and m.person_id = ${personId}`;
  const words = await sql<DataRow>`
    select m.membership_id as post, m.year, m.version, m.text, m.recorded_at
    from deputies.duty_words m where ${own} order by m.year, m.version`.execute(tx);
  const appraisals = await sql<DataRow>`
    select m.membership_id as post, m.year, m.day, m.place, m.eligible, m.present, m.satisfied, m.basically,
      m.dissatisfied, m.abstained, m.recorded_at, m.withdrawn_at
    from deputies.appraisal m where ${own} order by m.year, m.recorded_at`.execute(tx);
  const models = await sql<DataRow>`
    select m.membership_id as post, m.field, m.year, m.title, m.deeds, m.state, m.notice_from, m.notice_until,
      m.decided_day, m.recognised_day, m.reason
    from deputies.role_model m where ${own} order by m.year, m.id`.execute(tx);
  return { dutyWords: words.rows, appraisals: appraisals.rows, roleModels: models.rows };
}

/** Visits, receptions and other duties, those taken back too. */
async function findDutiesOf(tx: Transaction, district: string, personId: string): Promise<DataRow[]> {
  const { rows } = await sql<DataRow>`
    select m.id, m.membership_id as post, m.kind, m.day, m.until_day, v.name as village, m.households::text as households,
      m.unnumbered, m.people, m.place, array_to_string(m.topics, ' ') as topics, m.task,
      array_to_string(m.themes, ' ') as themes, m.note, m.logged_at, m.withdrawn_at
    from deputies.duty m
    left join deputies.village v on v.district_code = m.district_code and v.id = m.village_id
    where m.district_code = ${district} and m.person_id = ${personId} order by m.day, m.id`.execute(tx);
  return rows;
}

export type PersonalTable =
  | 'printouts'
  | ('listings' | 'commitments' | 'history' | 'entries' | 'reviews' | 'verifications' | 'photos')
  | ('activities' | 'receptions' | 'duties' | 'dutyWords' | 'appraisals' | 'roleModels');

/** All that the module keeps of a person, table by table. */
export async function findPersonalData(
  tx: Transaction,
  district: string,
  personId: string,
): Promise<Readonly<Record<PersonalTable, DataRow[]>>> {
  const own = sql`m.district_code = ${district} and m.person_id = ${personId}`;
  const listings = await sql<DataRow>`
    select l.membership_id as post, l.year, l.congress, l.electoral_district, l.phone, l.is_phone_public,
      l.is_workplace_public, l.group_name, l.activity_group, l.station, l.workplace, l.post as title, l.stated_from,
      l.stated_until, l.remarks, l.extra::text as extra
    from deputies.membership m
    join deputies.listing l on l.district_code = m.district_code and l.membership_id = m.id
    where ${own} and m.merged_into is null order by l.year, l.membership_id`.execute(tx);
  const commitments = await sql<DataRow>`
    select m.id, m.membership_id as post, m.year, m.kind, m.field, m.text, m.target, m.due_day, m.due_note, m.result,
      m.quantity::text as quantity, m.unit, m.state, m.version
    from deputies.commitment m where ${own} order by m.year, m.id`.execute(tx);
  const history = await sql<DataRow>`
    select c.commitment_id as commitment, c.state, c.effective_at as at, c.how
    from deputies.commitment m
    join deputies.commitment_change c on c.district_code = m.district_code and c.commitment_id = m.id
    where ${own} and c.superseded_at is null order by c.commitment_id, c.effective_at, c.seq`.execute(tx);
  const entries = await sql<DataRow>`
    select m.commitment_id as commitment, m.kind, m.day, m.text, m.quantity::text as quantity, m.reported_at,
      m.withdrawn_at
    from deputies.progress_entry m where ${own} order by m.day, m.id`.execute(tx);
  return {
    ...{ listings: listings.rows, commitments: commitments.rows, history: history.rows, entries: entries.rows },
    ...(await findJudgements(tx, district, personId)),
    receptions: await findReceptions(tx, district, personId),
    activities: await findAttended(tx, district, personId),
    printouts: await findPrintouts(tx, district, personId),
    duties: await findDutiesOf(tx, district, personId),
    ...(await findReportsOf(tx, district, personId)),
  };
}
