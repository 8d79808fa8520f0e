import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { type RegionCode, significantDigits } from '../../values/region-code.ts';
import type { DeliveryState } from '../domain/delivery-life.ts';
import { noticeErrors } from '../domain/notice-errors.ts';
import type { ChannelName } from '../domain/wishes.ts';
import type { NoticeKey } from './notices.ts';

/** One notice on its way to one recipient by one channel. */
export interface Delivery {
  readonly district: string;
  readonly id: string;
  readonly noticeId: string;
  readonly channel: ChannelName;
  /** An account's id, or the name of a webhook. */
  readonly recipient: string;
  readonly state: DeliveryState;
  readonly attempts: number;
}

interface DeliveryRow {
  district_code: string;
  id: string;
  notice_id: string;
  channel: ChannelName;
  recipient: string;
  state: DeliveryState;
  attempts: number;
}

function deliveryOf(row: DeliveryRow): Delivery {
  return {
    district: row.district_code,
    id: row.id,
    noticeId: row.notice_id,
    channel: row.channel,
    recipient: row.recipient,
    state: row.state,
    attempts: row.attempts,
  };
}

export interface NewDelivery {
  readonly id: string;
  readonly channel: ChannelName;
  readonly recipient: string;
  /** Of what is delivered by being there: the product's own inbox. */
  readonly isDelivered: boolean;
  readonly nextAt: string;
}

/** Writes down who is to be told by which channels; a recipient who is named twice is told once. */
export async function insertDeliveries(
  tx: Transaction,
  notice: NoticeKey & { readonly at: string },
  deliveries: readonly NewDelivery[],
): Promise<void> {
  if (deliveries.length === 0) return;
  await sql`
    insert into kernel.notice_delivery
      (district_code, id, notice_id, channel, recipient, state, attempts, next_at, changed_at)
    select ${notice.district}, id, ${notice.id}::uuid, channel, recipient,
      case when "isDelivered" then 'delivered' else 'waiting' end, 0, "nextAt", ${notice.at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(deliveries)}::jsonb)
      as delivery (id uuid, channel text, recipient text, "isDelivered" boolean, "nextAt" timestamptz)
    on conflict (district_code, notice_id, channel, recipient) do nothing`.execute(tx);
}

/** Any number, as long as nothing else uses it; with the channel's own it makes those who claim wait for each other. */
const CLAIMING = 7_269_010;

/** Until the transaction ends nobody else claims by this channel, so that its rate is counted right. */
export async function lockChannel(tx: Transaction, channel: ChannelName): Promise<void> {
  await sql`select pg_advisory_xact_lock(${CLAIMING}, hashtext(${channel}))`.execute(tx);
}

/** Deliveries that have been in sending since before an instant: whoever sent them is gone. Held for update. */
export async function holdLost(tx: Transaction, channel: ChannelName, before: string): Promise<Delivery[]> {
  const { rows } = await sql<DeliveryRow>`
    select * from kernel.notice_delivery
    where channel = ${channel} and state = 'sending' and tried_at < ${before} for update skip locked`.execute(tx);
  return rows.map(deliveryOf);
}

/** How many have been tried by a channel since an instant. */
export async function countTried(tx: Transaction, channel: ChannelName, since: string): Promise<number> {
  const { rows } = await sql<{ tried: number }>`
    select count(*)::int as tried from kernel.notice_delivery
    where channel = ${channel} and tried_at > ${since}`.execute(tx);
  return rows[0]?.tried ?? 0;
}

/** The delivery that has been due longest, held for update. */
export async function holdDue(tx: Transaction, channel: ChannelName, at: string): Promise<Delivery | undefined> {
  const { rows } = await sql<DeliveryRow>`
    select * from kernel.notice_delivery
    where channel = ${channel} and state in ('waiting', 'will-retry') and next_at <= ${at}
    order by next_at, id limit 1 for update skip locked`.execute(tx);
  return rows[0] && deliveryOf(rows[0]);
}

/** A delivery, held for update. @returns undefined when there is none */
export async function holdDelivery(tx: Transaction, { district, id }: NoticeKey): Promise<Delivery | undefined> {
  const { rows } = await sql<DeliveryRow>`
    select * from kernel.notice_delivery where district_code = ${district} and id = ${id} for update`.execute(tx);
  return rows[0] && deliveryOf(rows[0]);
}

/** A delivery of a notice of a region, held for update. @throws Problem `not-found` */
export async function holdDeliveryWithin(
  tx: Transaction,
  { id, region }: { readonly id: string; readonly region: RegionCode },
): Promise<Delivery> {
  const { rows } = await sql<DeliveryRow>`
    select d.* from kernel.notice_delivery d
    join kernel.notice n on n.district_code = d.district_code and n.id = d.notice_id
    where d.id = ${id} and starts_with(n.region, ${significantDigits(region)}) for update of d`.execute(tx);
  if (rows[0] === undefined) throw noticeErrors.notFound();
  return deliveryOf(rows[0]);
}

export interface DeliveryChange {
  readonly state: DeliveryState;
  readonly attempts: number;
  readonly nextAt: string;
  /** When it was handed over; undefined leaves what stands there. */
  readonly triedAt?: string;
  /** A code, never what a server said: that may hold an address. */
  readonly failure: string | null;
  readonly at: string;
}

export async function updateDelivery(tx: Transaction, key: NoticeKey, change: DeliveryChange): Promise<void> {
  await sql`
    update kernel.notice_delivery set state = ${change.state}, attempts = ${change.attempts},
      next_at = ${change.nextAt}, tried_at = coalesce(${change.triedAt ?? null}::timestamptz, tried_at),
      failure = ${change.failure}, changed_at = ${change.at}
    where district_code = ${key.district} and id = ${key.id}`.execute(tx);
}
