import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { type RegionCode, significantDigits } from '../../values/region-code.ts';
import './entries.ts';

export interface TrailQuestion {
  readonly region: RegionCode;
  readonly who?: string | undefined;
  readonly role?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  /** By the machine's clock; the second instant is the first that is asked for no longer. */
  readonly from?: string | undefined;
  readonly before?: string | undefined;
}

export interface TrailRow {
  readonly seq: string;
  readonly at: string;
  readonly actor: string;
  /** Of the account behind it, while there is one that whoever asks may see. */
  readonly name: string | null;
  readonly userName: string | null;
  readonly role: string;
  readonly region: string;
  readonly regionName: string | null;
  readonly action: string;
  readonly subject: string;
  readonly before: Readonly<Record<string, unknown>> | null;
  readonly after: Readonly<Record<string, unknown>> | null;
}

function conditionOf({ region, who, role, action, subject, from, before }: TrailQuestion): RawBuilder<boolean> {
  const digits = significantDigits(region);
  const conditions: RawBuilder<unknown>[] = [
    sql`starts_with(t.district_code, ${digits.slice(0, 6)})`,
    sql`starts_with(t.region, ${digits})`,
  ];
  if (who !== undefined) {
    const named = sql`select a.id::text from kernel.account a where ${who} in (a.name, a.user_name)`;
    conditions.push(sql`(t.actor = ${who} or t.actor in (${named}))`);
  }
  if (role !== undefined) conditions.push(sql`t.role = ${role}`);
  if (action !== undefined) conditions.push(sql`t.action = ${action}`);
  if (subject !== undefined) conditions.push(sql`t.subject = ${subject}`);
  if (from !== undefined) conditions.push(sql`t.at >= ${from}`);
  if (before !== undefined) conditions.push(sql`t.at < ${before}`);
  return sql`(${sql.join(conditions, sql` and `)})`;
}

/** The latest first. */
export async function findTrail(
  tx: Transaction,
  question: TrailQuestion,
  page: { readonly limit: number; readonly offset: number },
): Promise<TrailRow[]> {
  const { rows } = await sql<TrailRow>`
    select t.seq::text as seq, t.at, t.actor, t.role, t.region, r.name as "regionName", t.action, t.subject, t.before,
      t.after, a.name, a.user_name as "userName"
    from kernel.trail_entry t left join kernel.region r on r.code = t.region
    left join kernel.account a on a.id::text = t.actor
    where ${conditionOf(question)}
    order by t.seq desc limit ${page.limit} offset ${page.offset}`.execute(tx);
  return rows;
}

export async function countTrail(tx: Transaction, question: TrailQuestion): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from kernel.trail_entry t where ${conditionOf(question)}`.execute(tx);
  return rows[0]?.count ?? 0;
}

/** The actions of which there is an entry, by name. */
export async function findTrailActions(tx: Transaction, region: RegionCode): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    select distinct t.action from kernel.trail_entry t where ${conditionOf({ region })} order by t.action`.execute(tx);
  return rows.map(({ action }) => action);
}
