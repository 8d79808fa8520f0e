import { redirect } from '@sveltejs/kit';
import { officeGrants } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { fieldsOf } from '../../door.server.ts';
import { ROLE_COOKIE } from '../../office/office.server.ts';
import { ownCookie } from '../../own-cookie.server.ts';
import { signedInOr } from '../../visit.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = ({ locals }) => {
  redirect(303, hrefOf(locals.locale, '/account'));
};

/** Somebody with several office roles goes on in another of theirs. */
export const actions: Actions = {
  default: async (event) => {
    const grants = officeGrants(signedInOr(event));
    const chosen = (await fieldsOf(event))('grantId');
    if (grants.some(({ id }) => id === chosen)) {
      const secure = event.url.protocol === 'https:';
      event.cookies.set(ownCookie(event.url, ROLE_COOKIE), chosen, {
        path: '/',
        httpOnly: true,
        sameSite: 'lax',
        secure,
      });
    }
    redirect(303, hrefOf(event.locals.locale, '/office'));
  },
};
