import { sql } from 'kysely';
import { walls } from '#kernel/index.server.ts';
import type { Database } from '#platform/database/database.ts';

const { OFFICERS, OWN_AS_DEPUTY, SHARED, WITHIN, actingAs, wall } = walls;

const QUOTAS = [
  // Each change is a new version; the latest holds. Without any, what is shipped does.
  `create table deputies.quota_rule_set (
     district_code text        not null,
     region        text        not null check (starts_with(region, district_code)),
     year          int         not null,
     version       int         not null,
     rules         jsonb       not null,
     by_account    text        not null,
     recorded_at   timestamptz not null,
     primary key (district_code, region, year, version)
   )`,
  // Since when there is a group; without a row it was there before the year.
  `create table deputies.group_founding (
     district_code  text not null,
     region         text not null check (starts_with(region, district_code)),
     group_name     text not null,
     activity_group text not null default '',
     day            date not null,
     primary key (district_code, region, group_name, activity_group)
   )`,
];

const ACTIVITIES = [
  `create table deputies.activity (
     district_code text        not null,
     id            uuid        not null,
     region        text        not null check (starts_with(region, district_code)),
     kind          text        not null,
     state         text        not null,
     year          int         not null,
     title         text        not null check (title <> ''),
     place         text        not null,
     starts_at     timestamptz not null,
     ends_at       timestamptz not null check (starts_at < ends_at),
     themes        text[]      not null default '{}',
     minutes       text,
     cancel_reason text,
     revision      int         not null default 1,
     by_account    text        not null,
     recorded_at   timestamptz not null,
     changed_at    timestamptz not null,
     primary key (district_code, id)
   )`,
  `create index activity_id on deputies.activity (id)`,
  `create index activity_year on deputies.activity (district_code, year, region, starts_at)`,
  // Who holds it: a whole deputy group, or activity groups, several together; with how many of its own are on the list and
  // came, kept in the transaction that changes the list, so that the quotas of a district need not count it anew.
  `create table deputies.activity_unit (
     district_code  text not null,
     activity_id    uuid not null,
     region         text not null,
     group_name     text not null,
     activity_group text not null default '',
     invited        int  not null default 0,
     attended       int  not null default 0,
     primary key (district_code, activity_id, group_name, activity_group),
     foreign key (district_code, activity_id) references deputies.activity (district_code, id)
   )`,
  // Who is invited in which post and group, what they have replied, and whether they came. Signed in by the code on the
  // screen, or keyed in.
  `create table deputies.activity_attendance (
     district_code  text        not null,
     activity_id    uuid        not null,
     membership_id  uuid        not null,
     person_id      uuid        not null,
     region         text        not null,
     group_name     text,
     activity_group text,
     attendance     text check (attendance in ('attended', 'excused', 'absent')),
     how            text check (how in ('code', 'list')),
     at             timestamptz,
     by_account     text        not null,
     invited_at     timestamptz not null,
     reply          text check (reply in ('comes', 'cannot')),
     reply_reason   text check (reply_reason is null or reply = 'cannot'),
     replied_at     timestamptz check ((replied_at is null) = (reply is null)),
     primary key (district_code, activity_id, membership_id),
     foreign key (district_code, activity_id) references deputies.activity (district_code, id),
     foreign key (district_code, membership_id) references deputies.membership (district_code, id)
   )`,
  `create index activity_attendance_membership on deputies.activity_attendance (district_code, membership_id)`,
  `create index activity_attendance_person on deputies.activity_attendance (district_code, person_id)`,
];

const ORGANISERS = [...OFFICERS, 'group-leader'] as const;
const ITS_ACTIVITY = (of: string) =>
  `exists (select from deputies.activity a where a.district_code = ${of}.district_code and a.id = ${of}.activity_id)`;

const WALLS = [
  // How many are asked of whom is no secret, and a town goes by its district's rules where it has none.
  ...wall('deputies.quota_rule_set', { sees: SHARED, writes: `${WITHIN} and ${actingAs(...OFFICERS)}` }),
  ...wall('deputies.group_founding', { sees: WITHIN, writes: `${WITHIN} and ${actingAs(...OFFICERS)}` }),
  // What is planned is nobody's business but of those who go there; what was held is everybody's.
  ...wall('deputies.activity', {
    sees: `${WITHIN} and (state = 'held' or kernel.acting_role() not in ('', 'visitor'))`,
    writes: `${WITHIN} and ${actingAs(...ORGANISERS)}`,
  }),
  ...wall('deputies.activity_unit', {
    sees: `${WITHIN} and (kernel.acting_role() not in ('', 'visitor') or ${ITS_ACTIVITY('activity_unit')})`,
    writes: `${WITHIN} and ${actingAs(...ORGANISERS)}`,
  }),
  // Who came is the office's and each deputy's own; the public is told how many.
  ...wall('deputies.activity_attendance', {
    sees: `${WITHIN} and (${actingAs(...ORGANISERS, 'clock', 'auditor')} or ${OWN_AS_DEPUTY})`,
    writes: `${WITHIN} and (${actingAs(...ORGANISERS)} or ${OWN_AS_DEPUTY})`,
  }),
];

export async function up(database: Database): Promise<void> {
  for (const statement of [...QUOTAS, ...ACTIVITIES, ...WALLS]) await sql.raw(statement).execute(database);
}
