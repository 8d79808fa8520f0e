import { redirect } from '@sveltejs/kit';
import { hrefOf } from '#lib/href.ts';
import { officeOf } from './office.server.ts';
import type { PageServerLoad } from './$types';

/** Whoever looks after accounts begins with them. */
const FIRST: Readonly<Record<string, string>> = {
  admin: '/office/accounts',
  security: '/office/accounts/security',
};

export const load: PageServerLoad = async (event) => {
  const { actor } = await officeOf(event);
  const first = FIRST[actor.role];
  if (first !== undefined) redirect(303, hrefOf(event.locals.locale, first));
};
