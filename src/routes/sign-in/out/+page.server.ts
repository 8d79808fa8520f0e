import { redirect } from '@sveltejs/kit';
import { signOut } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { theGate } from '../../door.server.ts';
import { setCookies, visitOf } from '../../visit.server.ts';
import type { Actions, PageServerLoad } from './$types';

/** Only a form signs out: an address alone, in a picture or a mail, must not. */
export const load: PageServerLoad = ({ locals }) => {
  redirect(303, hrefOf(locals.locale, '/account'));
};

export const actions: Actions = {
  default: async (event) => {
    setCookies(event, await signOut(await theGate(), visitOf(event), event.locals.signedIn));
    redirect(303, hrefOf(event.locals.locale, '/'));
  },
};
