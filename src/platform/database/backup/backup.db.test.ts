import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import type pg from 'pg';
import { describe, expect } from 'vitest';
import { APPLICATION_ROLE } from '#platform/database/application-role.ts';
import { type Database, openDatabase, openPool } from '#platform/database/database.ts';
import { migrate } from '#platform/database/migrate.ts';
import { PRODUCT_ROWS, run, test } from '#tests/support/backup.ts';
import { migrations } from '../../../migrations.ts';
import { compareStores } from './compare-stores.ts';
import type { Progress } from './format.ts';
import { verifyBackup } from './read-backup.ts';
import { restoreBackup } from './restore-backup.ts';
import { writeBackup } from './write-backup.ts';

const OPTIONS = { productVersion: '0.1.0', madeAt: Temporal.Instant.from('2020-10-28T01:00:00Z') };

const code = (code: string) => expect.objectContaining({ name: 'BackupFailure', code }) as unknown;

describe('a backup', () => {
  test('restored into an empty store is the same store', async ({ newStore, folder }) => {
    const [store, target] = [await newStore('migrated'), await newStore()];
    await run(store, ...PRODUCT_ROWS);
    const file = join(folder, 'a.backup');
    const steps = new Set<string>();
    const onProgress = (progress: Progress) => steps.add(progress.step);

    const written = await writeBackup(store, file, { ...OPTIONS, onProgress });
    const restored = await restoreBackup(target, file, { migrations, onProgress });

    expect(await compareStores(store, target)).toEqual([]);
    expect(written.rows).toBeGreaterThan(2000);
    expect(restored).toEqual({ ...written, upgraded: [] });
    expect([...steps].toSorted()).toEqual(['compare', 'load', 'verify', 'write']);
    expect(readdirSync(folder)).toEqual(['a.backup']);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    // The journal goes on where it was, and is append-only again.
    await run(
      target,
      `insert into kernel.journal_entry (district_code, at, actor, event, subject, facts)
      values ('500199', '2020-01-01', '', '', '', '{}')`,
    );
    const [last] = await run(target, 'select max(seq) as seq from kernel.journal_entry');
    expect(last?.rows).toEqual([{ seq: 501n }]);
    await expect(run(target, 'delete from kernel.journal_entry')).rejects.toThrow('append-only');
  });

  test('is a tar archive that needs no product of ours to be read', async ({ newStore, folder }) => {
    const store = await newStore('migrated');
    await run(store, ...PRODUCT_ROWS);
    const file = join(folder, 'a.backup');
    const { manifest } = await writeBackup(store, file, OPTIONS);

    execFileSync('tar', ['-xf', file], { cwd: folder });
    const place = manifest.tables.findIndex((table) => table.name === 'setting');
    const part = join(folder, 'tables', String(place).padStart(4, '0'), '000000.copy.gz');
    expect(execFileSync('gunzip', ['-c', part], { encoding: 'utf8' })).toBe('mode\tdemo\n');
    expect(JSON.parse(readFileSync(join(folder, 'jiannuo-backup.json'), 'utf8'))).toEqual(manifest);
    expect(manifest).toMatchObject({ madeAt: '2020-10-28T01:00:00.000000Z', migrations: Object.keys(migrations) });
  });

  test('of equal stores is equal to the last byte', async ({ newStore, folder }) => {
    const [store, target] = [await newStore('migrated'), await newStore()];
    await run(store, ...PRODUCT_ROWS);
    const [one, two] = [join(folder, '1'), join(folder, '2')];
    await writeBackup(store, one, OPTIONS);
    await restoreBackup(target, one, { migrations });
    await writeBackup(target, two, OPTIONS);
    expect(readFileSync(one).equals(readFileSync(two))).toBe(true);
  });

  test('shows one instant of a store that others write to', async ({ newStore, folder }) => {
    const shape = {
      '1': {
        up: (db: Database) =>
          migrateBy(db, [
            'create table giver (id int primary key, has int not null)',
            'create table taker (id int primary key, has int not null)',
          ]),
      },
    };
    const [store, target] = [await newStore(), await newStore()];
    await prepare(store, shape);
    await run(
      store,
      'insert into giver select n, 100 from generate_series(1, 20000) n',
      'insert into taker select n, 0 from generate_series(1, 20000) n',
    );
    const pool = openPool({ ...store, max: 1 });
    let transfers = 0;
    let isDone = false;
    const transfer = async () => {
      const share = [transfers++ % 97];
      await pool.query(
        `with given as (update giver set has = has - 1 where id % 97 = $1 returning id)
         update taker set has = has + 1 from given where taker.id = given.id`,
        share,
      );
    };
    const goOn = async () => {
      while (!isDone) await transfer();
    };
    await transfer();
    const writer = goOn();
    const file = join(folder, 'a.backup');
    await writeBackup(store, file, OPTIONS);
    isDone = true;
    await writer;
    await pool.end();

    await restoreBackup(target, file, { migrations: shape });
    const [sums] = await run(
      target,
      `select count(*)::int as all, count(*) filter (where giver.has + taker.has <> 100)::int as torn,
         sum(taker.has)::int > 0 as "isMoved"
       from giver join taker using (id)`,
    );
    expect(sums?.rows).toEqual([{ all: 20_000, torn: 0, isMoved: true }]);
    expect(transfers).toBeGreaterThan(2);
  });

  test('replaces no file unless it is told to', async ({ newStore, folder }) => {
    const store = await newStore('migrated');
    const file = join(folder, 'a.backup');
    writeFileSync(file, 'precious');
    await expect(writeBackup(store, file, OPTIONS)).rejects.toEqual(code('backup.exists'));
    expect(readFileSync(file, 'utf8')).toBe('precious');
    await writeBackup(store, file, { ...OPTIONS, overwrite: true });
    expect((await verifyBackup(file)).manifest.tables.length).toBeGreaterThan(10);
  });

  test('that cannot be written leaves nothing behind', async ({ newStore, folder }) => {
    const store = await newStore('migrated');
    await expect(writeBackup(store, join(folder, 'no', 'a'), OPTIONS)).rejects.toEqual(code('backup.unwritable'));
    const nowhere = { ...store, database: 'no_such_database' };
    await expect(writeBackup(nowhere, join(folder, 'a'), OPTIONS)).rejects.toEqual(code('store.unavailable'));
    const noServer = { ...store, host: folder };
    await expect(writeBackup(noServer, join(folder, 'a'), OPTIONS)).rejects.toEqual(code('store.unavailable'));
    const stranger = { ...store, user: APPLICATION_ROLE };
    await run(store, `revoke select on kernel.person from ${APPLICATION_ROLE}`);
    await expect(writeBackup(stranger, join(folder, 'a'), OPTIONS)).rejects.toEqual(code('store.no-rights'));
    expect(readdirSync(folder)).toEqual([]);
  });

  test('killed in the middle has no name yet, and the next one succeeds', async ({ newStore, folder }) => {
    const store = await newStore('migrated');
    await run(store, ...PRODUCT_ROWS);
    const file = join(folder, 'a.backup');
    runKilled(
      'write-backup.ts',
      `writeBackup(${JSON.stringify(store)}, ${JSON.stringify(file)}, { productVersion: '',
      madeAt: Temporal.Instant.from('2020-10-28T01:00:00Z'), onProgress: ({ table }) => die(table === 'kernel.person') })`,
    );
    expect(readdirSync(folder)).toEqual(['a.backup.part']);
    await expect(verifyBackup(`${file}.part`)).rejects.toMatchObject({ name: 'BackupFailure' });
    await writeBackup(store, file, OPTIONS);
    expect(readdirSync(folder)).toEqual(['a.backup']);
  });
});

describe('a restore', () => {
  test('refuses a file with any bit changed or cut off anywhere, and touches nothing', async ({ newStore, folder }) => {
    const [store, target] = [await newStore('migrated'), await newStore('migrated')];
    await run(store, ...PRODUCT_ROWS.slice(0, -1));
    const [good, bad] = [join(folder, 'good'), join(folder, 'bad')];
    await writeBackup(store, good, OPTIONS);
    const bytes = readFileSync(good);
    // A fixed stride that is prime, so that all kinds of places are hit; and the whole of both ends.
    const stride = Math.floor(bytes.length / 200) | 1;
    const spread = Array.from({ length: 200 }, (_, n) => n * stride);
    const ends = [0, 19, 99, 511, 512, 513, bytes.length - 1, bytes.length - 1025, bytes.length - 1536];
    const attempt = () => restoreBackup(target, bad, { migrations });
    for (const at of [...spread, ...ends]) {
      const changed = Buffer.from(bytes);
      changed.writeUInt8(changed.readUInt8(at) ^ (1 << (at % 8)), at);
      writeFileSync(bad, changed);
      const expected = at < 20 ? /^backup[.](foreign|damaged)$/ : /^backup[.]damaged$/;
      await expect(attempt(), `byte ${at}`).rejects.toMatchObject({ code: expect.stringMatching(expected) as unknown });
    }
    for (const at of [...spread, ...ends]) {
      writeFileSync(bad, bytes.subarray(0, at));
      const expected = at < 20 ? 'backup.foreign' : 'backup.damaged';
      await expect(attempt(), `cut at ${at}`).rejects.toMatchObject({ code: expected });
    }
    writeFileSync(bad, Buffer.concat([bytes, Buffer.alloc(512)]));
    await expect(attempt()).rejects.toEqual(code('backup.damaged'));
    expect(await compareStores(target, await newStore('migrated'))).toEqual([]);
    await restoreBackup(target, good, { migrations });
    expect(await compareStores(store, target)).toEqual([]);
  });

  test('refuses what is no backup', async ({ newStore, folder }) => {
    const target = await newStore();
    writeFileSync(join(folder, 'a.txt'), '姓名,层级\n');
    execFileSync('tar', ['-czf', 'a.tar.gz', 'a.txt'], { cwd: folder });
    execFileSync('tar', ['-cf', 'a.tar', 'a.txt'], { cwd: folder });
    writeFileSync(join(folder, 'empty'), '');
    writeFileSync(join(folder, 'a.zip'), Buffer.from('504b0506000000000000000000000000000000000000', 'hex'));
    writeFileSync(join(folder, 'a.gz'), gzipSync('select 1'));
    for (const name of ['a.txt', 'a.tar.gz', 'a.tar', 'empty', 'a.zip', 'a.gz']) {
      const attempt = restoreBackup(target, join(folder, name), { migrations });
      await expect(attempt, name).rejects.toEqual(code('backup.foreign'));
    }
    for (const name of ['missing', '.']) {
      const attempt = restoreBackup(target, join(folder, name), { migrations });
      await expect(attempt, name).rejects.toEqual(code('backup.unreadable'));
    }
    expect(await compareStores(target, await newStore())).toEqual([]);
  });

  test('refuses a store with a single row, and one whose rights are not ours', async ({ newStore, folder }) => {
    const [store, target, empty] = [await newStore('migrated'), await newStore('migrated'), await newStore()];
    await run(store, ...PRODUCT_ROWS.slice(0, 2));
    const file = join(folder, 'a.backup');
    await writeBackup(store, file, OPTIONS);
    const before = await newStore('migrated');
    await run(target, `insert into kernel.region values ('500199000000', '某区')`);
    await run(before, `insert into kernel.region values ('500199000000', '某区')`);

    await expect(restoreBackup(target, file, { migrations })).rejects.toEqual(code('restore.not-empty'));
    expect(await compareStores(target, before)).toEqual([]);

    const stranger = { ...(await newStore('migrated')), user: APPLICATION_ROLE };
    await expect(restoreBackup(stranger, file, { migrations })).rejects.toEqual(code('store.no-rights'));
    const strangerInEmpty = { ...empty, user: APPLICATION_ROLE };
    await expect(restoreBackup(strangerInEmpty, file, { migrations })).rejects.toEqual(code('store.no-rights'));
    expect(await compareStores(empty, await newStore())).toEqual([]);
  });

  test('killed in the middle leaves the store as it was', async ({ newStore, folder }) => {
    const [store, target] = [await newStore('migrated'), await newStore()];
    await run(store, ...PRODUCT_ROWS);
    const file = join(folder, 'a.backup');
    await writeBackup(store, file, OPTIONS);
    runKilled(
      'restore-backup.ts',
      `import('${import.meta.resolve('../../../migrations.ts')}').then(({ migrations }) =>
      restoreBackup(${JSON.stringify(target)}, ${JSON.stringify(file)}, { migrations,
        onProgress: ({ step, table }) => die(step === 'compare' && table === 'deputies.membership') }))`,
    );
    expect(await compareStores(target, await newStore())).toEqual([]);
    await restoreBackup(target, file, { migrations });
    expect(await compareStores(store, target)).toEqual([]);
  });

  test('takes an older backup through the steps since, and refuses a newer one', async ({ newStore, folder }) => {
    const first = {
      up: (db: Database) =>
        migrateBy(db, [
          'create table a (id int primary key)',
          'create table seed (id int)',
          'insert into seed values (1)',
        ]),
    };
    const second = { up: (db: Database) => migrateBy(db, ['create table b as select id, id * 2 as twice from a']) };
    const [old, target, newer] = [await newStore(), await newStore(), await newStore()];
    await prepare(old, { first });
    await run(old, 'insert into a values (21)', 'insert into seed values (2)');
    const file = join(folder, 'old');
    await writeBackup(old, file, OPTIONS);

    expect((await restoreBackup(target, file, { migrations: { first, second } })).upgraded).toEqual(['second']);
    const [b, seed] = await run(target, 'select * from b', 'select * from seed order by id');
    expect([b?.rows, seed?.rows]).toEqual([[{ id: 21, twice: 42 }], [{ id: 1 }, { id: 2 }]]);

    await prepare(newer, { first, second });
    await run(newer, 'delete from seed');
    const attempt = restoreBackup(newer, file, { migrations: { first, second } });
    await expect(attempt).rejects.toEqual(code('restore.store-newer'));
    await writeBackup(target, join(folder, 'new'), OPTIONS);
    const downgrade = restoreBackup(await newStore(), join(folder, 'new'), { migrations: { first } });
    await expect(downgrade).rejects.toEqual(code('backup.too-new'));
  });

  test('refuses a shape that is not the one of the same steps', async ({ newStore, folder }) => {
    const shape = (column: string) => ({
      one: { up: (db: Database) => migrateBy(db, [`create table a (${column})`]) },
    });
    const store = await newStore();
    await prepare(store, shape('id text'));
    await run(store, `insert into a values ('x')`);
    const file = join(folder, 'a');
    await writeBackup(store, file, OPTIONS);
    const attempt = async (column: string) => restoreBackup(await newStore(), file, { migrations: shape(column) });
    await expect(attempt('id int')).rejects.toEqual(code('restore.shape-differs'));
    await expect(attempt(`id text check (id <> 'x')`)).rejects.toEqual(code('restore.refused'));
  });
});

async function migrateBy(database: Database, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(database);
}

async function prepare(store: pg.PoolConfig, shape: Parameters<typeof migrate>[1]): Promise<void> {
  const database = openDatabase(store);
  await migrate(database, shape).finally(() => database.destroy());
}

/** Runs `call` in a process that kills itself when `die` is told so. */
function runKilled(source: string, call: string): void {
  const script = `
    import * as all from '${import.meta.resolve(`./${source}`)}';
    const { writeBackup, restoreBackup } = all;
    const die = (now) => now && process.kill(process.pid, 'SIGKILL');
    await ${call};`;
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
  expect(child.signal, child.stderr).toBe('SIGKILL');
}
