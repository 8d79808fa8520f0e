import {
  accountsMigration,
  attachmentsMigration,
  calendarMigration,
  kernelMigration,
  noticesMigration,
  peopleMigration,
  trailMigration,
  wallsMigration,
} from '#kernel/index.server.ts';
import {
  activitiesMigration,
  batchRegionMigration,
  deputiesMigration,
  deputiesWallsMigration,
  importUndoMigration,
  lifeMigration,
  officeMigration,
  postsMigration,
  printingMigration,
  reportsMigration,
  stationsMigration,
  visitsMigration,
} from '#modules/deputies/index.server.ts';
import type { Migrations } from '#platform/database/migrate.ts';

/** Every step of the store's shape; the number in front puts the kernel before the modules that point to it. */
export const migrations: Migrations = {
  '1-kernel-0001-kernel': { up: kernelMigration },
  '1-kernel-0002-accounts': { up: accountsMigration },
  '1-kernel-0003-attachments': { up: attachmentsMigration },
  '1-kernel-0004-notices': { up: noticesMigration },
  '1-kernel-0005-trail': { up: trailMigration },
  '1-kernel-0006-people': { up: peopleMigration },
  '1-kernel-0007-walls': { up: wallsMigration },
  '1-kernel-0008-calendar': { up: calendarMigration },
  '2-deputies-0001-deputies': { up: deputiesMigration },
  '2-deputies-0002-life': { up: lifeMigration },
  '2-deputies-0003-batch-region': { up: batchRegionMigration },
  '2-deputies-0004-office': { up: officeMigration },
  '2-deputies-0005-posts': { up: postsMigration },
  '2-deputies-0006-import-undo': { up: importUndoMigration },
  '2-deputies-0007-walls': { up: deputiesWallsMigration },
  '2-deputies-0008-stations': { up: stationsMigration },
  '2-deputies-0009-activities': { up: activitiesMigration },
  '2-deputies-0010-visits': { up: visitsMigration },
  '2-deputies-0011-printing': { up: printingMigration },
  '2-deputies-0012-reports': { up: reportsMigration },
};
