import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

const TABLES = [
  `create table kernel.attachment (
     district_code   text        not null,
     id              uuid        not null,
     region          text        not null check (region ~ '^[0-9]{12}$'),
     subject_kind    text        not null check (subject_kind <> ''),
     subject_id      text        not null check (subject_id <> ''),
     unit            text,
     role            text        not null check (role in ('before', 'after', 'other')),
     kind            text        not null check (kind in ('picture', 'document')),
     format          text        not null,
     name            text        not null,
     state           text        not null check (state in ('received', 'processed', 'refused')),
     screening       text        not null check (screening in ('waiting', 'shown', 'refused')),
     shows_residents boolean,
     is_withheld     boolean     not null default false,
     refusal         text,
     original        uuid,
     original_sha256 text        not null,
     sha256          text,
     small_sha256    text,
     tiny_sha256     text,
     width           integer     not null,
     height          integer     not null,
     bytes           integer     not null,
     blurred         jsonb       not null default '[]',
     version         integer     not null default 1,
     received_at     timestamptz not null,
     received_by     text        not null,
     screened_at     timestamptz,
     screened_by     text,
     primary key (district_code, id),
     check ((state = 'received') = (original is not null)),
     check (screening <> 'shown' or (state = 'processed' and sha256 is not null))
   )`,
  // An address carries the id alone. Not unique, because Citus keeps uniqueness only with the district in the key.
  `create index attachment_id on kernel.attachment (id)`,
  `create index attachment_subject on kernel.attachment (subject_kind, subject_id)`,
  `create index attachment_waiting on kernel.attachment (region text_pattern_ops, received_at)
   where screening = 'waiting' and state = 'processed'`,
  `create index attachment_received on kernel.attachment (received_at) where state = 'received'`,
  ...['original', 'sha256', 'small_sha256', 'tiny_sha256'].map(
    (column) => `create index attachment_${column} on kernel.attachment (${column}) where ${column} is not null`,
  ),
];

export async function up(database: Database): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(database);
}
