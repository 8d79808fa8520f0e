import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

const STATEMENTS = [
  // Who saw or changed what, as whom and where. Apart from the journal, because it may hold personal data.
  `create table kernel.trail_entry (
     district_code text        not null,
     seq           bigint      generated always as identity,
     at            timestamptz not null,
     actor         text        not null,
     role          text        not null,
     region        text        not null,
     action        text        not null,
     subject       text        not null,
     before        jsonb,
     after         jsonb,
     primary key (district_code, seq)
   )`,
  `create index trail_subject on kernel.trail_entry (subject)`,
  `create index trail_actor on kernel.trail_entry (district_code, actor, at)`,
  `create trigger append_only before update or delete or truncate on kernel.trail_entry
   execute function kernel.refuse_change()`,

  // The second wall. Each transaction says within which region, in which role and as whom it works ('' when nobody
  // said: then nothing is let through). The 'r' in front tells the whole country from a setting that was never made.
  // Each as a "case", of which the planner expects every other row. Of a prefix that it cannot know it expects one row in
  // two hundred, and then walks through whole tables once for each row of another.
  `create function kernel.is_within(region text) returns boolean language sql stable
   return case when coalesce(current_setting('jiannuo.within', true), '') <> ''
     then starts_with('r' || region, current_setting('jiannuo.within', true)) else false end`,
  `create function kernel.shares_district(district text) returns boolean language sql stable
   return case when coalesce(current_setting('jiannuo.within', true), '') <> ''
     then starts_with('r' || district, current_setting('jiannuo.within', true))
       or starts_with(current_setting('jiannuo.within', true), 'r' || district) else false end`,
  `create function kernel.acting_role() returns text language sql stable
   return coalesce(current_setting('jiannuo.role', true), '')`,
  `create function kernel.acting_person() returns text language sql stable
   return coalesce(current_setting('jiannuo.person', true), '')`,
  `create function kernel.may_write() returns boolean language sql stable
   return coalesce(current_setting('jiannuo.role', true), '') not in ('', 'visitor', 'auditor')`,

  ...['kernel.person', 'kernel.consent'].flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy seen on ${table} for select using (kernel.shares_district(district_code))`,
    `create policy added on ${table} for insert with check (kernel.shares_district(district_code) and kernel.may_write())`,
    `create policy changed on ${table} for update using (kernel.shares_district(district_code) and kernel.may_write())`,
    `create policy erased on ${table} for delete using (kernel.shares_district(district_code) and kernel.may_write())`,
  ]),
  `alter table kernel.trail_entry enable row level security`,
  `alter table kernel.trail_entry force row level security`,
  `create policy added on kernel.trail_entry for insert with check (true)`,
  `create policy seen on kernel.trail_entry for select
   using (kernel.is_within(region) and kernel.acting_role() in ('auditor', 'operator'))`,
];

export async function up(database: Database): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}
