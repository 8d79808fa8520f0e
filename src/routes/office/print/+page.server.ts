import { regionLevel } from '#kernel/contract.ts';
import { ask } from '#kernel/index.server.ts';
import { PrintFilter } from '#modules/deputies/contract.ts';
import { planPrinting } from '#modules/deputies/index.server.ts';
import { qrPicture } from '#platform/documents/qr.ts';
import { readQuery } from '../../query.server.ts';
import { officeOf } from '../office.server.ts';
import { findTowns } from '../people/towns.server.ts';
import { originOf } from './origin.server.ts';
import { openPhotos } from './photos.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event, planPrinting.by);
  const filter = readQuery(event.url, PrintFilter);
  const { origin, isSet } = await originOf(event);
  const plan = await ask(stage, actor, { query: planPrinting, input: { ...filter, origin } });
  const photoOf = await openPhotos();
  const isOfTown = regionLevel(actor.region) === 'town';
  return {
    ...{ filter, plan, origin: isSet ? null : origin },
    first: await Promise.all(
      plan.first.map(async ({ photoFile, ...content }) => {
        const bytes = photoFile === null ? undefined : await photoOf(photoFile);
        // In the page itself: on paper may stand what is not on the web, and then has no address there.
        const photo = bytes === undefined ? null : `data:image/jpeg;base64,${bytes.toString('base64')}`;
        return { ...content, photo, picture: qrPicture(content.address) };
      }),
    ),
    towns: isOfTown ? [] : await findTowns({ stage, actor }),
  };
};
