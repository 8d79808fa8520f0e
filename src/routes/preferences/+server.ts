import { error, redirect } from '@sveltejs/kit';
import { ownCookie } from '../own-cookie.server.ts';
import { ownAddress } from '../visit.server.ts';
import type { RequestHandler } from './$types';

const YEAR_SECONDS = 365 * 86_400;

/** Keeps the reader's size of type in a cookie and goes back to the page. */
export const POST: RequestHandler = async ({ cookies, request, url }) => {
  const type = url.searchParams.get('type');
  if (type !== 'large' && type !== 'normal') error(400, 'preferences.type');
  const form = await request.formData();
  const shared = { path: '/', httpOnly: true, sameSite: 'lax', secure: url.protocol === 'https:' } as const;
  if (type === 'large') cookies.set(ownCookie(url, 'type'), 'large', { ...shared, maxAge: YEAR_SECONDS });
  else cookies.delete(ownCookie(url, 'type'), shared);
  redirect(303, ownAddress(form.get('back')) ?? '/');
};
