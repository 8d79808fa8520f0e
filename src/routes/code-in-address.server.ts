import { type RequestEvent, redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { hrefOf, neutralPath } from '#lib/href.ts';
import { ownCookie } from './own-cookie.server.ts';
import { readQuery } from './query.server.ts';

const Query = z.object({ code: z.string().max(100).optional() });
const COOKIE = 'jiannuo.code';
const SECONDS = 600;

const shared = ({ protocol }: URL) =>
  ({ path: '/', httpOnly: true, sameSite: 'lax', secure: protocol === 'https:' }) as const;

/**
 * The code that somebody has brought in an address, off a sheet or a link. It does not stay there, where histories, logs
 * and screens show it: a cookie carries it for ten minutes, for one of the pages that take codes.
 * @throws a redirect to the address without it
 */
export function codeInAddress({ url, cookies, locals }: Pick<RequestEvent, 'url' | 'cookies' | 'locals'>) {
  const { code } = readQuery(url, Query);
  const page = neutralPath(url.pathname);
  const name = ownCookie(url, COOKIE);
  if (code !== undefined) {
    cookies.set(name, `${page} ${code}`, { ...shared(url), maxAge: SECONDS });
    redirect(303, hrefOf(locals.locale, page));
  }
  const carried = cookies.get(name) ?? '';
  return carried.startsWith(`${page} `) ? carried.slice(page.length + 1) : undefined;
}

/** The code is used, or good for nothing: the next who opens the page begins anew. */
export function forgetCode({ url, cookies }: Pick<RequestEvent, 'url' | 'cookies'>): void {
  cookies.delete(ownCookie(url, COOKIE), shared(url));
}
