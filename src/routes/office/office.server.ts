import type { RequestEvent } from '@sveltejs/kit';
import { Problem } from '#kernel/contract.ts';
import type { Actor, Stage } from '#kernel/index.server.ts';
import { en } from '#lib/messages/en.ts';
import { zh } from '#lib/messages/zh.ts';
import { type BatchRunner, openBatchRunner } from '#modules/deputies/index.server.ts';
import { openLog } from '#platform/log.ts';
import { operatorOf, theStore } from '../../composition.server.ts';

const HOUR_MS = 3_600_000;

async function openRunner(): Promise<BatchRunner> {
  const store = await theStore();
  const { stage } = store;
  const log = openLog();
  const onFailure = (error: unknown) => {
    log.error({ error }, 'an import batch failed');
  };
  const runner = await openBatchRunner({ stage, actor: async () => operatorOf(await store.home()), onFailure });
  const expire = () => void runner.expire().catch(onFailure);
  setInterval(expire, HOUR_MS).unref();
  expire();
  runner.wake();
  return runner;
}

let opening: Promise<BatchRunner> | undefined;

/** The one runner of this process; it opens with the first that asks for it. */
async function theRunner(): Promise<BatchRunner> {
  opening ??= openRunner();
  try {
    return await opening;
  } catch (error) {
    opening = undefined;
    throw error;
  }
}

/** What a process has to do for the office when it starts: mark what was cut off, and erase what is due. */
export async function startOffice(): Promise<void> {
  await theRunner().catch((error: unknown) => {
    openLog().error({ error }, 'the office will be opened with its first page');
  });
}

export interface Office {
  readonly stage: Stage;
  readonly actor: Actor;
  readonly runner: BatchRunner;
}

/**
 * The office, for whoever sits at this machine. Every page and form of the office gets what it works with from here, so
 * that none can be reached from elsewhere.
 * @throws Problem `forbidden` for a request that does not come from this machine, or of which that cannot be told
 */
export async function officeOf({ request }: Pick<RequestEvent, 'request'>): Promise<Office> {
  if (request.headers.get('x-jiannuo-local') !== 'yes') {
    const says = { zh: zh.office.localOnly, en: en.office.localOnly };
    throw new Problem('forbidden', 'office.local-only', { says });
  }
  const store = await theStore();
  return { stage: store.stage, actor: operatorOf(await store.home()), runner: await theRunner() };
}
