import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/**
 * Moves the accounts of a person to another person's record: both are one person, or were taken to be.
 * @param only of these accounts, where it is known which
 * @returns the ids of the accounts that moved
 */
export async function movePersonLinks(
  tx: Transaction,
  { district, from, to }: { readonly district: string; readonly from: string; readonly to: string },
  only?: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update kernel.account set person_id = ${to}
    where person_district = ${district} and person_id = ${from}
      and (${only ?? null}::uuid[] is null or id = any(${only ?? null}::uuid[]))
    returning id`.execute(tx);
  return rows.map(({ id }) => id);
}
