import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

/** The sign-in library's five tables under names of ours, and what the product adds: who may do what, and who tried. */
const TABLES = [
  `create table kernel.account (
     id                  uuid primary key,
     name                text        not null check (name <> ''),
     user_name           text        check (user_name ~ '^[a-z][a-z0-9._-]{2,31}$'),
     phone               text        check (phone ~ '^1[0-9]{10}$'),
     address             text        not null,
     is_address_verified boolean     not null default true,
     picture             text,
     has_second_factor   boolean     not null default false,
     region              text        not null,
     person_district     text,
     person_id           uuid,
     is_demonstration    boolean     not null default false,
     disabled_at         timestamptz,
     created_at          timestamptz not null,
     updated_at          timestamptz not null,
     check (user_name is not null or phone is not null or disabled_at is not null),
     check ((person_district is null) = (person_id is null)),
     foreign key (person_district, person_id) references kernel.person (district_code, id)
   )`,
  // An account that is closed gives its user name and phone free.
  `create unique index account_user_name on kernel.account (user_name) where disabled_at is null`,
  `create unique index account_phone on kernel.account (phone) where disabled_at is null`,
  `create unique index account_address on kernel.account (address)`,
  `create index account_region on kernel.account (region text_pattern_ops)`,
  `create index account_person on kernel.account (person_district, person_id)`,
  `create table kernel.account_session (
     id           uuid primary key,
     account_id   uuid        not null references kernel.account (id) on delete cascade,
     token        text        not null,
     method       text        not null,
     ip_address   text,
     user_agent   text,
     expires_at   timestamptz not null,
     created_at   timestamptz not null,
     updated_at   timestamptz not null
   )`,
  `create unique index account_session_token on kernel.account_session (token)`,
  `create index account_session_account on kernel.account_session (account_id)`,
  `create table kernel.account_credential (
     id                       uuid primary key,
     account_id               uuid        not null references kernel.account (id) on delete cascade,
     provider                 text        not null,
     subject                  text        not null,
     password                 text,
     access_token             text,
     refresh_token            text,
     id_token                 text,
     access_token_expires_at  timestamptz,
     refresh_token_expires_at timestamptz,
     scope                    text,
     created_at               timestamptz not null,
     updated_at               timestamptz not null
   )`,
  `create unique index account_credential_subject on kernel.account_credential (provider, subject)`,
  `create index account_credential_account on kernel.account_credential (account_id)`,
  `create table kernel.account_verification (
     id         uuid primary key,
     identifier text        not null,
     value      text        not null,
     expires_at timestamptz not null,
     created_at timestamptz not null,
     updated_at timestamptz not null
   )`,
  `create index account_verification_identifier on kernel.account_verification (identifier)`,
  `create table kernel.account_second_factor (
     id             uuid primary key,
     account_id     uuid    not null references kernel.account (id) on delete cascade,
     secret         text    not null,
     recovery_codes text    not null,
     is_verified    boolean not null default false,
     failures       integer not null default 0,
     locked_until   timestamptz,
     last_step      bigint,
     -- A new phone that its owner has yet to prove; until then the one before holds.
     next_secret         text,
     next_recovery_codes text,
     next_until          timestamptz
   )`,
  `create unique index account_second_factor_account on kernel.account_second_factor (account_id)`,
  `create table kernel.role_grant (
     district_code text not null,
     id            uuid not null,
     account_id    uuid not null references kernel.account (id),
     role          text not null,
     region        text not null,
     unit          text,
     from_day      date not null,
     until_day     date,
     granted_by    text not null,
     primary key (district_code, id),
     check (until_day is null or until_day >= from_day)
   )`,
  `create index role_grant_id on kernel.role_grant (id)`,
  `create index role_grant_account on kernel.role_grant (account_id)`,
  // A code that opens an account (an invitation, the first admin's) or sets a new password (a reset at the counter).
  `create table kernel.invitation (
     district_code        text        not null,
     id                   uuid        not null,
     kind                 text        not null check (kind in ('invitation', 'reset', 'first-admin')),
     code_hash            text        not null,
     name                 text        not null,
     role                 text,
     region               text        not null,
     unit                 text,
     person_id            uuid,
     account_id           uuid        references kernel.account (id),
     resets_second_factor boolean     not null default false,
     created_at           timestamptz not null,
     created_by           text        not null,
     expires_at           timestamptz not null,
     used_at              timestamptz,
     used_by              uuid        references kernel.account (id),
     withdrawn_at         timestamptz,
     primary key (district_code, id),
     foreign key (district_code, person_id) references kernel.person (district_code, id),
     check (kind = 'reset' or role is not null),
     check ((kind = 'reset') = (account_id is not null))
   )`,
  `create index invitation_code on kernel.invitation (code_hash)`,
  `create index invitation_id on kernel.invitation (id)`,
  `create table kernel.sign_in_lock (
     subject      text primary key,
     failures     integer     not null,
     failed_at    timestamptz not null,
     locked_until timestamptz
   )`,
  `create table kernel.sign_in_event (
     id         uuid primary key,
     at         timestamptz not null,
     account_id uuid,
     event      text        not null,
     method     text,
     ip_address text        not null,
     user_agent text        not null
   )`,
  `create index sign_in_event_account on kernel.sign_in_event (account_id, at)`,
  `create index sign_in_event_at on kernel.sign_in_event (at)`,
];

export async function up(database: Database): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(database);
}
