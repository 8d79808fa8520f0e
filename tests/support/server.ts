import { once } from 'node:events';
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import type { TestProject } from 'vitest/node';
import { migrations } from '../../src/migrations.ts';
import { grantApplication } from '../../src/platform/database/application-role.ts';
import { type Database, openDatabase } from '../../src/platform/database/database.ts';
import { usableBinaries } from '../../src/platform/database/embedded/binaries.ts';
import {
  type Cluster,
  OWNER,
  clusterConnection,
  clusterLog,
  makeCluster,
  makeOwnFolder,
  spawnPostmaster,
} from '../../src/platform/database/embedded/cluster.ts';
import { osUserFor } from '../../src/platform/database/embedded/os-user.ts';
import { migrate } from '../../src/platform/database/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Tests connect here as role `jiannuo_app`, to a copy of their own of the database `migrated`. */
    socketFolder: string;
  }
}

const SPEED = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '200' };

async function withDatabase(cluster: Cluster, name: string, use: (database: Database) => Promise<unknown>) {
  const database = openDatabase(clusterConnection(cluster, OWNER, name));
  try {
    await use(database);
  } finally {
    await database.destroy();
  }
}

/** Runs `attempt` until the server accepts connections, or has ended. */
async function whenReady(hasEnded: () => boolean, attempt: () => Promise<void>): Promise<void> {
  for (;;) {
    try {
      await attempt();
      return;
    } catch (error) {
      if (hasEnded()) throw error;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
}

/** One server for all tests, with one migrated database that each test copies in some 30 ms. */
export default async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const parent = mkdtempSync(join(tmpdir(), 'jiannuo-test-'));
  chmodSync(parent, 0o755);
  const folder = join(parent, 'postgres');
  const user = osUserFor(folder);
  const bin = usableBinaries(join(tmpdir(), 'jiannuo-binaries'), user, () => undefined);
  const cluster: Cluster = { bin, folder, socketFolder: folder, user };
  makeOwnFolder(folder, user);
  await makeCluster(cluster, { sync: false });
  const server = spawnPostmaster(cluster, SPEED);
  const hasEnded = () => server.exitCode !== null || server.pid === undefined;

  try {
    await whenReady(hasEnded, () =>
      withDatabase(cluster, 'postgres', (database) => sql`create database migrated`.execute(database)),
    );
    await withDatabase(cluster, 'migrated', async (database) => {
      await migrate(database, migrations);
      await grantApplication(database);
    });
  } catch (error) {
    server.kill('SIGQUIT');
    throw new Error(`The test server:\n${readFileSync(clusterLog(cluster), 'utf8')}`, { cause: error });
  }

  provide('socketFolder', folder);
  return async () => {
    // The run would end before the server does: a detached child does not keep this process.
    server.ref();
    const ended = once(server, 'exit');
    server.kill('SIGQUIT');
    await ended;
    rmSync(parent, { recursive: true });
  };
}
