import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

const TABLES = [
  `create schema kernel`,
  `create table kernel.setting (
     name  text primary key,
     value text not null
   )`,
  `create table kernel.region (
     code text primary key check (code ~ '^[0-9]{12}$'),
     name text not null check (name <> '')
   )`,
  `create table kernel.person (
     district_code text not null,
     id            uuid not null,
     name          text not null,
     pinyin        text not null,
     initials      text not null,
     phone         text,
     sex           text,
     birth_month   text,
     ethnicity     text,
     primary key (district_code, id)
   )`,
  // An address carries the id alone. Not unique, because Citus keeps uniqueness only with the district in the key.
  `create index person_id on kernel.person (id)`,
  `create index person_name on kernel.person (district_code, name)`,
  `create table kernel.consent (
     district_code text not null,
     person_id     uuid not null,
     field         text not null,
     surface       text not null,
     from_day      date not null,
     until_day     date,
     source        text not null,
     primary key (district_code, person_id, field, surface, from_day),
     foreign key (district_code, person_id) references kernel.person (district_code, id)
   )`,
  `create table kernel.journal_entry (
     district_code text        not null,
     seq           bigint      generated always as identity,
     at            timestamptz not null,
     actor         text        not null,
     event         text        not null,
     subject       text        not null,
     facts         jsonb       not null,
     primary key (district_code, seq)
   )`,
  `create index journal_subject on kernel.journal_entry (subject)`,
  `create function kernel.refuse_change() returns trigger language plpgsql
   as $$ begin raise exception 'the journal is append-only'; end $$`,
  `create trigger append_only before update or delete or truncate on kernel.journal_entry
   execute function kernel.refuse_change()`,
];

export async function up(database: Database): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(database);
}
