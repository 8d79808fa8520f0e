import { openJobs } from '../../src/platform/jobs/jobs.ts';
import { openLog } from '../../src/platform/log.ts';

// A process that begins a job, says so, and never ends it: a test kills it.
const connection = JSON.parse(process.argv[2] ?? '{}') as object;
const run = () =>
  new Promise<void>(() => {
    process.stdout.write('begun\n');
  });
await openJobs({ connection, jobs: [{ name: 'test.count', cron: '0 0 1 1 *', run }], log: openLog() });
