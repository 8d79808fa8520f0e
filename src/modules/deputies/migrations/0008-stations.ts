import { sql } from 'kysely';
import { walls } from '#kernel/index.server.ts';
import type { Database } from '#platform/database/database.ts';

const { WITHIN, wall } = walls;

const STATIONS = [
  // Rosters name stations by words: region and name lead from a listing to its station.
  `create table deputies.station (
     district_code text        not null,
     id            uuid        not null,
     region        text        not null check (starts_with(region, district_code)),
     name          text        not null,
     kind          text        not null check (kind in ('home', 'station', 'workplace', 'notice-board')),
     county_district   text,
     township_district text,
     address       text,
     opening_hours text,
     phone         text,
     staff         text,
     opened_on     date,
     closed_on     date check (closed_on >= opened_on),
     screen_key    text,
     changed_at    timestamptz not null,
     primary key (district_code, id),
     unique (district_code, region, name),
     check ((kind = 'notice-board') = (county_district is not null or township_district is not null))
   )`,
  `create index station_id on deputies.station (id)`,
  `create index listing_station on deputies.listing (district_code, station)`,
];

const RECEPTIONS = [
  `create table deputies.reception_rule (
     district_code text        not null,
     id            uuid        not null,
     station_id    uuid        not null,
     region        text        not null,
     pattern       text        not null check (pattern in ('weekly', 'monthly-day', 'monthly-weekday')),
     weekdays      int[]       not null,
     every_weeks   int         not null default 1 check (every_weeks between 1 and 12),
     month_day     int,
     nth           int,
     from_day      date        not null,
     until_day     date,
     starts        text        not null,
     ends          text        not null,
     on_holiday    text        not null check (on_holiday in ('next', 'previous', 'keep', 'drop')),
     note          text,
     changed_at    timestamptz not null,
     primary key (district_code, id),
     foreign key (district_code, station_id) references deputies.station (district_code, id),
     check (starts < ends),
     check (pattern = 'weekly' or every_weeks = 1),
     check (until_day is null or from_day <= until_day)
   )`,
  `create index reception_rule_station on deputies.reception_rule (district_code, station_id)`,
  // By posts: whoever holds the post receives, also after two records of a person have become one.
  `create table deputies.reception_deputy (
     district_code text not null,
     rule_id       uuid not null,
     membership_id uuid not null,
     region        text not null,
     primary key (district_code, rule_id, membership_id),
     foreign key (district_code, rule_id) references deputies.reception_rule (district_code, id) on delete cascade,
     foreign key (district_code, membership_id) references deputies.membership (district_code, id)
   )`,
  `create index reception_deputy_membership on deputies.reception_deputy (district_code, membership_id)`,
  // What the office says of a single day, in spite of the rule.
  `create table deputies.reception_exception (
     district_code text        not null,
     rule_id       uuid        not null,
     day           date        not null,
     region        text        not null,
     kind          text        not null check (kind in ('cancelled', 'moved', 'added')),
     to_day        date,
     starts        text,
     ends          text,
     note          text,
     changed_at    timestamptz not null,
     primary key (district_code, rule_id, day),
     foreign key (district_code, rule_id) references deputies.reception_rule (district_code, id) on delete cascade,
     check ((kind = 'moved') = (to_day is not null)),
     check ((starts is null) = (ends is null))
   )`,
];

const WRITES = `${WITHIN} and kernel.acting_role() in
  ('operator', 'district-officer', 'town-officer', 'station-clerk')`;

const TABLES = ['station', 'reception_rule', 'reception_deputy', 'reception_exception'];
const WALLS = TABLES.flatMap((table) => wall(`deputies.${table}`, { sees: WITHIN, writes: WRITES }));

export async function up(database: Database): Promise<void> {
  for (const statement of [...STATIONS, ...RECEPTIONS, ...WALLS]) await sql.raw(statement).execute(database);
}
