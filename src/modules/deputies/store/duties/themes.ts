import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/** What a district works on in a year, in its order. */
export async function findThemes(tx: Transaction, district: string, year: number): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from deputies.year_theme where district_code = ${district} and year = ${year} order by position`.execute(
    tx,
  );
  return rows.map(({ name }) => name);
}

export async function saveThemes(
  tx: Transaction,
  { district, year }: { readonly district: string; readonly year: number },
  themes: readonly string[],
): Promise<void> {
  await sql`delete from deputies.year_theme where district_code = ${district} and year = ${year}`.execute(tx);
  await sql`
    insert into deputies.year_theme (district_code, year, position, name)
    select ${district}, ${year}, place, name from unnest(${themes}::text[]) with ordinality as theme (name, place)`.execute(
    tx,
  );
}
