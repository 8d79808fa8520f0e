import { sql } from 'kysely';
import { walls } from '#kernel/index.server.ts';
import type { Database } from '#platform/database/database.ts';

const { OFFICERS, OWN_AS_DEPUTY, SHARED, WITHIN, actingAs, wall } = walls;

const REPORTS = [
  // What a deputy says of the year in their own words, beside what the ledger tells. Each change is a new version.
  `create table deputies.duty_words (
     district_code text        not null,
     id            uuid        not null,
     region        text        not null check (starts_with(region, district_code)),
     person_id     uuid        not null,
     membership_id uuid        not null,
     year          int         not null,
     version       int         not null,
     text          text        not null,
     by_account    text        not null,
     recorded_at   timestamptz not null,
     primary key (district_code, id),
     foreign key (district_code, membership_id) references deputies.membership (district_code, id)
   )`,
  `create index duty_words_person on deputies.duty_words (district_code, person_id, year)`,
  `create index duty_words_membership on deputies.duty_words (district_code, membership_id)`,
  // Of a year the last that was not withdrawn holds.
  `create table deputies.appraisal (
     district_code  text        not null,
     id             uuid        not null,
     region         text        not null check (starts_with(region, district_code)),
     person_id      uuid        not null,
     membership_id  uuid        not null,
     year           int         not null,
     day            date        not null,
     place          text        not null,
     eligible       int         not null,
     present        int         not null check (present <= eligible),
     satisfied      int         not null check (satisfied >= 0),
     basically      int         not null check (basically >= 0),
     dissatisfied   int         not null check (dissatisfied >= 0),
     abstained      int         not null check (abstained >= 0),
     by_account     text        not null,
     recorded_at    timestamptz not null,
     withdrawn_at   timestamptz,
     primary key (district_code, id),
     foreign key (district_code, membership_id) references deputies.membership (district_code, id),
     check (satisfied + basically + dissatisfied + abstained <= present)
   )`,
  `create index appraisal_membership on deputies.appraisal (district_code, membership_id, year)`,
  `create index appraisal_person on deputies.appraisal (district_code, person_id, year)`,
  `create table deputies.report_rule (
     district_code  text        not null primary key,
     has_appraisal  boolean     not null,
     objection_days int         not null check (objection_days between 1 and 60),
     by_account     text        not null,
     recorded_at    timestamptz not null
   )`,
];

const ROLE_MODELS = [
  `create table deputies.role_model (
     district_code     text        not null,
     id                uuid        not null,
     region            text        not null check (starts_with(region, district_code)),
     person_id         uuid        not null,
     membership_id     uuid        not null,
     field             text        not null,
     year              int         not null,
     title             text        not null check (title <> ''),
     deeds             text        not null,
     criteria          text[]      not null default '{}',
     state             text        not null,
     notice_from       date,
     notice_until      date check (notice_until >= notice_from),
     decided_day       date,
     recognised_day    date,
     reason            text,
     revision          int         not null default 1,
     by_account        text        not null,
     recorded_at       timestamptz not null,
     changed_at        timestamptz not null,
     primary key (district_code, id),
     foreign key (district_code, membership_id) references deputies.membership (district_code, id)
   )`,
  `create index role_model_id on deputies.role_model (id)`,
  `create index role_model_membership on deputies.role_model (district_code, membership_id)`,
  `create index role_model_person on deputies.role_model (district_code, person_id)`,
  // By what it is proven: commitments of the deputy, and activities that were held.
  `create table deputies.role_model_evidence (
     district_code text not null,
     role_model_id uuid not null,
     region        text not null,
     kind          text not null check (kind in ('commitment', 'activity')),
     evidence_id   uuid not null,
     primary key (district_code, role_model_id, kind, evidence_id),
     foreign key (district_code, role_model_id) references deputies.role_model (district_code, id)
   )`,
  // Who objected is the office's to know; how many did, and that each was answered, is public.
  `create table deputies.role_model_objection (
     district_code text        not null,
     id            uuid        not null,
     role_model_id uuid        not null,
     region        text        not null,
     day           date        not null,
     objector      text        not null,
     text          text        not null,
     is_upheld     boolean,
     answer        text,
     answered_day  date,
     by_account    text        not null,
     recorded_at   timestamptz not null,
     primary key (district_code, id),
     foreign key (district_code, role_model_id) references deputies.role_model (district_code, id)
   )`,
  `create index role_model_objection_of on deputies.role_model_objection (district_code, role_model_id)`,
];

const BY_OFFICERS = `${WITHIN} and ${actingAs(...OFFICERS)}`;
const SEEN_BY_OFFICE = `${WITHIN} and ${actingAs(...OFFICERS, 'auditor', 'clock')}`;
/** What was published once stays so, with what became of it. */
const IS_PUBLIC = `(notice_from is not null and (state in ('on-notice', 'recognised') or recognised_day is not null))`;

const WALLS = [
  ...wall('deputies.duty_words', {
    sees: `${WITHIN} and (${actingAs(...OFFICERS, 'auditor')} or ${OWN_AS_DEPUTY})`,
    writes: `${WITHIN} and (${actingAs(...OFFICERS)} or ${OWN_AS_DEPUTY})`,
  }),
  // What voters think is theirs and the office's to say, not the deputy's.
  ...wall('deputies.appraisal', {
    sees: `${WITHIN} and (${actingAs(...OFFICERS, 'auditor')} or ${OWN_AS_DEPUTY})`,
    writes: BY_OFFICERS,
  }),
  ...wall('deputies.report_rule', {
    sees: SHARED,
    writes: `${SHARED} and ${actingAs('operator', 'district-officer')}`,
  }),
  ...wall('deputies.role_model', {
    sees: `${WITHIN} and (${actingAs(...OFFICERS, 'auditor')} or ${IS_PUBLIC})`,
    writes: BY_OFFICERS,
  }),
  ...wall('deputies.role_model_evidence', {
    sees: `${WITHIN} and exists (select from deputies.role_model r
      where r.district_code = role_model_evidence.district_code and r.id = role_model_evidence.role_model_id)`,
    writes: BY_OFFICERS,
  }),
  ...wall('deputies.role_model_objection', { sees: SEEN_BY_OFFICE, writes: BY_OFFICERS }),
];

export async function up(database: Database): Promise<void> {
  for (const statement of [...REPORTS, ...ROLE_MODELS, ...WALLS]) await sql.raw(statement).execute(database);
}
