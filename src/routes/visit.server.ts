import { type RequestEvent, redirect } from '@sveltejs/kit';
import type { GivenCookie, SignedIn, Visit } from '#kernel/index.server.ts';
import { hrefOf, neutralPath } from '#lib/href.ts';
import { withoutAction } from './office/query.ts';

/** A request as the door sees it. The address is the server's own finding; only a server for developing has none. */
export function visitOf({ request, url, ...event }: Pick<RequestEvent, 'request' | 'url' | 'getClientAddress'>): Visit {
  const { headers } = request;
  const address = headers.get('x-jiannuo-address') ?? event.getClientAddress();
  return { headers, address, isSecure: url.protocol === 'https:' };
}

/** An address on this site to go on to; any other would let a stranger send people elsewhere. */
export function ownAddress(to: unknown): string | undefined {
  if (typeof to !== 'string' || !to.startsWith('/')) return undefined;
  const own = 'http://own.invalid';
  const url = URL.canParse(to, own) ? new URL(to, own) : undefined;
  // Read as a browser reads it: two slashes, a backslash or a tab in between would lead away.
  const isOwn = url?.origin === own && !url.pathname.startsWith('//');
  return isOwn ? url.pathname + url.search : undefined;
}

export function setCookies({ cookies }: Pick<RequestEvent, 'cookies'>, given: readonly GivenCookie[]): void {
  for (const { name, value, options } of given) {
    const { maxAge, expires, path = '/', secure = false, httpOnly = true, sameSite = 'lax' } = options;
    const isStrict = sameSite === 'strict' ? 'strict' : 'lax';
    const until = { ...(maxAge !== undefined && { maxAge }), ...(expires !== undefined && { expires }) };
    cookies.set(name, value, { ...until, path, secure, httpOnly, sameSite: isStrict });
  }
}

/** Where somebody works who says nothing else: in the office, or on a deputy's own page. */
export function homeOf({ grants }: Pick<SignedIn, 'grants'>): string {
  if (grants.some(({ role }) => role !== 'deputy')) return '/office';
  return grants.length > 0 ? '/me' : '/account';
}

/**
 * Who is signed in, with whatever their roles ask for.
 * @throws a redirect to the page that is due first: to sign in, or to the second factor; both lead back here
 */
export function signedInOr({ locals, url }: Pick<RequestEvent, 'locals' | 'url'>): SignedIn {
  const { signedIn, locale } = locals;
  const to = hrefOf(locale, neutralPath(url.pathname)) + withoutAction(url).search;
  if (signedIn === undefined) redirect(303, hrefOf(locale, '/sign-in', { to }));
  if (signedIn.needsSecondFactor) redirect(303, hrefOf(locale, '/account/second-factor', { to }));
  return signedIn;
}
