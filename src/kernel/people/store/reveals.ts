import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/** Any number that no other lock of ours has; the second half follows from the visitor. */
const REVEALS_TO = 7_269_011;

/**
 * Who asks, as far as it is kept: a hash of the address with the day's salt. The salts of other days are thrown away, so
 * that nobody can tell afterwards which address it was, nor that two days' visitors are one.
 */
export async function visitorOfDay(
  tx: Transaction,
  { district, day, address }: { readonly district: string; readonly day: string; readonly address: string },
  newSalt: () => string,
): Promise<string> {
  await sql`delete from kernel.reveal_salt where district_code = ${district} and day < ${day}`.execute(tx);
  await sql`
    insert into kernel.reveal_salt (district_code, day, salt) values (${district}, ${day}, ${newSalt()})
    on conflict do nothing`.execute(tx);
  const { rows } = await sql<{ salt: string }>`
    select salt from kernel.reveal_salt where district_code = ${district} and day = ${day}`.execute(tx);
  return createHash('sha256')
    .update(`${rows[0]?.salt ?? ''}\n${address}`)
    .digest('hex');
}

/** How many numbers a visitor has been shown, and how often one person's to anybody; whoever else asks as the same visitor waits until this one is done. */
export async function countReveals(
  tx: Transaction,
  of: { readonly district: string; readonly visitor: string; readonly personId: string; readonly at: string },
): Promise<{ readonly inHour: number; readonly inDay: number; readonly ofPerson: number }> {
  const { district, visitor, personId, at } = of;
  await sql`select pg_advisory_xact_lock(${REVEALS_TO}::int, hashtext(${visitor}))`.execute(tx);
  await sql`
    delete from kernel.phone_reveal
    where district_code = ${district} and at < ${at}::timestamptz - interval '1 day'`.execute(tx);
  const { rows } = await sql<{ inHour: number; inDay: number; ofPerson: number }>`
    select (count(*) filter (where visitor = ${visitor} and at > ${at}::timestamptz - interval '1 hour'))::int as "inHour",
      (count(*) filter (where visitor = ${visitor}))::int as "inDay",
      (count(*) filter (where person_id = ${personId}))::int as "ofPerson"
    from kernel.phone_reveal where district_code = ${district}
      and (visitor = ${visitor} or person_id = ${personId})`.execute(tx);
  return rows[0] ?? { inHour: 0, inDay: 0, ofPerson: 0 };
}

export async function insertReveal(
  tx: Transaction,
  district: string,
  reveal: { readonly id: string; readonly visitor: string; readonly personId: string; readonly at: string },
): Promise<void> {
  await sql`
    insert into kernel.phone_reveal (district_code, id, visitor, person_id, at)
    values (${district}, ${reveal.id}, ${reveal.visitor}, ${reveal.personId}, ${reveal.at})`.execute(tx);
}
