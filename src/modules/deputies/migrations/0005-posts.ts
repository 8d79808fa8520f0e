import { sql } from 'kysely';
import { walls } from '#kernel/index.server.ts';
import type { Database } from '#platform/database/database.ts';

const { SHARED, WITHIN, wall, whoeverWrites } = walls;

const POSTS = [
  // What the office decided of a post stands apart from what rosters say of it, and wins: from_day and until_day are
  // what comes of both, listed_from and listed_until what the rosters alone would make of it.
  `alter table deputies.membership
     add column listed_from     date,
     add column listed_until    date,
     add column begun_day       date,
     add column is_by_election  boolean not null default false,
     add column congress        text,
     add column merged_into     uuid,
     add column ended_day       date,
     add column end_reason      text,
     add column end_note        text,
     add column suspended_from  date,
     add column suspended_until date,
     add column earlier_suspensions datemultirange not null default '{}',
     add check ((ended_day is null) = (end_reason is null)),
     add check (suspended_until is null or suspended_from < suspended_until)`,
  // A post that turned out to be another one: it is held on no day, and keeps the listings that the other one does not take.
  `update deputies.membership set listed_from = from_day, listed_until = until_day`,
  // What is to be printed anew, or taken down.
  `create table deputies.reprint_task (
     district_code text        not null,
     id            uuid        not null,
     region        text        not null,
     person_id     uuid        not null,
     membership_id uuid,
     surface       text        not null,
     reason        text        not null,
     since         date        not null,
     recorded_at   timestamptz not null,
     done_at       timestamptz,
     primary key (district_code, id)
   )`,
  `create index reprint_task_open on deputies.reprint_task (district_code, region) where done_at is null`,
  `create index reprint_task_person on deputies.reprint_task (district_code, person_id)`,
];

const MOVES = [
  // What hung on a person when it went to another, so that it can go back. No personal data stands in it.
  `create table deputies.person_move (
     district_code text        not null,
     id            uuid        not null,
     kind          text        not null,
     from_person   uuid        not null,
     to_person     uuid        not null,
     moved         jsonb       not null,
     by_account    text        not null,
     recorded_at   timestamptz not null,
     undone_at     timestamptz,
     primary key (district_code, id)
   )`,
  `create index person_move_person on deputies.person_move (district_code, to_person)`,
  `create table deputies.congress_change (
     district_code text        not null,
     id            uuid        not null,
     level         text        not null,
     congress      text        not null,
     first_day     date        not null,
     year          int         not null,
     counts        jsonb       not null,
     done          jsonb       not null,
     by_account    text        not null,
     recorded_at   timestamptz not null,
     undone_at     timestamptz,
     primary key (district_code, id)
   )`,
];

const WALLS = [
  ...wall('deputies.reprint_task', whoeverWrites(WITHIN)),
  ...wall('deputies.person_move', whoeverWrites(SHARED)),
  ...wall('deputies.congress_change', whoeverWrites(SHARED)),
];

export async function up(database: Database): Promise<void> {
  for (const statement of [...POSTS, ...MOVES, ...WALLS]) await sql.raw(statement).execute(database);
}
