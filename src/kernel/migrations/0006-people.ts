import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

const PEOPLE = [
  `alter table kernel.person
     add column is_pinyin_set boolean not null default false,
     add column erased_at     timestamptz,
     add column merged_into   uuid`,
  `create index person_merged on kernel.person (district_code, merged_into) where merged_into is not null`,
  // Who recorded a consent and its withdrawal, and what it is known from besides its source.
  `alter table kernel.consent
     add column note             text,
     add column recorded_by      text,
     add column recorded_at      timestamptz,
     add column withdrawn_source text,
     add column withdrawn_by     text,
     add column withdrawn_at     timestamptz`,
  // Chinese names by the strokes of their characters. A PostgreSQL without ICU orders them by their code points.
  `do $$ begin
     create collation kernel.strokes (provider = icu, locale = 'zh-u-co-stroke');
   exception when feature_not_supported then
     create collation kernel.strokes from pg_catalog."C";
   end $$`,
];

const REVEALS = [
  // A day's salt is thrown away with the day: what was hashed with it can then be traced to no address.
  `create table kernel.reveal_salt (
     district_code text not null,
     day           date not null,
     salt          text not null,
     primary key (district_code, day)
   )`,
  `create table kernel.phone_reveal (
     district_code text        not null,
     id            uuid        not null,
     visitor       text        not null,
     person_id     uuid        not null,
     at            timestamptz not null,
     primary key (district_code, id)
   )`,
  `create index phone_reveal_visitor on kernel.phone_reveal (district_code, visitor, at)`,
  `create index phone_reveal_person on kernel.phone_reveal (district_code, person_id)`,
  ...['kernel.reveal_salt', 'kernel.phone_reveal'].flatMap((table) => [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy own on ${table} using (kernel.shares_district(district_code))`,
  ]),
];

export async function up(database: Database): Promise<void> {
  for (const statement of [...PEOPLE, ...REVEALS]) await sql.raw(statement).execute(database);
}
