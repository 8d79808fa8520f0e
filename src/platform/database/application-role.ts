import { sql } from 'kysely';
import type { Database } from './database.ts';

/** What the product connects as: no superuser, no owner, so that row-level security and grants hold. */
export const APPLICATION_ROLE = 'jiannuo_app';

/** Any number, as long as nothing else uses it: two processes that grant at once would trip over each other. */
const GRANTING = 7_269_001;

const GRANT = `
  do $$
  declare
    folder name;
  begin
    if not exists (select from pg_roles where rolname = '${APPLICATION_ROLE}') then
      begin
        create role ${APPLICATION_ROLE} login nosuperuser nocreatedb nocreaterole;
      exception when duplicate_object or unique_violation then
        null; -- made for another database of the same server at the same moment
      end;
    end if;
    if not pg_has_role(current_user, '${APPLICATION_ROLE}', 'member') then
      execute format('grant ${APPLICATION_ROLE} to %I', current_user);
    end if;
    for folder in
      select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'
    loop
      execute format('grant usage on schema %I to ${APPLICATION_ROLE}', folder);
      execute format('grant select, insert, update, delete on all tables in schema %I to ${APPLICATION_ROLE}', folder);
      -- Before PostgreSQL 17 only an owner looks after statistics: the product's ANALYZE is a warning there.
      if current_setting('server_version_num')::int >= 170000 then
        execute format('grant maintain on all tables in schema %I to ${APPLICATION_ROLE}', folder);
      end if;
      execute format('grant usage on all sequences in schema %I to ${APPLICATION_ROLE}', folder);
    end loop;
  end
  $$`;

/**
 * Makes the application's role if it is missing and lets it read and write all tables and look after their statistics,
 * owning none. To run as owner after each migration; running it again changes nothing.
 */
export async function grantApplication(database: Database): Promise<void> {
  await database.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${GRANTING})`.execute(tx);
    await sql.raw(GRANT).execute(tx);
  });
}
