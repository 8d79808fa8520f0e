import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

const WALL = (table: string, is: string) => [
  `alter table ${table} enable row level security`,
  `alter table ${table} force row level security`,
  `create policy seen on ${table} for select using (${is})`,
  `create policy added on ${table} for insert with check (${is} and kernel.may_write())`,
  `create policy changed on ${table} for update using (${is} and kernel.may_write())`,
];

const STATEMENTS = [
  `create table deputies.office_rule (
     district_code text not null,
     stalled_days  int  not null check (stalled_days between 7 and 365),
     due_soon_days int  not null check (due_soon_days between 1 and 90),
     primary key (district_code)
   )`,
  // What was done to several commitments at once, so that it can be looked at again, and taken back while that is possible.
  `create table deputies.bulk_action (
     district_code text        not null,
     id            uuid        not null,
     region        text        not null,
     action        text        not null,
     by_account    text        not null,
     rows          jsonb       not null,
     done_at       timestamptz not null,
     undone_at     timestamptz,
     undone        jsonb,
     primary key (district_code, id)
   )`,
  `create index bulk_action_id on deputies.bulk_action (id)`,
  `create index dispute_open on deputies.dispute (district_code) where state = 'open'`,
  ...WALL('deputies.office_rule', 'kernel.shares_district(district_code)'),
  ...WALL('deputies.bulk_action', 'kernel.is_within(region)'),
];

export async function up(database: Database): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}
