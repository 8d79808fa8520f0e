import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { type RegionCode, districtCode, significantDigits } from '../../values/region-code.ts';
import type { DeliveryState } from '../domain/delivery-life.ts';
import type { ChannelName } from '../domain/wishes.ts';
import type { Told } from '../notice-kind.ts';

/** A delivery as the outbox shows it. */
export interface OutboxRow {
  readonly id: string;
  readonly kind: string;
  readonly channel: ChannelName;
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly failure: string | null;
  readonly nextAt: string;
  readonly changedAt: string;
  /** The recipient's address in full, or the name of a webhook; null in the product's own inbox. */
  readonly address: string | null;
  readonly told: Told | null;
}

interface Page {
  readonly limit: number;
  readonly offset: number;
}

export async function findOutbox(
  tx: Transaction,
  { region, states }: { readonly region: RegionCode; readonly states: readonly DeliveryState[] },
  { limit, offset }: Page,
): Promise<OutboxRow[]> {
  const { rows } = await sql<OutboxRow>`
    select d.id, n.kind, d.channel, d.state, d.attempts, d.failure, d.next_at as "nextAt", d.changed_at as "changedAt",
      case d.channel when 'webhook' then d.recipient else c.address end as address, n.told
    from kernel.notice_delivery d
    join kernel.notice n on n.district_code = d.district_code and n.id = d.notice_id
    left join kernel.contact_way c
      on c.district_code = d.district_code and c.account_id = d.recipient and c.channel = d.channel
    where starts_with(n.region, ${significantDigits(region)}) and d.state in (${sql.join(states)})
    order by d.changed_at desc, d.id limit ${limit} offset ${offset}`.execute(tx);
  return rows;
}

/** How many deliveries of a region are in each state; `unaddressed` notices wait to be looked at, or found nobody. */
export async function countOutbox(
  tx: Transaction,
  region: RegionCode,
): Promise<{ states: Partial<Record<DeliveryState, number>>; unaddressed: number }> {
  const { rows } = await sql<{ state: DeliveryState; count: number }>`
    select d.state, count(*)::int as count from kernel.notice_delivery d
    join kernel.notice n on n.district_code = d.district_code and n.id = d.notice_id
    where starts_with(n.region, ${significantDigits(region)}) group by d.state`.execute(tx);
  const waiting = await sql<{ count: number }>`
    select count(*)::int as count from kernel.notice
    where starts_with(region, ${significantDigits(region)}) and state in ('waiting', 'nobody')`.execute(tx);
  const states = Object.fromEntries(rows.map(({ state, count }) => [state, count]));
  return { states, unaddressed: waiting.rows[0]?.count ?? 0 };
}

/** A notice in somebody's inbox. `told` is null once its text has been erased as the rules ask. */
export interface InboxItem {
  readonly id: string;
  readonly kind: string;
  readonly told: Told | null;
  readonly toldAt: string;
  readonly isRead: boolean;
}

export interface Inbox {
  readonly total: number;
  readonly unread: number;
  readonly items: readonly InboxItem[];
}

export async function findInbox(
  tx: Transaction,
  { accountId, region }: { readonly accountId: string; readonly region: RegionCode },
  { limit, offset }: Page,
): Promise<Inbox> {
  const mine = sql`d.recipient = ${accountId} and d.channel = 'in-app' and d.state = 'delivered'
    and d.district_code = ${districtCode(region)}`;
  const counted = await sql<{ total: number; unread: number }>`
    select count(*)::int as total, (count(*) filter (where d.read_at is null))::int as unread
    from kernel.notice_delivery d where ${mine}`.execute(tx);
  const { rows } = await sql<InboxItem>`
    select d.id, n.kind, n.told, n.told_at as "toldAt", d.read_at is not null as "isRead"
    from kernel.notice_delivery d join kernel.notice n on n.district_code = d.district_code and n.id = d.notice_id
    where ${mine} order by n.told_at desc, d.id limit ${limit} offset ${offset}`.execute(tx);
  return { total: 0, unread: 0, ...counted.rows[0], items: rows };
}

/** Marks a notice in somebody's own inbox as read, or all of them. @returns how many were not read before */
export async function markRead(
  tx: Transaction,
  { accountId, region, id }: { readonly accountId: string; readonly region: RegionCode; readonly id: string | null },
  at: string,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update kernel.notice_delivery set read_at = ${at}
    where recipient = ${accountId} and channel = 'in-app' and district_code = ${districtCode(region)}
      and read_at is null and (${id}::uuid is null or id = ${id}::uuid)`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}
