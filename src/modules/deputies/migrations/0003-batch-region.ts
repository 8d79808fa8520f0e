import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

/** An import belongs to the region of the officer who hands it in; those before were the whole district's. */
const CHANGES = [
  `alter table deputies.import_batch add column region text`,
  // Who had it written: what the machine then writes, and says is done, was keyed in by their hand.
  `alter table deputies.import_batch add column decided_by text, add column decided_person uuid`,
  `update deputies.import_batch set region = rpad(district_code, 12, '0')`,
  `alter table deputies.import_batch alter column region set not null`,
];

export async function up(database: Database): Promise<void> {
  for (const statement of CHANGES) await sql.raw(statement).execute(database);
}
