import { sql } from 'kysely';
import { walls } from '#kernel/index.server.ts';
import type { Database } from '#platform/database/database.ts';

const { OFFICERS, OWN_AS_DEPUTY, SHARED, WITHIN, actingAs, wall } = walls;

const TABLES = [
  // The denominator of visiting every household. One that is joined to another is closed, and keeps what was visited.
  `create table deputies.village (
     district_code   text    not null,
     id              uuid    not null,
     region          text    not null check (starts_with(region, district_code)),
     name            text    not null check (name <> ''),
     household_count int     not null check (household_count >= 0),
     is_closed       boolean not null default false,
     primary key (district_code, id),
     unique (district_code, region, name)
   )`,
  // What the district works on in a year, in its order.
  `create table deputies.year_theme (
     district_code text not null,
     year          int  not null,
     position      int  not null,
     name          text not null check (name <> ''),
     primary key (district_code, year, position),
     unique (district_code, year, name)
   )`,
  // Visits, receptions, duty days, inspections, training, district events. Station and group are those of its day. Numbers
  // of households are within the village; those without a number are beside them, never among them.
  `create table deputies.duty (
     district_code text          not null,
     id            uuid          not null,
     membership_id uuid          not null,
     person_id     uuid          not null,
     region        text          not null check (starts_with(region, district_code)),
     station       text,
     group_name    text,
     year          int           not null,
     kind          text          not null,
     day           date          not null,
     until_day     date check (until_day > day),
     village_id    uuid,
     households    int4multirange not null default '{}',
     unnumbered    int           not null default 0 check (unnumbered >= 0),
     people        int,
     place         text,
     topics        text[]        not null default '{}',
     task          text,
     themes        text[]        not null default '{}',
     note          text,
     is_on_behalf  boolean       not null,
     by_account    text          not null,
     recorded_at   timestamptz   not null,
     logged_at     timestamptz   not null,
     withdrawn_at  timestamptz,
     primary key (district_code, id),
     foreign key (district_code, membership_id) references deputies.membership (district_code, id),
     foreign key (district_code, village_id) references deputies.village (district_code, id),
     check (households = '{}' or village_id is not null)
   )`,
  `create index duty_year on deputies.duty (district_code, year, region, day)`,
  `create index duty_person on deputies.duty (district_code, person_id, year)`,
  `create index duty_membership on deputies.duty (district_code, membership_id)`,
  `create index duty_village on deputies.duty (district_code, village_id, year) where village_id is not null`,
];

const WALLS = [
  ...wall('deputies.village', {
    sees: `${WITHIN} and ${actingAs(...OFFICERS, 'clock', 'station-clerk', 'group-leader', 'auditor', 'deputy')}`,
    writes: `${WITHIN} and ${actingAs(...OFFICERS)}`,
  }),
  ...wall('deputies.year_theme', { sees: SHARED, writes: `${SHARED} and ${actingAs('operator', 'district-officer')}` }),
  // What was noted is the office's and each deputy's own; the public is told how much.
  ...wall('deputies.duty', {
    sees: `${WITHIN} and (${actingAs(...OFFICERS, 'clock', 'station-clerk', 'group-leader', 'auditor')} or ${OWN_AS_DEPUTY})`,
    writes: `${WITHIN} and (${actingAs(...OFFICERS, 'station-clerk')} or ${OWN_AS_DEPUTY})`,
  }),
];

export async function up(database: Database): Promise<void> {
  for (const statement of [...TABLES, ...WALLS]) await sql.raw(statement).execute(database);
}
