import { type RawBuilder, sql } from 'kysely';
import type { Day, RegionCode } from '#kernel/contract.ts';
import type { Actor } from '#kernel/index.server.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Level, ToDoKind } from '../../contract.ts';
import { isLeading } from '../../domain/posts/leading-post.ts';
import { GROUP, IS_DELEGATED, POST, STATION, lookedAfterBy, seenBy } from './scope.ts';

/** By what it is told what is late. */
export interface Deadlines {
  readonly today: Day;
  readonly dueSoonUntil: Day;
  /** Without an entry since this instant a commitment is stalled. */
  readonly stalledBefore: string;
}

/** When it was published, for want of an entry. */
const PUBLISHED_AT = sql`(
  select min(h.effective_at) from deputies.commitment_change h
  where h.district_code = c.district_code and h.commitment_id = c.id and h.superseded_at is null
    and h.state = 'published')`;

/** Who may verify a claim is decided by the person's relation to it, which is no condition of the store's. */
export type StoredKind = Exclude<ToDoKind, 'to-verify' | 'barred'> | 'claimed';
const TOLD: readonly (StoredKind & ToDoKind)[] = [
  'to-review',
  'returned',
  'overdue',
  'due-soon',
  'stalled',
  'disputed',
];

/** Whether a row of `deputies.commitment c` waits in one way. */
export function waitsAs(kind: StoredKind, { today, dueSoonUntil, stalledBefore }: Deadlines): RawBuilder<boolean> {
  switch (kind) {
    case 'to-review':
      return sql`c.state = 'submitted'`;
    case 'returned':
      return sql`c.state = 'returned'`;
    case 'claimed':
      return sql`c.state = 'claimed'`;
    case 'overdue':
      return sql`(c.state in ('published', 'claimed') and c.carried_to is null and c.due_day < ${today})`;
    case 'due-soon':
      return sql`(c.state = 'published' and c.carried_to is null and c.due_day between ${today} and ${dueSoonUntil})`;
    case 'stalled':
      return sql`(c.state = 'published' and c.carried_to is null
        and coalesce(c.last_entry_at, ${PUBLISHED_AT}) < ${stalledBefore})`;
    case 'disputed':
      // Asked once for all rows, and not anew for each.
      return sql`(c.district_code, c.id) in (
        select d.district_code, d.commitment_id from deputies.dispute d where d.state = 'open')`;
  }
}

export interface Waiting {
  readonly kind: ToDoKind;
  readonly count: number;
  readonly first: readonly string[];
}

/** Disputes that wait for the actor though the commitment is the town's to look after: those about its own head. */
export async function findDisputesOfHeads(tx: Transaction, actor: Actor): Promise<string[]> {
  if (actor.role !== 'district-officer') return [];
  const { rows } = await sql<{ id: string; leads: boolean | null; post: string | null }>`
    select c.id, m.is_leading as leads, case when m.is_leading is null then ${POST} end as post
    from deputies.commitment c
    join deputies.membership m on m.district_code = c.district_code and m.id = c.membership_id
    where ${seenBy(actor)} and not ${lookedAfterBy(actor)} and (c.district_code, c.id) in (
      select d.district_code, d.commitment_id from deputies.dispute d where d.state = 'open')`.execute(tx);
  return rows.filter(({ leads, post }) => leads ?? isLeading(post)).map(({ id }) => id);
}

/** How many wait in each way, and the first of them: those that are due first. */
export async function findWaiting(
  tx: Transaction,
  of: { readonly actor: Actor; readonly deadlines: Deadlines },
  first: number,
): Promise<Waiting[]> {
  const { actor, deadlines } = of;
  // Asked apart and put together, each by its own index: asked by "or", every commitment there is would be read.
  const openWhere = (is: RawBuilder<boolean>) => sql`
    select c.district_code, c.id, c.state, c.due_day, c.last_entry_at, c.carried_to from deputies.commitment c
    where ${seenBy(actor)} and ${lookedAfterBy(actor)} and ${is}`;
  const ways = TOLD.map((kind) => sql`(${kind}::text, ${waitsAs(kind, deadlines)})`);
  const ofHeads = await findDisputesOfHeads(tx, actor);
  const besides = sql`union all select 'disputed', c.id, c.due_day from deputies.commitment c
    where ${seenBy(actor)} and c.id = any(${ofHeads}::uuid[])`;
  const { rows } = await sql<Waiting>`
    with open as materialized (
      ${openWhere(sql`c.state in ('submitted', 'returned', 'published', 'claimed')`)}
      union
      ${openWhere(waitsAs('disputed', deadlines))}
    ), waiting as (
      select way.kind, c.id, c.due_day from open c cross join lateral (values ${sql.join(ways)}) as way (kind, waits)
      where way.waits
      ${ofHeads.length === 0 ? sql`` : besides}
    )
    select kind, count(*)::int as count, (array_agg(id order by due_day, id))[1:${sql.lit(first)}] as first
    from waiting group by kind`.execute(tx);
  return rows;
}

/** A claim with what decides who may verify it. */
export interface ClaimRow {
  readonly id: string;
  readonly region: RegionCode;
  readonly level: Level;
  readonly personId: string;
  readonly station: string | null;
  readonly group: string | null;
  readonly claimedBy: string | null;
  readonly claimedPerson: string | null;
  readonly isLeading: boolean;
  readonly isDelegated: boolean;
}

type StoredClaim = Omit<ClaimRow, 'isLeading'> & { readonly leads: boolean | null; readonly post: string | null };

/** All claims that wait and that the actor sees, those due first before the others. */
export async function findClaims(tx: Transaction, actor: Actor): Promise<ClaimRow[]> {
  const { rows } = await sql<StoredClaim>`
    select c.id, c.region, c.level, c.person_id as "personId", ${STATION} as station, ${GROUP} as "group",
      c.claimed_by as "claimedBy", c.claimed_person as "claimedPerson", m.is_leading as leads,
      case when m.is_leading is null then ${POST} end as post, ${IS_DELEGATED} as "isDelegated"
    from deputies.commitment c
    join deputies.membership m on m.district_code = c.district_code and m.id = c.membership_id
    where ${seenBy(actor)} and c.state = 'claimed'
    order by c.due_day, c.id`.execute(tx);
  return rows.map(({ leads, post, ...row }) => ({ ...row, isLeading: leads ?? isLeading(post) }));
}

/** How many claims there are, for whoever verifies none. */
export async function countClaims(tx: Transaction, actor: Actor, first: number): Promise<Waiting> {
  const { rows } = await sql<{ count: number; first: string[] | null }>`
    select count(*)::int as count, (array_agg(c.id order by c.due_day, c.id))[1:${sql.lit(first)}] as first
    from deputies.commitment c where ${seenBy(actor)} and c.state = 'claimed'`.execute(tx);
  return { kind: 'to-verify', count: rows[0]?.count ?? 0, first: rows[0]?.first ?? [] };
}

/** How many commitments of a year the actor sees: as many as the table lists of it. */
export async function countSeen(tx: Transaction, actor: Actor, year: number): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from deputies.commitment c where ${seenBy(actor)} and c.year = ${year}`.execute(tx);
  return rows[0]?.count ?? 0;
}

export interface WaitingRow {
  readonly id: string;
  readonly name: string;
  readonly level: Level;
  readonly townName: string;
  readonly text: string;
  readonly dueDay: string | null;
}

export async function findWaitingRows(
  tx: Transaction,
  actor: Actor,
  ids: readonly string[],
): Promise<Map<string, WaitingRow>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<WaitingRow>`
    with c as materialized (
      select c.* from deputies.commitment c where ${seenBy(actor)} and c.id = any(${ids}::uuid[]))
    select c.id, p.name, c.level, coalesce(r.name, c.region) as "townName", c.text, c.due_day as "dueDay"
    from c
    join kernel.person p on p.district_code = c.district_code and p.id = c.person_id
    left join kernel.region r on r.code = c.region`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
}
