import { sql } from 'kysely';
import type { Day, RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Waiting, Watched } from '../../domain/life/reminders.ts';
import { SHIPPED_RULE } from '../../contract.ts';
import { heldOn } from '../lists/relations.ts';
import { within } from '../lists/within.ts';

export type WatchedRow = Watched & {
  readonly district: string;
  readonly region: RegionCode;
  readonly personId: string;
};

/** When it was published, for want of an entry. */
const PUBLISHED_AT = sql.raw(`(
  select min(s.effective_at) from deputies.commitment_change s
  where s.district_code = c.district_code and s.commitment_id = c.id and s.superseded_at is null
    and s.state = 'published')`);

/** The district's own rule for days, else the one that is shipped. */
function ruleOf(column: 'stalled_days' | 'due_soon_days', shipped: number) {
  return sql<number>`coalesce((
    select o.${sql.ref(column)} from deputies.office_rule o where o.district_code = c.district_code), ${shipped}::int)`;
}

const STALLED_DAYS = ruleOf('stalled_days', SHIPPED_RULE.stalledDays);
const DUE_SOON_DAYS = ruleOf('due_soon_days', SHIPPED_RULE.dueSoonDays);

/** Commitments in progress whose authors hold their post and have an account, and can be told: those near their day, or long without an entry. */
export async function findWatched(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly today: Day },
): Promise<WatchedRow[]> {
  const { rows } = await sql<WatchedRow>`
    select c.district_code as district, c.id, c.region, c.person_id as "personId", c.state, c.due_day as "dueDay",
      ${PUBLISHED_AT} as "publishedAt", c.last_entry_at as "lastEntryAt",
      ${STALLED_DAYS} as "stalledDays", ${DUE_SOON_DAYS} as "dueSoonDays"
    from deputies.commitment c
    join deputies.membership m on m.district_code = c.district_code and m.id = c.membership_id and ${heldOn(of.today)}
    where ${within('c', of.region)} and c.state = 'published' and c.carried_to is null
      and (c.due_day between ${of.today}::date - 90 and ${of.today}::date + greatest(${DUE_SOON_DAYS}, 3)
        or coalesce(c.last_entry_at, ${PUBLISHED_AT}) < ${of.today}::date - ${STALLED_DAYS} + 1)
      and c.year >= extract(year from ${of.today}::date) - 1
      and exists (
        select from kernel.account a
        where a.person_district = c.district_code and a.person_id = c.person_id and a.disabled_at is null)
    order by c.district_code, c.id`.execute(tx);
  return rows;
}

/** What waits in each town of a region. */
export async function countWaiting(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly today: Day },
): Promise<(Waiting & { readonly town: RegionCode })[]> {
  const { rows } = await sql<Waiting & { town: RegionCode }>`
    select rpad(left(c.region, 9), 12, '0') as town,
      (count(*) filter (where c.state = 'submitted'))::int as submitted,
      (count(*) filter (where c.state = 'claimed'))::int as claimed,
      (count(*) filter (where c.state in ('published', 'claimed') and c.carried_to is null
        and c.due_day < ${of.today}::date))::int as overdue,
      (count(*) filter (where c.state = 'published' and c.carried_to is null
        and coalesce(c.last_entry_at, ${PUBLISHED_AT}) < ${of.today}::date - ${STALLED_DAYS} + 1))::int as stalled,
      (count(*) filter (where c.state in ('published', 'claimed') and c.carried_to is null
        and c.due_day < ${of.today}::date - 30))::int as "longOverdue"
    from deputies.commitment c
    where ${within('c', of.region)} and c.state in ('submitted', 'claimed', 'published')
      and c.year >= extract(year from ${of.today}::date) - 1
    group by 1 order by 1`.execute(tx);
  return rows;
}

/** What a notice tells of a commitment as it is now. */
export interface ToldCommitment {
  readonly id: string;
  readonly text: string;
  readonly state: string;
  readonly dueDay: Day | null;
  readonly isCarriedOver: boolean;
  readonly stalledDays: number;
  /** Why its published words were changed last. */
  readonly amended: string | null;
  /** Why it was returned or changed, in the words of whoever did. */
  readonly note: string | null;
}

export async function findToldCommitment(
  tx: Transaction,
  of: { readonly district: string; readonly id: string },
): Promise<ToldCommitment | undefined> {
  const { rows } = await sql<ToldCommitment>`
    select c.id, c.text, c.state, c.due_day as "dueDay", c.carried_to is not null as "isCarriedOver",
      ${STALLED_DAYS} as "stalledDays", (
        select v.reason from deputies.commitment_version v
        where v.district_code = c.district_code and v.commitment_id = c.id order by v.version desc limit 1) as amended,
      case c.state
      when 'returned' then (
        select r.note from deputies.commitment_review r
        where r.district_code = c.district_code and r.commitment_id = c.id order by r.seq desc limit 1)
      else (
        select s.how from deputies.commitment_change s
        where s.district_code = c.district_code and s.commitment_id = c.id and s.superseded_at is null
        order by s.effective_at desc, s.seq desc limit 1)
      end as note
    from deputies.commitment c where c.district_code = ${of.district} and c.id = ${of.id}`.execute(tx);
  return rows[0];
}
