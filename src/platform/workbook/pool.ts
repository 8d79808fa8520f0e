import { join } from 'node:path';
import { Piscina } from 'piscina';
import type { Answer } from './answer.ts';
import { WorkbookRefusal } from './refusal.ts';

type WorkerName = 'read' | 'write' | 'mark';

interface Work {
  readonly worker: WorkerName;
  readonly milliseconds: number;
}

/**
 * One gigabyte is below what V8 can hold in one array. Above it a hostile file could end the process with a fatal
 * error of the engine instead of the worker with one that can be caught.
 */
const HEAP_MEGABYTES = 1024;
const IDLE_MILLISECONDS = 5_000;

/** The workers run from source. The server is bundled, so they are found from the project's root, not from this file. */
function workerFile(worker: WorkerName): string {
  const root = process.env.JIANNUO_ROOT ?? process.cwd();
  return join(root, 'src/platform/workbook', `${worker}.worker.ts`);
}

let pool: Piscina | undefined;
let last: Promise<unknown> = Promise.resolve();

function openPool(): Piscina {
  pool ??= new Piscina({
    minThreads: 0,
    maxThreads: 1,
    idleTimeout: IDLE_MILLISECONDS,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MEGABYTES },
    execArgv: [],
  });
  return pool;
}

function refusalOf(error: unknown, work: Work): unknown {
  if (!(error instanceof Error)) return error;
  const code = 'code' in error ? error.code : undefined;
  if (code === 'ERR_WORKER_OUT_OF_MEMORY' || error instanceof RangeError)
    return new WorkbookRefusal('file.out-of-memory');
  if (error.name === 'AbortError') return new WorkbookRefusal('file.too-slow', { seconds: work.milliseconds / 1000 });
  return error;
}

async function perform<T>(work: Work, task: unknown): Promise<T> {
  const signal = AbortSignal.timeout(work.milliseconds);
  try {
    const answer = (await openPool().run(task, { filename: workerFile(work.worker), signal })) as Answer<T>;
    if (answer.refused) throw new WorkbookRefusal(answer.refused.code, answer.refused.facts);
    return answer.result;
  } catch (error) {
    throw refusalOf(error, work);
  }
}

/**
 * Runs one task after another in a thread of its own, so that the server goes on answering and a hostile file can only
 * end the worker. The time limit counts from when the task's turn comes.
 * @throws WorkbookRefusal as the worker says, `file.too-slow` or `file.out-of-memory`
 */
export function runInWorker<T>(work: Work, task: unknown): Promise<T> {
  const turn = last.then(() => perform<T>(work, task));
  last = turn.catch(() => undefined);
  return turn;
}

/** Ends the worker; the next task opens a new one. An idle worker never keeps the process alive. */
export async function closeWorkbookPool(): Promise<void> {
  const closing = pool;
  pool = undefined;
  await closing?.destroy();
}
