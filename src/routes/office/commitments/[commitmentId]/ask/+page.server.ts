import { error } from '@sveltejs/kit';
import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { readOfficeCommitment } from '#modules/deputies/index.server.ts';
import { qrPicture } from '#platform/documents/qr.ts';
import { readNoQuery } from '../../../../query.server.ts';
import { officeOf } from '../../../office.server.ts';
import type { PageServerLoad } from './$types';

/** The code by which residents answer, as a sheet for the wall. */
export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  readNoQuery(event.url);
  const { commitmentId } = event.params;
  if (!z.uuid().safeParse(commitmentId).success) error(404);
  const { item, rounds, asOf } = await ask(stage, actor, { query: readOfficeCommitment, input: { commitmentId } });
  const round = rounds.find(({ closesAt }) => closesAt > asOf);
  if (round === undefined) return { item, round: undefined };
  const address = `${event.url.origin}/confirm/${round.code}`;
  return { item, round: { ...round, address, picture: qrPicture(address) } };
};
