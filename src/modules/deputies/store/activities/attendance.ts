import { sql } from 'kysely';
import { seeingAll } from '#kernel/index.server.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Attendance, Level, Reply } from '../../contract.ts';
import { type Activity, type Counts, DAY_OF_ACTIVITY, UNITS } from './activities.ts';

interface Key {
  readonly district: string;
  readonly id: string;
}

/** Counts anew, of all of the list, whoever changed it: how many of each group that holds the activity are on it, and came. */
async function recount(tx: Transaction, { district, id }: Key): Promise<void> {
  const counting = sql`
    update deputies.activity_unit u set (invited, attended) = (
      select count(*), count(*) filter (where x.attendance = 'attended') from deputies.activity_attendance x
      where x.district_code = u.district_code and x.activity_id = u.activity_id and x.group_name = u.group_name
        and (u.activity_group = '' or x.activity_group = u.activity_group))
    where u.district_code = ${district} and u.activity_id = ${id}`;
  await seeingAll(tx, () => counting.execute(tx), 'operator');
}

export interface Invitee {
  readonly membershipId: string;
  readonly personId: string;
  readonly group: string | null;
  readonly activityGroup: string | null;
}

/** Invites posts to an activity; whoever is invited already stays as they are. @returns the persons who are new */
export async function invite(
  tx: Transaction,
  { district, id, region }: Key & { readonly region: string },
  { invitees, account, at }: { readonly invitees: readonly Invitee[]; readonly account: string; readonly at: string },
): Promise<string[]> {
  if (invitees.length === 0) return [];
  const { rows } = await sql<{ personId: string }>`
    insert into deputies.activity_attendance (district_code, activity_id, membership_id, person_id, region, group_name,
      activity_group, by_account, invited_at)
    select ${district}, ${id}, "membershipId", "personId", ${region}, nullif("group", ''), "activityGroup", ${account}, ${at}
    from jsonb_to_recordset(${JSON.stringify(invitees)}::jsonb) as one ("membershipId" uuid, "personId" uuid,
      "group" text, "activityGroup" text)
    where not exists (
      select from deputies.activity_attendance x
      where x.district_code = ${district} and x.activity_id = ${id} and x.person_id = one."personId")
    on conflict (district_code, activity_id, membership_id) do nothing
    returning person_id as "personId"`.execute(tx);
  await recount(tx, { district, id });
  return rows.map(({ personId }) => personId);
}

/** Whoever is on the list of an activity. */
export interface Listed {
  readonly membershipId: string;
  readonly personId: string;
  readonly name: string;
  readonly level: Level;
  readonly group: string | null;
  readonly activityGroup: string | null;
  readonly attendance: Attendance | null;
  readonly how: 'code' | 'list' | null;
  readonly at: string | null;
  readonly reply: Reply | null;
  /** Why somebody cannot come. */
  readonly replyReason: string | null;
}

/** The list of an activity by activity group and name; a deputy finds only themselves. */
export async function findListed(tx: Transaction, { district, id }: Key, personId?: string): Promise<Listed[]> {
  const { rows } = await sql<Listed>`
    select x.membership_id as "membershipId", x.person_id as "personId", p.name, m.level, x.group_name as "group",
      x.activity_group as "activityGroup", x.attendance, x.how, x.at, x.reply, x.reply_reason as "replyReason"
    from deputies.activity_attendance x
    join kernel.person p on p.district_code = x.district_code and p.id = x.person_id
    join deputies.membership m on m.district_code = x.district_code and m.id = x.membership_id
    where x.district_code = ${district} and x.activity_id = ${id}
      and (${personId ?? null}::uuid is null or x.person_id = ${personId ?? null}::uuid)
    order by x.group_name nulls last, x.activity_group nulls first, p.pinyin, x.membership_id`.execute(tx);
  return rows;
}

export interface Entry {
  readonly membershipId: string;
  readonly attendance: Attendance | null;
}

/** @returns those whose entry is another than before */
export async function setAttendance(
  tx: Transaction,
  { district, id }: Key,
  { entries, how, account, at }: { entries: readonly Entry[]; how: 'code' | 'list'; account: string; at: string },
): Promise<string[]> {
  const { rows } = await sql<{ membershipId: string }>`
    update deputies.activity_attendance x set attendance = one.attendance,
      how = case when one.attendance is null then null else ${how} end,
      at = case when one.attendance is null then null else ${at}::timestamptz end, by_account = ${account}
    from jsonb_to_recordset(${JSON.stringify(entries)}::jsonb) as one ("membershipId" uuid, attendance text)
    where x.district_code = ${district} and x.activity_id = ${id} and x.membership_id = one."membershipId"
      and x.attendance is distinct from one.attendance
    returning x.membership_id as "membershipId"`.execute(tx);
  await recount(tx, { district, id });
  return rows.map(({ membershipId }) => membershipId);
}

/** @returns whether there was such an invitation, of somebody who has not come */
export async function withdrawInvitation(
  tx: Transaction,
  { district, id }: Key,
  membershipId: string,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from deputies.activity_attendance
    where district_code = ${district} and activity_id = ${id} and membership_id = ${membershipId}
      and attendance is distinct from 'attended'`.execute(tx);
  await recount(tx, { district, id });
  return (numAffectedRows ?? 0n) > 0n;
}

/** How many persons are invited to each of some activities, and came. */
export async function countAttendance(
  tx: Transaction,
  district: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Counts>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<Counts & { id: string }>`
    select x.activity_id as id, count(distinct x.person_id)::int as invited,
      (count(distinct x.person_id) filter (where x.attendance = 'attended'))::int as attended
    from deputies.activity_attendance x
    where x.district_code = ${district} and x.activity_id = any(${ids}::uuid[]) group by 1`.execute(tx);
  return new Map(rows.map(({ id, ...counts }) => [id, counts]));
}

export type Mine = Activity & Pick<Listed, 'attendance' | 'how' | 'reply' | 'replyReason'>;

/** To which activities a person is invited, the latest first. */
export async function findInvitationsOf(
  tx: Transaction,
  { district, personId }: { readonly district: string; readonly personId: string },
): Promise<Mine[]> {
  const { rows } = await sql<Mine>`
    select a.district_code as district, a.id, a.region, coalesce(r.name, a.region) as "regionName", a.kind, a.state,
      a.year, a.title, a.place, a.starts_at as "startsAt", a.ends_at as "endsAt", ${DAY_OF_ACTIVITY} as day, a.themes,
      a.minutes, a.cancel_reason as "cancelReason", a.revision, a.changed_at as "changedAt", ${UNITS} as units,
      x.attendance, x.how, x.reply, x.reply_reason as "replyReason"
    from (
      select distinct on (x.activity_id) x.* from deputies.activity_attendance x
      where x.district_code = ${district} and x.person_id = ${personId}
      order by x.activity_id, x.attendance = 'attended' desc nulls last) x
    join deputies.activity a on a.district_code = x.district_code and a.id = x.activity_id
    left join kernel.region r on r.code = a.region
    order by a.starts_at desc, a.id limit 1000`.execute(tx);
  return rows;
}

/** Whom notices reach: those invited who have an account. */
export async function findToTell(tx: Transaction, { district, id }: Key): Promise<string[]> {
  const { rows } = await sql<{ personId: string }>`
    select distinct x.person_id as "personId" from deputies.activity_attendance x
    where x.district_code = ${district} and x.activity_id = ${id} and exists (
      select from kernel.account c
      where c.person_district = x.district_code and c.person_id = x.person_id and c.disabled_at is null)
    order by 1`.execute(tx);
  return rows.map(({ personId }) => personId);
}

/** Activities that begin between two instants, with those invited who have an account and have neither excused themselves nor replied that they cannot come. */
export async function findUpcoming(
  tx: Transaction,
  of: { readonly from: string; readonly until: string },
): Promise<(Pick<Activity, 'district' | 'id' | 'region' | 'startsAt'> & { readonly personId: string })[]> {
  const { rows } = await sql<Pick<Activity, 'district' | 'id' | 'region' | 'startsAt'> & { personId: string }>`
    select distinct a.district_code as district, a.id, a.region, a.starts_at as "startsAt", x.person_id as "personId"
    from deputies.activity a
    join deputies.activity_attendance x on x.district_code = a.district_code and x.activity_id = a.id
    where a.state = 'planned' and a.starts_at > ${of.from} and a.starts_at <= ${of.until} and x.attendance is null
      and x.reply is distinct from 'cannot' and exists (
        select from kernel.account c
        where c.person_district = x.district_code and c.person_id = x.person_id and c.disabled_at is null)
    order by a.district_code, a.id, x.person_id`.execute(tx);
  return rows;
}
