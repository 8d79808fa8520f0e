import { type Job, PgBoss } from 'pg-boss';
import type { Connection } from '../database/database.ts';
import type { Log } from '../log.ts';

/** Where the queue keeps its tables. They are made by the queue and not by our steps, and are in no backup. */
export const JOBS_SCHEMA = 'jobs';

const TIME_ZONE = 'Asia/Shanghai';
/** A process that was killed says nothing more: after this its work is another's. The least that the queue takes. */
const HEARTBEAT_SECONDS = 10;
const STOP_MS = 4_000;

/** Work that is due by the machine's clock. It may be cut off at any moment, and is then run again from its beginning. */
export interface ScheduledJob {
  /** `module.verb`; letters, digits, points and hyphens. */
  readonly name: string;
  /** Five fields, read in Asia/Shanghai: `0 7 * * *` is seven in the morning. */
  readonly cron: string;
  readonly run: () => Promise<void>;
}

export interface JobsSetting {
  readonly connection: Connection;
  readonly jobs: readonly ScheduledJob[];
  readonly log: Log;
}

export interface Jobs {
  /** Has a job run soon, whatever its schedule says. @returns false when it waits or runs already */
  runSoon(name: string): Promise<boolean>;
  /** Lets what runs come to its end, for some seconds; what is cut off then runs again later, here or elsewhere. */
  stop(): Promise<void>;
}

function bossOf({ host, port, user, password, database, connectionString, ssl }: Connection, max: number) {
  const given = Object.entries({ host, port, user, password, database, connectionString, ssl });
  return {
    ...Object.fromEntries(given.filter(([, value]) => value !== undefined)),
    ...{ schema: JOBS_SCHEMA, max, application_name: 'jiannuo-jobs' },
    // Only an owner can rebuild an index, and the product is none. The queue is small: a few jobs a minute.
    ...{ reindex: false, monitorVacuum: false },
  };
}

/** A job's data and the values of a database's error are left out: a log is read by many. */
function logFailures(boss: PgBoss, log: Log): void {
  boss.on('error', (error) => log.error({ error }, 'the job queue has failed'));
  boss.on('warning', ({ message }) => log.warn({ message }, 'the job queue warns'));
}

/**
 * Makes the queue's tables, or brings them up to date. To be run as the owner, before the application is given its
 * rights; running it again changes nothing.
 */
export async function prepareJobs(owner: Connection, log: Log): Promise<void> {
  const boss = new PgBoss({ ...bossOf(owner, 1), supervise: false, schedule: false, registerInstance: false });
  logFailures(boss, log);
  await boss.start();
  await boss.stop({ graceful: false });
}

async function schedule(boss: PgBoss, jobs: readonly ScheduledJob[]): Promise<void> {
  for (const { name, cron } of jobs) {
    const options = {
      ...{ retryLimit: 5, retryDelay: 15, retryBackoff: true, retryDelayMax: 600 },
      ...{ heartbeatSeconds: HEARTBEAT_SECONDS, expireInSeconds: 900, deleteAfterSeconds: 604_800 },
    };
    // One of a kind at a time, waiting or running, however many processes there are.
    await boss.createQueue(name, { ...options, policy: 'exclusive' });
    await boss.updateQueue(name, options);
    // What came due while no process ran is done once, however often it was missed.
    await boss.schedule(name, cron, null, { tz: TIME_ZONE, missed: 'once' });
  }
  const known = new Set(jobs.map(({ name }) => name));
  for (const { name } of await boss.getSchedules()) if (!known.has(name)) await boss.unschedule(name);
}

/**
 * Runs jobs in this process by their schedules, each due time once among all processes that do the same. As the
 * application, on tables that `prepareJobs` has made.
 * @throws when the database cannot be reached or the tables are not there
 */
export async function openJobs({ connection, jobs, log }: JobsSetting): Promise<Jobs> {
  const boss = new PgBoss({
    ...bossOf(connection, 4),
    ...{ migrate: false, createSchema: false, cronMonitorIntervalSeconds: 15, cronWorkerIntervalSeconds: 1 },
    ...{ superviseIntervalSeconds: 5, monitorIntervalSeconds: 5 },
  });
  logFailures(boss, log);
  await boss.start();
  await schedule(boss, jobs);
  for (const { name, run } of jobs) {
    const work = async ([job]: Job[]): Promise<void> => {
      try {
        await run();
      } catch (error) {
        log.error({ error, job: name, attempt: (job?.retryCount ?? 0) + 1 }, 'a job has failed');
        // The queue keeps what a job ends with: an error's values may be personal data, and stay out of it.
        return Promise.reject(new Error('failed: see the log'));
      }
    };
    await boss.work(name, { pollingIntervalSeconds: 1 }, work);
  }
  return {
    runSoon: async (name) => (await boss.send(name)) !== null,
    stop: () => boss.stop({ graceful: true, timeout: STOP_MS }),
  };
}
