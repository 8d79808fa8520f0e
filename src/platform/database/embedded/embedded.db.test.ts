import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterAll, test as base, beforeAll, describe, expect, vi } from 'vitest';
import { openDatabase } from '../database.ts';
import { type Embedded, startEmbedded } from './embedded.ts';

interface Stage {
  readonly data: string;
  /** Starts or joins the server of the data folder; it is let go of at the end of the test. */
  start(folder?: string): Promise<Embedded>;
  readonly said: string[];
}

function makeStage() {
  const parent = mkdtempSync(join(tmpdir(), 'jiannuo-embedded-'));
  // mkdtemp makes it for this user alone, and PostgreSQL may run as another.
  chmodSync(parent, 0o755);
  const started: Embedded[] = [];
  const said: string[] = [];
  const stage: Stage = {
    data: join(parent, 'data'),
    said,
    async start(folder = join(parent, 'data')) {
      const embedded = await startEmbedded(folder, { onProgress: ({ en }) => said.push(en) });
      started.push(embedded);
      return embedded;
    },
  };
  const end = async () => {
    for (const embedded of started) await embedded.stop();
    rmSync(parent, { recursive: true });
  };
  return { stage, end };
}

// Starting waits for the disk, which others may keep busy.
vi.setConfig({ testTimeout: 90_000, hookTimeout: 90_000 });

/** A store that was made and stopped before; making one takes most of a second, and more on a busy disk. */
const made = makeStage();
beforeAll(async () => {
  await (await made.stage.start()).stop();
});
afterAll(made.end);

/** `bare` has nothing in its data folder; `stage` has a store that was stopped. */
const test = base.extend<{ bare: Stage; stage: Stage }>({
  // eslint-disable-next-line no-empty-pattern -- vitest reads the names of the fixtures from here
  bare: async ({}, use) => {
    const { stage, end } = makeStage();
    await use(stage);
    await end();
  },
  stage: async ({ bare }, use) => {
    mkdirSync(bare.data);
    const from = join(made.stage.data, 'postgres');
    spawnSync('cp', ['-a', '--', from, join(bare.data, 'postgres')]);
    await use(bare);
  },
});

async function ask<T>(embedded: Embedded, query: string): Promise<T | undefined> {
  const database = openDatabase(embedded.connection('owner'));
  try {
    const { rows } = await sql.raw<{ answer: T }>(query).execute(database);
    return rows[0]?.answer;
  } finally {
    await database.destroy();
  }
}

const postmasterOf = (embedded: Embedded): number =>
  Number.parseInt(readFileSync(join(embedded.folder, 'data', 'postmaster.pid'), 'utf8'), 10);

/** A second process that uses the data folder, as the command line does beside the web server. */
function anotherProcess(data: string, then = ''): ChildProcess {
  const module = join(import.meta.dirname, 'embedded.ts');
  const program = `
    import { startEmbedded } from ${JSON.stringify(module)};
    const embedded = await startEmbedded(${JSON.stringify(data)});
    process.on('message', async () => { await embedded.stop(); process.exit(); });
    ${then}
    process.send({ adopted: embedded.adopted });`;
  return spawn(process.execPath, ['--input-type=module-typescript', '-e', program], {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

async function adoptedBy(child: ChildProcess): Promise<boolean> {
  const [{ adopted }] = (await once(child, 'message')) as [{ adopted: boolean }];
  return adopted;
}

async function end(child: ChildProcess): Promise<void> {
  const exit = once(child, 'exit');
  child.send('stop');
  await exit;
}

describe('the embedded PostgreSQL', () => {
  test('is a PostgreSQL 18 with checksums, UTF-8, no TCP port and no locale of the machine', async ({ bare }) => {
    const embedded = await bare.start();
    expect(embedded.adopted).toBe(false);
    const settings = await ask<string>(
      embedded,
      `select concat_ws(' ', current_setting('server_version_num')::int / 10000, current_setting('data_checksums'),
         current_setting('server_encoding'), quote_literal(current_setting('listen_addresses')),
         datlocprovider, datlocale, current_setting('fsync'), current_setting('TimeZone')) as answer
       from pg_database where datname = current_database()`,
    );
    expect(settings).toBe("18 on UTF8 '' b C.UTF-8 on UTC");
    expect(statSync(embedded.folder).mode & 0o777).toBe(0o700);
  });

  test('keeps what is stored from one start to the next', async ({ stage }) => {
    const first = await stage.start();
    await ask(first, 'create table kept as select 1 as answer');
    await first.stop();
    expect(existsSync(join(first.folder, 'data', 'postmaster.pid'))).toBe(false);
    expect(await ask(await stage.start(), 'select answer from kept')).toBe(1);
  });

  test('is joined by others, and stopped by the last of them', async ({ stage }) => {
    const first = await stage.start();
    const second = await stage.start();
    expect(second.adopted).toBe(true);
    await first.stop();
    expect(await ask(second, 'select 1 as answer')).toBe(1);
    await second.stop();
    expect(existsSync(join(second.folder, 'data', 'postmaster.pid'))).toBe(false);
  });

  test('started by several processes at once is started by one', async ({ bare }) => {
    const children = [anotherProcess(bare.data), anotherProcess(bare.data)];
    const adopted = await Promise.all(children.map(adoptedBy));
    expect(adopted.toSorted()).toEqual([false, true]);
    await Promise.all(children.map(end));
    expect(existsSync(join(bare.data, 'postgres', 'data', 'postmaster.pid'))).toBe(false);
  });

  test('outlives a killed process and is joined by the next', async ({ stage }) => {
    const child = anotherProcess(stage.data);
    expect(await adoptedBy(child)).toBe(false);
    const exit = once(child, 'exit');
    child.kill('SIGKILL');
    await exit;
    expect((await stage.start()).adopted).toBe(true);
  });

  test('has one web server; the next is told so, until the first is gone', async ({ stage }) => {
    const child = anotherProcess(stage.data, 'await embedded.holdServerLock();');
    await adoptedBy(child);
    const embedded = await stage.start();
    await expect(embedded.holdServerLock()).rejects.toMatchObject({ code: 'already-serving' });
    child.kill('SIGKILL');
    await embedded.holdServerLock();
  });

  test('comes back by itself when it is killed, with its locks', async ({ stage }) => {
    const embedded = await stage.start();
    await embedded.holdServerLock();
    await ask(embedded, 'create table kept as select 1 as answer');
    const killed = postmasterOf(embedded);
    process.kill(killed, 'SIGKILL');
    await expect.poll(() => stage.said.at(-1), { timeout: 60_000 }).toBe('The database runs again.');
    expect(postmasterOf(embedded)).not.toBe(killed);
    expect(await ask(embedded, 'select answer from kept')).toBe(1);
    const next = await stage.start();
    await expect(next.holdServerLock()).rejects.toMatchObject({ code: 'already-serving' });
  });

  test('waits for what a killed postmaster has left', async ({ stage }) => {
    const first = await stage.start();
    const database = openDatabase(first.connection('owner'));
    // A backend in a query notices late that its postmaster is gone.
    const long = sql`select count(*) from generate_series(1, 12000000)`.execute(database).catch(() => undefined);
    await expect
      .poll(() =>
        ask<number>(first, `select count(*)::int as answer from pg_stat_activity where query like '%12000000%'`),
      )
      .toBeGreaterThan(1);
    process.kill(postmasterOf(first), 'SIGKILL');
    const second = await stage.start();
    expect(await ask(second, 'select 1 as answer')).toBe(1);
    await long;
    await database.destroy();
  });

  test('starts although a lock file names a process of another program', async ({ stage }) => {
    const first = await stage.start();
    const file = join(first.folder, 'data', 'postmaster.pid');
    const { uid, gid } = statSync(file);
    await first.stop();
    const other = spawn('sleep', ['60'], { uid, gid, cwd: '/' });
    const pid = String(other.pid);
    writeFileSync(
      file,
      `${pid}\n${join(first.folder, 'data')}\n1790000000\n5432\n${first.folder}\n\n  1234567 1\nready\n`,
    );
    writeFileSync(join(first.folder, '.s.PGSQL.5432.lock'), `${pid}\n`);
    spawnSync('chown', [`${uid}:${gid}`, file, join(first.folder, '.s.PGSQL.5432.lock')]);
    expect((await stage.start()).adopted).toBe(false);
    expect(other.exitCode).toBeNull();
    other.kill();
  });

  test('has a socket elsewhere when its own path is too long for one', async ({ bare }) => {
    const embedded = await bare.start(join(bare.data, '很长的目录名'.repeat(8)));
    expect(embedded.connection('owner').host).toMatch(/jiannuo-[0-9a-f]{12}$/);
    expect(await ask(embedded, 'select 1 as answer')).toBe(1);
    await embedded.stop();
    rmSync(String(embedded.connection('owner').host), { recursive: true });
  });

  test('works in folders with odd names', async ({ bare }) => {
    const embedded = await bare.start(join(bare.data, `a "b", 'c' $d`));
    expect(await ask(embedded, 'select 1 as answer')).toBe(1);
  });

  test('says which folder it cannot use', async ({ bare }) => {
    mkdirSync(bare.data);
    writeFileSync(join(bare.data, 'file'), '');
    const folder = join(bare.data, 'file', 'data');
    await expect(bare.start(folder)).rejects.toThrow(`The data folder ${folder} cannot be used`);
  });
});

describe.runIf(process.getuid?.() === 0)('as root', () => {
  test('PostgreSQL is let into a data folder that was made for root alone', async ({ bare }) => {
    mkdirSync(bare.data, { mode: 0o700 });
    const embedded = await bare.start();
    expect(embedded.folder).toBe(join(bare.data, 'postgres'));
    expect(statSync(bare.data).mode & 0o777).toBe(0o701);
  });

  test('PostgreSQL keeps its data elsewhere when only root may enter a folder above it', async ({ bare }) => {
    mkdirSync(bare.data, { mode: 0o700 });
    const data = join(bare.data, 'deep', 'data');
    const first = await bare.start(data);
    expect(first.folder).toMatch(/^\/var\/lib\/jiannuo\//);
    expect(bare.said.join()).toContain(`keeps its data in ${first.folder}`);
    await ask(first, 'create table kept as select 1 as answer');
    await first.stop();
    const second = await bare.start(data);
    expect(await ask(second, 'select answer from kept')).toBe(1);
    await second.stop();
    rmSync(first.folder, { recursive: true });
  });
});
