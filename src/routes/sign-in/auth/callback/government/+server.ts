import { error } from '@sveltejs/kit';
import { finishOidc } from '#kernel/index.server.ts';
import { theGate } from '../../../../door.server.ts';
import { visitOf } from '../../../../visit.server.ts';
import type { RequestHandler } from './$types';

/** Where the government's sign-on sends people back to. */
export const GET: RequestHandler = async (event) => {
  const gate = await theGate();
  if (gate.oidc === undefined) error(404, 'sign-in.no-government');
  return finishOidc(gate, visitOf(event), event.url.search);
};
