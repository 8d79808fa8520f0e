import { sql } from 'kysely';
import { walls } from '#kernel/index.server.ts';
import type { Database } from '#platform/database/database.ts';

const { SHARED, WITHIN, wall, whoeverWrites } = walls;

const COMMITMENTS = [
  // The state now, beside the history in commitment_change, so that the office's lists need not look it up. The revision
  // rises with every change; whoever changes a commitment says which one was read.
  `alter table deputies.commitment
     add column state           text   not null default 'published',
     add column revision        int    not null default 1,
     add column origin          text   not null default 'ledger',
     add column worry           text,
     add column themes          text[] not null default '{}',
     add column target_quantity numeric,
     add column target_unit     text,
     add column keyed_by        text,
     add column claimed_by      text,
     add column claimed_person  uuid,
     add column claimed_at      timestamptz,
     add column last_entry_at   timestamptz,
     add column carried_from    uuid,
     add column carried_to      uuid`,
  // Whose staff may not verify: null as the words of the post say it.
  `alter table deputies.membership add column is_leading boolean`,
  // Whether a town's officer acts for the deputies of a level above the town's who live there: shipped on.
  `create table deputies.delegation (
     district_code text    not null,
     town          text    not null,
     level         text    not null check (level in ('national', 'provincial', 'prefectural', 'county')),
     is_on         boolean not null,
     primary key (district_code, town, level)
   )`,
  `create index commitment_standing on deputies.commitment (district_code, state, due_day)
     where state in ('submitted', 'returned', 'draft', 'published', 'claimed')`,
  `alter table deputies.commitment_change
     add column role       text,
     add column by_account text,
     add column by_person  uuid`,
  `alter table deputies.commitment_version add column reason text`,
  `create table deputies.commitment_review (
     district_code text not null,
     commitment_id uuid not null,
     seq           int  not null,
     region        text not null,
     is_specific   boolean not null,
     is_verifiable boolean not null,
     is_own        boolean not null,
     is_passed     boolean not null,
     note          text,
     by_account    text not null,
     by_person     uuid,
     reviewed_at   timestamptz not null,
     primary key (district_code, commitment_id, seq),
     foreign key (district_code, commitment_id) references deputies.commitment (district_code, id)
   )`,
  `create table deputies.verification (
     district_code text not null,
     commitment_id uuid not null,
     seq           int  not null,
     region        text not null,
     method        text not null,
     how           text not null,
     is_confirmed  boolean not null,
     by_account    text not null,
     by_person     uuid,
     verified_at   timestamptz not null,
     primary key (district_code, commitment_id, seq),
     foreign key (district_code, commitment_id) references deputies.commitment (district_code, id)
   )`,
  // A step that is planned on the way, with its day. One that is given up stays to be read, with the reason.
  `create table deputies.milestone (
     district_code text not null,
     id            uuid not null,
     commitment_id uuid not null,
     region        text not null,
     title         text not null check (title <> ''),
     planned_day   date not null,
     is_on_behalf  boolean not null,
     by_account    text not null,
     planned_at    timestamptz not null,
     given_up_at   timestamptz,
     reason        text,
     primary key (district_code, id),
     foreign key (district_code, commitment_id) references deputies.commitment (district_code, id)
   )`,
  `create index milestone_commitment on deputies.milestone (district_code, commitment_id, planned_day)`,
  `create index milestone_id on deputies.milestone (id)`,
  // What was done on the way. The id is made on the phone, so that a report sent twice is one report.
  `create table deputies.progress_entry (
     district_code   text not null,
     id              uuid not null,
     commitment_id   uuid not null,
     person_id       uuid not null,
     region          text not null,
     kind            text not null,
     text            text not null check (text <> ''),
     day             date not null,
     milestone_id    uuid,
     quantity        numeric,
     is_on_behalf    boolean not null default false,
     by_account      text not null,
     recorded_at     timestamptz not null,
     reported_at     timestamptz not null,
     withdrawn_at    timestamptz,
     primary key (district_code, id),
     foreign key (district_code, commitment_id) references deputies.commitment (district_code, id),
     foreign key (district_code, milestone_id) references deputies.milestone (district_code, id)
   )`,
  // A milestone is reached once.
  `create unique index progress_entry_milestone on deputies.progress_entry (district_code, milestone_id)
     where withdrawn_at is null and milestone_id is not null`,
  `create index progress_entry_commitment on deputies.progress_entry (district_code, commitment_id, day)`,
  `create index progress_entry_id on deputies.progress_entry (id)`,
];

const RESIDENTS = [
  `create table deputies.confirmation_round (
     district_code text not null,
     id            uuid not null,
     commitment_id uuid not null,
     region        text not null,
     code          text not null,
     opened_at     timestamptz not null,
     closes_at     timestamptz not null,
     primary key (district_code, id),
     unique (district_code, code),
     foreign key (district_code, commitment_id) references deputies.commitment (district_code, id)
   )`,
  `create index confirmation_round_code on deputies.confirmation_round (code)`,
  `create index confirmation_round_commitment on deputies.confirmation_round (district_code, commitment_id)`,
  // Who answered is not kept: only salted hashes of device and address, good for one round, so that one device
  // answers once, and one address not without end.
  `create table deputies.confirmation_answer (
     district_code text not null,
     round_id      uuid not null,
     device        text not null,
     place         text not null,
     answer        text not null,
     reason        text check (reason is null or (answer = 'not-done' and length(reason) <= 500)),
     answered_at   timestamptz not null,
     primary key (district_code, round_id, device),
     foreign key (district_code, round_id) references deputies.confirmation_round (district_code, id)
   )`,
  `create table deputies.dispute (
     district_code text not null,
     id            uuid not null,
     commitment_id uuid not null,
     region        text not null,
     source        text not null,
     text          text not null,
     state         text not null,
     raised_at     timestamptz not null,
     answer        text,
     by_account    text,
     by_person     uuid,
     decided_at    timestamptz,
     primary key (district_code, id),
     foreign key (district_code, commitment_id) references deputies.commitment (district_code, id)
   )`,
  `create index dispute_commitment on deputies.dispute (district_code, commitment_id)`,
];

/** What is not published is seen by the office of its region and by whom it is of. */
const COMMITMENT_SEEN = `${WITHIN} and (state in ('published', 'claimed', 'fulfilled', 'withdrawn')
  or kernel.acting_role() not in ('visitor', 'deputy', 'group-leader')
  or person_id::text = kernel.acting_person())`;
const COMMITMENT_CHANGED = `${WITHIN} and (kernel.acting_role() <> 'deputy' or person_id::text = kernel.acting_person())`;
/** A visitor answers a round, and nothing else. */
const ANSWERED = `${SHARED} and (kernel.may_write() or kernel.acting_role() = 'visitor')`;

const WALLS = [
  ...wall('deputies.membership', whoeverWrites(WITHIN)),
  ...wall('deputies.listing', whoeverWrites(SHARED)),
  ...wall('deputies.commitment', whoeverWrites(COMMITMENT_SEEN, COMMITMENT_CHANGED)),
  ...wall('deputies.commitment_change', whoeverWrites(SHARED)),
  ...wall('deputies.commitment_version', whoeverWrites(SHARED)),
  ...wall('deputies.commitment_review', whoeverWrites(WITHIN)),
  ...wall('deputies.verification', whoeverWrites(WITHIN)),
  ...wall('deputies.milestone', whoeverWrites(WITHIN)),
  ...wall('deputies.progress_entry', whoeverWrites(WITHIN)),
  ...wall('deputies.confirmation_round', whoeverWrites(WITHIN)),
  ...wall('deputies.dispute', whoeverWrites(WITHIN)),
  // Enough answers against make a dispute by themselves.
  `create policy raised_by_residents on deputies.dispute for insert
   with check (${WITHIN} and kernel.acting_role() = 'visitor' and source = 'residents' and state = 'open')`,
  `alter table deputies.confirmation_answer enable row level security`,
  `alter table deputies.confirmation_answer force row level security`,
  `create policy counted on deputies.confirmation_answer for select using (${SHARED})`,
  `create policy answered on deputies.confirmation_answer for insert with check (${ANSWERED})`,
];

export async function up(database: Database): Promise<void> {
  for (const statement of [...COMMITMENTS, ...RESIDENTS, ...WALLS]) await sql.raw(statement).execute(database);
}
