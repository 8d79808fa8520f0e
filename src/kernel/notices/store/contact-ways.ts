import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { AccountKey } from './settings.ts';

/** Where an account is told outside of the product. Nothing but a code is sent to an address that is not verified. */
export interface ContactWay {
  readonly channel: 'email' | 'sms';
  readonly address: string;
  readonly verifiedAt: string | null;
  readonly code: string | null;
  readonly codeUntil: string | null;
  readonly guessesLeft: number;
}

export async function findContactWays(tx: Transaction, { district, accountId }: AccountKey): Promise<ContactWay[]> {
  const { rows } = await sql<ContactWay>`
    select channel, address, verified_at as "verifiedAt", code, code_until as "codeUntil", guesses_left as "guessesLeft"
    from kernel.contact_way where district_code = ${district} and account_id = ${accountId} order by channel`.execute(
    tx,
  );
  return rows;
}

export async function saveContactWay(
  tx: Transaction,
  { district, accountId }: AccountKey,
  way: ContactWay,
): Promise<void> {
  await sql`
    insert into kernel.contact_way
      (district_code, account_id, channel, address, verified_at, code, code_until, guesses_left)
    values (${district}, ${accountId}, ${way.channel}, ${way.address}, ${way.verifiedAt}, ${way.code},
      ${way.codeUntil}, ${way.guessesLeft})
    on conflict (district_code, account_id, channel) do update set address = excluded.address,
      verified_at = excluded.verified_at, code = excluded.code, code_until = excluded.code_until,
      guesses_left = excluded.guesses_left`.execute(tx);
}

export async function deleteContactWay(
  tx: Transaction,
  { district, accountId }: AccountKey,
  channel: ContactWay['channel'],
): Promise<void> {
  await sql`
    delete from kernel.contact_way
    where district_code = ${district} and account_id = ${accountId} and channel = ${channel}`.execute(tx);
}
