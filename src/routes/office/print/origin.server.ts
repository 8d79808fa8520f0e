import type { RequestEvent } from '@sveltejs/kit';
import { theGate } from '../../door.server.ts';

/** Where printed codes lead: the site's own address, or, where none is set, the one at which it is used now. */
export async function originOf({ url }: Pick<RequestEvent, 'url'>) {
  const { origin } = await theGate();
  return { origin: origin ?? url.origin, isSet: origin !== undefined };
}
