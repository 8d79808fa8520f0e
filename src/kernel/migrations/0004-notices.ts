import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

const TABLES = [
  // The outbox: what is to be told, to whom, once for ever. Written in the transaction of the change it tells of.
  `create table kernel.notice (
     district_code text        not null,
     id            uuid        not null,
     unique_key    text        not null,
     kind          text        not null,
     subject       text        not null,
     region        text        not null,
     recipient     jsonb       not null,
     state         text        not null check (state in ('waiting', 'addressed', 'void', 'nobody')),
     due_at        timestamptz not null,
     look_at       timestamptz not null,
     told          jsonb,
     told_at       timestamptz,
     recorded_at   timestamptz not null,
     primary key (district_code, id),
     unique (district_code, unique_key)
   )`,
  `create index notice_waiting on kernel.notice (look_at) where state = 'waiting'`,
  // One row for each recipient and channel. The recipient is an account, or the name of a webhook.
  `create table kernel.notice_delivery (
     district_code text        not null,
     id            uuid        not null,
     notice_id     uuid        not null,
     channel       text        not null check (channel in ('in-app', 'email', 'webhook', 'sms')),
     recipient     text        not null,
     state         text        not null check (state in
       ('waiting', 'sending', 'will-retry', 'delivered', 'in-doubt', 'given-up', 'void')),
     attempts      integer     not null,
     next_at       timestamptz not null,
     tried_at      timestamptz,
     failure       text,
     changed_at    timestamptz not null,
     read_at       timestamptz,
     primary key (district_code, id),
     unique (district_code, notice_id, channel, recipient),
     foreign key (district_code, notice_id) references kernel.notice (district_code, id)
   )`,
  `create index delivery_due on kernel.notice_delivery (channel, next_at)
     where state in ('waiting', 'will-retry', 'sending')`,
  `create index delivery_tried on kernel.notice_delivery (channel, tried_at)`,
  `create index delivery_inbox on kernel.notice_delivery (recipient) where channel = 'in-app'`,
  `create index delivery_id on kernel.notice_delivery (id)`,
  `create table kernel.contact_way (
     district_code text        not null,
     account_id    text        not null,
     channel       text        not null check (channel in ('email', 'sms')),
     address       text        not null,
     verified_at   timestamptz,
     code          text,
     code_until    timestamptz,
     guesses_left  integer     not null,
     primary key (district_code, account_id, channel)
   )`,
  `create table kernel.notice_setting (
     district_code text not null,
     account_id    text not null,
     language      text not null check (language in ('zh', 'en')),
     quiet_from    text check (quiet_from ~ '^[0-2][0-9]:[0-5][0-9]$'),
     quiet_until   text check (quiet_until ~ '^[0-2][0-9]:[0-5][0-9]$'),
     primary key (district_code, account_id)
   )`,
  `create table kernel.notice_wish (
     district_code text    not null,
     account_id    text    not null,
     kind          text    not null,
     channel       text    not null,
     is_wanted     boolean not null,
     primary key (district_code, account_id, kind, channel)
   )`,
];

export async function up(database: Database): Promise<void> {
  for (const statement of TABLES) await sql.raw(statement).execute(database);
}
