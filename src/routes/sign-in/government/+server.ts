import { error, redirect } from '@sveltejs/kit';
import { beginOidc } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { theGate } from '../../door.server.ts';
import { ownAddress, setCookies, visitOf } from '../../visit.server.ts';
import type { RequestHandler } from './$types';

/** Sends somebody to the government's sign-on. A link and no form: a form of this site may only send to this site. */
export const GET: RequestHandler = async (event) => {
  const gate = await theGate();
  if (gate.oidc === undefined) error(404, 'sign-in.no-government');
  const to = ownAddress(event.url.searchParams.get('to')) ?? '/sign-in';
  const begun = await beginOidc(gate, visitOf(event), to);
  if (begun === undefined) redirect(303, hrefOf(event.locals.locale, '/sign-in', { refused: 'oidc' }));
  setCookies(event, begun.cookies);
  redirect(303, begun.url);
};
