import { sql } from 'kysely';
import { ConfigFailure } from '../config.ts';
import type { Database } from './database.ts';

const OLDEST_MAJOR = 15;

/**
 * Makes sure that a server of the operator's is recent enough.
 * @throws {ConfigFailure} when it is older than PostgreSQL 15
 */
export async function requireServerVersion(database: Database, oldest = OLDEST_MAJOR): Promise<void> {
  const { rows } = await sql<{ version: string }>`select current_setting('server_version') as version`.execute(
    database,
  );
  const version = rows[0]?.version ?? '';
  if (Number.parseInt(version, 10) >= oldest) return;
  throw new ConfigFailure({
    zh: `设置 DATABASE_URL 指向 PostgreSQL ${version}:需要 ${oldest} 或更新的版本。`,
    en: `DATABASE_URL leads to PostgreSQL ${version}: it has to be version ${oldest} or newer.`,
  });
}
