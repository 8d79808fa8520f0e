import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { Locale } from '../../values/bilingual.ts';
import type { QuietHours } from '../domain/quiet-hours.ts';
import type { Wish } from '../domain/wishes.ts';

export interface AccountKey {
  readonly district: string;
  readonly accountId: string;
}

/** How an account wants to be told; without a word from it in Chinese, and without quiet hours. */
export interface NoticeSetting {
  readonly language: Locale;
  readonly quiet: QuietHours | null;
}

export async function getNoticeSetting(tx: Transaction, { district, accountId }: AccountKey): Promise<NoticeSetting> {
  const { rows } = await sql<{ language: Locale; quiet_from: string | null; quiet_until: string | null }>`
    select language, quiet_from, quiet_until from kernel.notice_setting
    where district_code = ${district} and account_id = ${accountId}`.execute(tx);
  const [row] = rows;
  if (row === undefined) return { language: 'zh', quiet: null };
  const { language, quiet_from: from, quiet_until: until } = row;
  return { language, quiet: from === null || until === null ? null : { from, until } };
}

export async function saveNoticeSetting(
  tx: Transaction,
  { district, accountId }: AccountKey,
  { language, quiet }: NoticeSetting,
): Promise<void> {
  await sql`
    insert into kernel.notice_setting (district_code, account_id, language, quiet_from, quiet_until)
    values (${district}, ${accountId}, ${language}, ${quiet?.from ?? null}, ${quiet?.until ?? null})
    on conflict (district_code, account_id) do update set language = excluded.language,
      quiet_from = excluded.quiet_from, quiet_until = excluded.quiet_until`.execute(tx);
}

export async function findWishes(tx: Transaction, { district, accountId }: AccountKey): Promise<Wish[]> {
  const { rows } = await sql<Wish>`
    select kind, channel, is_wanted as "isWanted" from kernel.notice_wish
    where district_code = ${district} and account_id = ${accountId} order by kind, channel`.execute(tx);
  return rows;
}

export async function saveWishes(
  tx: Transaction,
  { district, accountId }: AccountKey,
  wishes: readonly Wish[],
): Promise<void> {
  await sql`
    insert into kernel.notice_wish (district_code, account_id, kind, channel, is_wanted)
    select ${district}, ${accountId}, kind, channel, "isWanted"
    from jsonb_to_recordset(${JSON.stringify(wishes)}::jsonb) as wish (kind text, channel text, "isWanted" boolean)
    on conflict (district_code, account_id, kind, channel) do update set is_wanted = excluded.is_wanted`.execute(tx);
}
