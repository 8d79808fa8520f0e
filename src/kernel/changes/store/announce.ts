import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/** The channel on which every process that shows the store hears, after commit, that it has changed. */
export const CHANGED = 'jiannuo_changed';

/** @param about the id of the one thing whose own pages alone show the change; without it, any page may */
export async function announceChange(tx: Transaction, about = ''): Promise<void> {
  await sql`select pg_notify(${CHANGED}, ${about})`.execute(tx);
}
