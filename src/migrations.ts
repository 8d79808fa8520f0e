import { kernelMigration, peopleMigration, trailMigration } from '#kernel/index.server.ts';
import { deputiesMigration, lifeMigration, postsMigration } from '#modules/deputies/index.server.ts';
import type { Migrations } from '#platform/database/migrate.ts';

/** Every step of the store's shape; the number in front puts the kernel before the modules that point to it. */
export const migrations: Migrations = {
  '1-kernel-0001-kernel': { up: kernelMigration },
  '1-kernel-0005-trail': { up: trailMigration },
  '1-kernel-0006-people': { up: peopleMigration },
  '2-deputies-0001-deputies': { up: deputiesMigration },
  '2-deputies-0002-life': { up: lifeMigration },
  '2-deputies-0003-posts': { up: postsMigration },
};
