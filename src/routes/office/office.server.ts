import type { RequestEvent } from '@sveltejs/kit';
import { Problem } from '#kernel/contract.ts';
import { type Actor, type Role, type Stage, officeActor } from '#kernel/index.server.ts';
import { type BatchRunner, openBatchRunner } from '#modules/deputies/index.server.ts';
import { openLog } from '#platform/log.ts';
import { ownCookie } from '../own-cookie.server.ts';
import { operatorOf, theStore } from '../../composition.server.ts';
import { signedInOr } from '../visit.server.ts';

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

/** In which of several office roles somebody works; looked up among their roles with each request. */
export const ROLE_COOKIE = 'jiannuo.role';

/**
 * The office, for whoever is signed in and has a role in it. Every page and form of the office gets what it works with
 * from here, so that none can be reached without.
 * @param by the roles that a page is for, where none of its queries says so: those of the use case behind its form
 * @throws a redirect to the sign-in page, or Problem `forbidden` for somebody without such a role
 */
export async function officeOf(
  event: Pick<RequestEvent, 'locals' | 'url' | 'cookies'>,
  by?: readonly Role[],
): Promise<Office> {
  const signedIn = signedInOr(event);
  const actor = officeActor(signedIn, event.cookies.get(ownCookie(event.url, ROLE_COOKIE)));
  if (by?.includes(actor.role) === false) {
    const says = { zh: '您的角色不能使用这一页。', en: 'This page is not for your role.' };
    throw new Problem('forbidden', 'office.other-role', { says });
  }
  return { stage: event.locals.stage, actor, runner: await theRunner() };
}
