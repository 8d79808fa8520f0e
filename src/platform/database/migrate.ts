import { type Migration, Migrator } from 'kysely/migration';
import type { Database } from './database.ts';

/** Migrations by name, in the order of their names: `1-kernel-0001-…` before `2-deputies-0001-…`. */
export type Migrations = Readonly<Record<string, Migration>>;

/**
 * Brings a store up to date, each step in the one transaction of all steps.
 * @returns the names of the steps taken now, none when the store was up to date
 * @throws whatever a step throws; nothing is changed then
 */
export async function migrate(database: Database, migrations: Migrations): Promise<string[]> {
  const migrator = new Migrator({
    db: database,
    provider: { getMigrations: () => Promise.resolve({ ...migrations }) },
    // A kernel step may come after a module's step that an older store has taken already.
    allowUnorderedMigrations: true,
  });
  const { error, results } = await migrator.migrateToLatest();
  if (error !== undefined) throw new Error('the store could not be brought up to date', { cause: error });
  return (results ?? []).map((result) => result.migrationName);
}
