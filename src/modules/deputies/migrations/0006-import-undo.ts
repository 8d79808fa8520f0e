import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

/** As a "case", of which the planner expects every other row, and not one in fifty as of a role in a list. */
const OFFICE = `kernel.shares_district(district_code)
  and case when kernel.acting_role() in ('operator', 'clock', 'district-officer', 'town-officer') then true else false end`;

const STATEMENTS = [
  // What an import of the page created, what the rows that it changed were before, and what it left unchanged beneath
  // them. The hash is of the row as the import left it: another one means that somebody has changed it since.
  `create table deputies.import_undo (
     district_code text        not null,
     batch_id      uuid        not null,
     table_name    text        not null,
     key           text        not null,
     kind          text        not null check (kind in ('created', 'changed', 'seen')),
     before        jsonb,
     hash          text,
     is_mixed      boolean     not null default false,
     recorded_at   timestamptz not null,
     primary key (district_code, batch_id, table_name, key),
     foreign key (district_code, batch_id) references deputies.import_batch (district_code, id),
     check ((kind = 'changed') = (before is not null))
   )`,
  `create index import_undo_recorded on deputies.import_undo (recorded_at)`,
  // The images hold personal data.
  `alter table deputies.import_undo enable row level security`,
  `alter table deputies.import_undo force row level security`,
  `create policy kept on deputies.import_undo for all using (${OFFICE}) with check (${OFFICE})`,
];

export async function up(database: Database): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}
