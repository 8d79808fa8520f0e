import type { RequestEvent } from '@sveltejs/kit';
import { type Actor, type Stage, deputyActor, officeActor } from '#kernel/index.server.ts';
import { ROLE_COOKIE } from '../office/office.server.ts';
import { ownCookie } from '../own-cookie.server.ts';
import { signedInOr } from '../visit.server.ts';

/**
 * Whoever is signed in, to read what is theirs: an inbox is an account's, whatever role it acts in.
 * @throws a redirect to the sign-in page, or Problem `forbidden` for an account without a role
 */
export function readerOf(event: Pick<RequestEvent, 'locals' | 'url' | 'cookies'>): { stage: Stage; actor: Actor } {
  const signedIn = signedInOr(event);
  const isDeputy = signedIn.personId !== null && signedIn.grants.some(({ role }) => role === 'deputy');
  const actor = isDeputy
    ? deputyActor(signedIn)
    : officeActor(signedIn, event.cookies.get(ownCookie(event.url, ROLE_COOKIE)));
  return { stage: event.locals.stage, actor };
}
