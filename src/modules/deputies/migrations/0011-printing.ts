import { sql } from 'kysely';
import { walls } from '#kernel/index.server.ts';
import type { Database } from '#platform/database/database.ts';

const { WITHIN, wall, whoeverWrites } = walls;

const PRINTING = [
  // What was printed of a post, and hangs until it is replaced or taken down. What is shown stands in it as hashes of its
  // fields only, so that no phone number is kept in a second place.
  `create table deputies.printout (
     district_code text        not null,
     id            uuid        not null,
     batch_id      uuid        not null,
     region        text        not null,
     person_id     uuid        not null,
     membership_id uuid        not null,
     kind          text        not null check (kind in ('nameplate', 'door', 'wall', 'notice')),
     place         text        not null,
     hash          text        not null,
     fields        jsonb       not null,
     printed_by    text        not null,
     printed_at    timestamptz not null,
     gone_at       timestamptz,
     primary key (district_code, id),
     foreign key (district_code, membership_id) references deputies.membership (district_code, id) on delete cascade
   )`,
  `create index printout_hanging on deputies.printout (district_code, membership_id, kind) where gone_at is null`,
  `create index printout_person on deputies.printout (district_code, person_id)`,
  // Which of the fields that hang are not true any more.
  `alter table deputies.reprint_task add column changes text[] not null default '{}'`,
];

const WALLS = wall('deputies.printout', whoeverWrites(`${WITHIN} and kernel.acting_role() <> 'visitor'`, WITHIN));

export async function up(database: Database): Promise<void> {
  for (const statement of [...PRINTING, ...WALLS]) await sql.raw(statement).execute(database);
}
