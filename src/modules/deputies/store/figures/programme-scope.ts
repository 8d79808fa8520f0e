import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { Level } from '../../contract.ts';
import { refreshFigures } from './refresh-figures.ts';

/** Which levels take part in a district's programme from a year on, until a later year says otherwise. */
export interface ProgrammeScope {
  readonly year: number;
  readonly levels: readonly Level[];
}

/** Saves the scope of a year, over the one that it had, and with it everybody's figures. @param district six digits */
export async function saveProgrammeScope(
  tx: Transaction,
  district: string,
  { year, levels }: ProgrammeScope,
): Promise<void> {
  await refreshFigures(tx, { district, personIds: [] }, async () => {
    await sql`
      insert into deputies.programme_scope (district_code, year, levels) values (${district}, ${year}, ${levels}::text[])
      on conflict (district_code, year) do update set levels = excluded.levels`.execute(tx);
  });
}
