import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { readWall } from '#modules/deputies/index.server.ts';
import { qrPicture } from '#platform/documents/qr.ts';
import { readQuery } from '../../../query.server.ts';
import { stationIdOf } from '../../../station-id.server.ts';
import type { PageServerLoad } from './$types';

const Query = z.object({ key: z.uuid().optional() });

export const load: PageServerLoad = async ({ locals, params, url, setHeaders }) => {
  const { stage, actor, locale, mode } = locals;
  const { key } = readQuery(url, Query);
  const stationId = stationIdOf(params.stationId);
  const input = { stationId, ...(key === undefined ? {} : { key }) };
  const wall = await ask(stage, actor, { query: readWall, input });
  // The address may carry the key: it goes nowhere, and no search engine keeps it.
  setHeaders({ 'referrer-policy': 'no-referrer', 'x-robots-tag': 'noindex' });
  const qr = qrPicture(new URL(hrefOf(locale, `/stations/${stationId}`), url.origin).href);
  return { wall, qr, isDrawn: mode === 'demo' };
};
