import { attachmentsMigration, kernelMigration } from '#kernel/index.server.ts';
import { deputiesMigration } from '#modules/deputies/index.server.ts';
import type { Migrations } from '#platform/database/migrate.ts';

/** Every step of the store's shape; the number in front puts the kernel before the modules that point to it. */
export const migrations: Migrations = {
  '1-kernel-0001-kernel': { up: kernelMigration },
  '1-kernel-0003-attachments': { up: attachmentsMigration },
  '2-deputies-0001-deputies': { up: deputiesMigration },
};
