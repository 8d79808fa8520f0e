import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/** The channel on which every process that shows the store hears, after commit, that it has changed. */
export const CHANGED = 'jiannuo_changed';

export async function announceChange(tx: Transaction): Promise<void> {
  await sql`select pg_notify(${CHANGED}, '')`.execute(tx);
}
