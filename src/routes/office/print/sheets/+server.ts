import { Readable } from 'node:stream';
import { ask, perform, readRegionNames } from '#kernel/index.server.ts';
import { dispositionOf } from '#lib/disposition.ts';
import { PRINT_KIND_LABELS } from '#modules/deputies/contract.ts';
import { pagesOf, printSheets } from '#modules/deputies/index.server.ts';
import { openFonts } from '#platform/documents/fonts.ts';
import { writePdf } from '#platform/documents/pdf.ts';
import { readForm, textOf } from '../../forms.server.ts';
import { officeOf } from '../../office.server.ts';
import { textsOf } from '../../people/answer.server.ts';
import { originOf } from '../origin.server.ts';
import { openPhotos } from '../photos.server.ts';
import type { RequestHandler } from './$types';

/** Prints, and answers with the sheets as one PDF, page by page as it is drawn. */
export const POST: RequestHandler = async (event) => {
  const { stage, actor } = await officeOf(event, printSheets.by);
  const form = await readForm(event);
  const chosen = textOf(form, 'which') === 'chosen' ? { membershipIds: textsOf(form, 'membershipId') } : {};
  const [kind, town, stationId] = ['kind', 'town', 'stationId'].map((name) => textOf(form, name));
  const where = { ...(town === '' ? {} : { town }), ...(stationId === '' ? {} : { stationId }) };
  const { origin } = await originOf(event);
  const input = { kind, ...where, ...chosen, origin };
  const printed = await perform(stage, actor, { useCase: printSheets, input });
  const names = await ask(stage, actor, { query: readRegionNames, input: {} });
  const own = names[actor.region] ?? '';
  const placeName = printed.placeName ?? own;
  const title = `${placeName}${PRINT_KIND_LABELS[printed.kind].zh}`;
  const facts = { title, author: own, at: stage.now() };
  const pdf = writePdf(await openFonts(), facts, pagesOf({ ...printed, placeName }, await openPhotos()));
  return new Response(Readable.toWeb(pdf) as unknown as ReadableStream, {
    headers: {
      'content-type': 'application/pdf',
      'content-disposition': dispositionOf('attachment', `${title} ${printed.day}.pdf`),
      'cache-control': 'no-store',
    },
  });
};
