import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

const PEOPLE = [
  `create schema deputies`,
  `create table deputies.programme_scope (
     district_code text not null,
     year          int  not null,
     levels        text[] not null,
     primary key (district_code, year)
   )`,
  // That a town's list for a year is there at all, and whether all of its rows were taken in.
  `create table deputies.roster (
     district_code text    not null,
     region        text    not null,
     year          int     not null,
     is_complete   boolean not null,
     primary key (district_code, region, year)
   )`,
  `create table deputies.membership (
     district_code text not null,
     id            uuid not null,
     person_id     uuid not null,
     region        text not null check (starts_with(region, district_code)),
     level         text not null,
     from_day      date not null,
     until_day     date,
     primary key (district_code, id),
     foreign key (district_code, person_id) references kernel.person (district_code, id)
   )`,
  `create index membership_id on deputies.membership (id)`,
  `create index membership_person on deputies.membership (district_code, person_id)`,
  `create table deputies.listing (
     district_code      text not null,
     membership_id      uuid not null,
     year               int  not null,
     congress           text,
     electoral_district text,
     phone              text,
     is_phone_public    boolean,
     is_workplace_public boolean,
     group_name         text,
     activity_group     text,
     station            text,
     workplace          text,
     post               text,
     stated_from        date,
     stated_until       date,
     remarks            text,
     extra              jsonb not null default '{}',
     primary key (district_code, membership_id, year),
     foreign key (district_code, membership_id) references deputies.membership (district_code, id)
   )`,
];

const COMMITMENTS = [
  `create table deputies.commitment (
     district_code text not null,
     id            uuid not null,
     membership_id uuid not null,
     person_id     uuid not null,
     region        text not null check (starts_with(region, district_code)),
     level         text not null,
     year          int  not null,
     group_name    text,
     kind          text not null,
     field         text not null,
     text          text not null check (text <> ''),
     target        text,
     due_day       date,
     due_note      text,
     result        text,
     measure       text,
     unit          text,
     quantity      numeric,
     remarks       text,
     extra         jsonb not null default '{}',
     version       int  not null default 1,
     recorded_at   timestamptz not null,
     primary key (district_code, id),
     foreign key (district_code, membership_id) references deputies.membership (district_code, id)
   )`,
  `create index commitment_id on deputies.commitment (id)`,
  `create index commitment_year on deputies.commitment (district_code, year, region)`,
  `create index commitment_membership on deputies.commitment (district_code, membership_id, year)`,
  `create index commitment_person on deputies.commitment (district_code, person_id, year)`,
  // What a published commitment said before it was changed: the old version stays to be read.
  `create table deputies.commitment_version (
     district_code text not null,
     commitment_id uuid not null,
     version       int  not null,
     content       jsonb not null,
     recorded_at   timestamptz not null,
     primary key (district_code, commitment_id, version),
     foreign key (district_code, commitment_id) references deputies.commitment (district_code, id)
   )`,
  // The state from one instant to the next. What was believed before a correction stays, with when it was given up.
  `create table deputies.commitment_change (
     district_code text not null,
     commitment_id uuid not null,
     seq           int  not null,
     state         text not null,
     effective_at  timestamptz not null,
     until_at      timestamptz not null default 'infinity',
     is_assumed    boolean not null,
     by_name       text,
     how           text,
     recorded_at   timestamptz not null,
     superseded_at timestamptz,
     primary key (district_code, commitment_id, seq),
     foreign key (district_code, commitment_id) references deputies.commitment (district_code, id),
     check (effective_at <= until_at)
   )`,
  // Figures are kept by the day; as of an instant within a day, the few changes later on that day are looked up here.
  `create index commitment_change_within_day on deputies.commitment_change (effective_at)
   where superseded_at is null and (effective_at at time zone 'Asia/Shanghai')::time <> '00:00'`,
];

const FIGURES = [
  // How a count grew, day by day: for a region and every region that it lies in. One row a count, not one a day,
  // so that an import touches few rows and a figure of any day is one look-up.
  `create table deputies.figure_series (
     region      text   not null,
     year        int    not null,
     dimension   text   not null,
     value       text   not null,
     days        date[] not null,
     persons     int[]  not null,
     in_post     int[]  not null,
     in_scope    int[]  not null,
     memberships int[]  not null,
     commitments int[]  not null,
     reported    int[]  not null,
     verified    int[]  not null,
     primary key (region, year, dimension, value)
   )`,
  `create table deputies.outcome_series (
     region      text      not null,
     year        int       not null,
     unit        text      not null,
     measure     text      not null,
     days        date[]    not null,
     quantities  numeric[] not null,
     commitments int[]     not null,
     primary key (region, year, unit, measure)
   )`,
];

const IMPORTS = [
  `create table deputies.import_batch (
     district_code text not null,
     id            uuid not null,
     submission    text not null,
     state         text not null,
     round         int  not null default 1,
     year          int,
     is_partial    boolean not null default false,
     done          int  not null default 0,
     total         int  not null,
     current_file  text,
     notice        jsonb,
     started_at    timestamptz not null,
     changed_at    timestamptz not null,
     primary key (district_code, id),
     unique (district_code, submission)
   )`,
  `create index import_batch_id on deputies.import_batch (id)`,
  // Files handed in on the page. Their bytes are kept only until they are written or given up, and so are the values
  // that stand in the faults of their reports; the counts stay.
  `create table deputies.incoming_file (
     district_code text not null,
     id            uuid not null,
     batch_id      uuid not null,
     position      int  not null,
     name          text not null,
     size          int  not null,
     bytes         bytea,
     report        jsonb,
     fault_count   int  not null default 0,
     received_at   timestamptz not null,
     primary key (district_code, id),
     foreign key (district_code, batch_id) references deputies.import_batch (district_code, id)
   )`,
  `create index incoming_file_batch on deputies.incoming_file (district_code, batch_id, position)`,
  // A workbook is packed already: packing it again costs time and saves nothing.
  `alter table deputies.incoming_file alter column bytes set storage external`,
];

export async function up(database: Database): Promise<void> {
  for (const statement of [...PEOPLE, ...COMMITMENTS, ...FIGURES, ...IMPORTS]) {
    await sql.raw(statement).execute(database);
  }
}
