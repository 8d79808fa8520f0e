import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

const SHARED = 'kernel.shares_district(district_code)';
const WRITES = `${SHARED} and kernel.acting_role() in ('operator', 'district-officer')`;

const STATEMENTS = [
  // Where a district works or rests otherwise than the official calendar says.
  `create table kernel.calendar_day (
     district_code text        not null,
     day           date        not null,
     is_working    boolean     not null,
     name          text        not null,
     recorded_at   timestamptz not null,
     primary key (district_code, day)
   )`,
  `alter table kernel.calendar_day enable row level security`,
  `alter table kernel.calendar_day force row level security`,
  `create policy seen on kernel.calendar_day for select using (${SHARED})`,
  `create policy added on kernel.calendar_day for insert with check (${WRITES})`,
  `create policy changed on kernel.calendar_day for update using (${WRITES})`,
  `create policy erased on kernel.calendar_day for delete using (${WRITES})`,
];

export async function up(database: Database): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}
