import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import pg from 'pg';
import { expect } from 'vitest';
import { run } from '#tests/support/backup.ts';
import { test, until } from '#tests/support/jobs.ts';
import { readTables } from '../database/backup/catalogue.ts';
import { openJobs, prepareJobs } from './jobs.ts';

/** The one number that a query gives. */
async function numberOf(connection: pg.PoolConfig, query: string): Promise<number> {
  const [result] = await run(connection, query);
  return (result?.rows[0] as { number: number } | undefined)?.number ?? 0;
}

const YEARLY = '0 0 1 1 *';
const ROOT = join(import.meta.dirname, '../../..');

function counter() {
  const counted = { runs: 0 };
  const job = (cron = YEARLY) => ({
    name: 'test.count',
    cron,
    run: () => {
      counted.runs += 1;
      return Promise.resolve();
    },
  });
  return { counted, job };
}

test('the tables are made by the owner, and making them again changes nothing', async ({ queue, log, logged }) => {
  await prepareJobs(queue.owner, log);
  const [owners] = await run(queue.owner, `select distinct tableowner from pg_tables where schemaname = 'jobs'`);
  expect(owners?.rows).toEqual([{ tableowner: 'jiannuo' }]);
  expect(logged).toEqual([]);
});

test('no backup carries them', async ({ queue }) => {
  const client = new pg.Client(queue.owner);
  await client.connect();
  const schemas = new Set((await readTables(client)).map(({ schema }) => schema));
  await client.end();
  expect([...schemas]).toEqual(['deputies', 'kernel']);
});

test('a job runs once, though two processes would do it and it is asked for twice', async ({ queue, log, logged }) => {
  const { counted, job } = counter();
  const setting = { connection: queue.application, jobs: [job()], log };
  const [one, other] = await Promise.all([openJobs(setting), openJobs(setting)]);
  const asked = await Promise.all([one.runSoon('test.count'), other.runSoon('test.count')]);
  expect(asked.toSorted()).toEqual([false, true]);
  const isDone = `select count(*)::int as number from jobs.job where name = 'test.count' and state = 'completed'`;
  await until(async () => (await numberOf(queue.owner, isDone)) === 1);
  await Promise.all([one.stop(), other.stop()]);
  expect(counted.runs).toBe(1);
  expect(logged).toEqual([]);
});

test('schedules are kept in Shanghai time, and leave with the work that they were of', async ({ queue, log }) => {
  const { job } = counter();
  const old = { ...job('0 7 * * *'), name: 'test.old' };
  const first = await openJobs({ connection: queue.application, jobs: [old], log });
  await first.stop();
  const second = await openJobs({ connection: queue.application, jobs: [job('30 7 * * *')], log });
  await second.stop();
  const [schedules] = await run(queue.owner, 'select name, cron, timezone from jobs.schedule');
  expect(schedules?.rows).toEqual([{ name: 'test.count', cron: '30 7 * * *', timezone: 'Asia/Shanghai' }]);
});

test('what was due while no process ran is done once', async ({ queue, log }) => {
  const { counted, job } = counter();
  const setting = { connection: queue.application, jobs: [job('0 7 * * *')], log };
  const before = await openJobs(setting);
  await before.stop();
  const past = `now() - interval '3 days'`;
  await run(queue.owner, `update jobs.schedule set created_on = ${past}`, `update jobs.version set cron_on = ${past}`);
  const after = await openJobs(setting);
  await until(() => Promise.resolve(counted.runs > 0));
  await after.stop();
  expect(counted.runs).toBe(1);
});

test('a job of a process that was killed is done by another, once', async ({ queue, log }) => {
  const script = join(ROOT, 'tests/support/stuck-job.ts');
  const child = spawn(process.execPath, [script, JSON.stringify(queue.application)], {
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { counted, job } = counter();
  const begun = once(child.stdout, 'data');
  const isReady = `select count(*)::int as number from information_schema.tables where table_schema = 'jobs'`;
  await until(async () => (await numberOf(queue.owner, isReady)) > 0);
  const isScheduled = `select count(*)::int as number from jobs.queue where name = 'test.count'`;
  await until(async () => (await numberOf(queue.owner, isScheduled)) > 0);
  const quiet = await openJobs({ connection: queue.application, jobs: [], log });
  await quiet.runSoon('test.count');
  await begun;
  const killed = once(child, 'close');
  child.kill('SIGKILL');
  await killed;
  await quiet.stop();

  // The seconds after which its silence counts are not waited for.
  await run(queue.owner, `update jobs.job set heartbeat_on = now() - interval '1 minute' where state = 'active'`);
  const survivor = await openJobs({ connection: queue.application, jobs: [job()], log });
  const isDone = `select count(*)::int as number from jobs.job where name = 'test.count' and state = 'completed'`;
  await until(async () => {
    // Nor is the pause before it is tried again.
    await run(queue.owner, `update jobs.job set start_after = now() where state = 'retry'`);
    return (await numberOf(queue.owner, isDone)) === 1;
  });
  await survivor.stop();
  expect(counted.runs).toBe(1);
});

test('a failure is logged without what it was about, and tried again', async ({ queue, log, logged }) => {
  let attempts = 0;
  const failing = () => {
    attempts += 1;
    if (attempts > 1) return Promise.resolve();
    return Promise.reject(Object.assign(new Error('refused'), { detail: 'Key (phone)=(13900001234)' }));
  };
  const jobs = [{ name: 'test.fail', cron: YEARLY, run: failing }];
  const opened = await openJobs({ connection: queue.application, jobs, log });
  await opened.runSoon('test.fail');
  await until(async () => {
    await run(queue.owner, `update jobs.job set start_after = now() where state = 'retry'`);
    return attempts === 2;
  });
  await opened.stop();
  expect(logged).toHaveLength(1);
  expect(JSON.parse(logged[0] ?? '')).toMatchObject({ level: 'error', job: 'test.fail', attempt: 1 });
  const [kept] = await run(queue.owner, `select output::text from jobs.job where name = 'test.fail'`);
  expect(logged.join() + JSON.stringify(kept?.rows)).not.toContain('13900001234');
});

test('stopping does not wait for work that does not end', async ({ queue, log }) => {
  let begun: () => void = () => undefined;
  const beginning = new Promise<void>((resolve) => (begun = resolve));
  const run = () => {
    begun();
    return new Promise<void>(() => undefined);
  };
  const opened = await openJobs({
    connection: queue.application,
    jobs: [{ name: 'test.endless', cron: YEARLY, run }],
    log,
  });
  await opened.runSoon('test.endless');
  await beginning;
  const from = performance.now();
  await opened.stop();
  expect(performance.now() - from).toBeLessThan(8_000);
});
