import { randomUUID } from 'node:crypto';
import { Writable } from 'node:stream';
import type pg from 'pg';
import { inject, test as base } from 'vitest';
import { APPLICATION_ROLE, grantApplication } from '#platform/database/application-role.ts';
import { openDatabase } from '#platform/database/database.ts';
import { prepareJobs } from '#platform/jobs/jobs.ts';
import { type Log, openLog } from '#platform/log.ts';
import { run } from './backup.ts';

interface Fixtures {
  /** What has been logged, as lines of JSON. */
  logged: string[];
  log: Log;
  /** Connections to a migrated database with the queue's tables, as owner and as application. */
  queue: { readonly owner: pg.PoolConfig; readonly application: pg.PoolConfig };
}

/** A test with a database of its own in which jobs can run. */
export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern -- the form that vitest asks for
  logged: async ({}, use) => use([]),
  log: async ({ logged }, use) => {
    const to = new Writable({
      write(chunk, _encoding, done) {
        logged.push(String(chunk));
        done();
      },
    });
    await use(openLog(to));
  },
  queue: async ({ log }, use) => {
    const host = inject('socketFolder');
    const database = `t_${randomUUID().replaceAll('-', '')}`;
    const admin = { host, user: 'jiannuo', database: 'postgres' };
    await run(admin, `create database ${database} template migrated`);
    const owner = { host, user: 'jiannuo', database };
    await prepareJobs(owner, log);
    const opened = openDatabase(owner);
    await grantApplication(opened);
    await opened.destroy();
    await use({ owner, application: { host, user: APPLICATION_ROLE, database } });
    await run(admin, `drop database ${database} with (force)`);
  },
});

/** Asks again until it is so; a test that waits in vain ends by its own limit. */
export async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await new Promise(setImmediate);
}
