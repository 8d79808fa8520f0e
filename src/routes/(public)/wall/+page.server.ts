import { type RegionCode, districtCode } from '#kernel/contract.ts';
import { ask } from '#kernel/index.server.ts';
import { DeputyFilter } from '#modules/deputies/contract.ts';
import { findDeputies, readFigures } from '#modules/deputies/index.server.ts';

import { readQuery } from '../../query.server.ts';
import type { PageServerLoad } from './$types';

/** The wall's figures are those of the town that is looked at, or of the whole district. */
function placeOf(town: RegionCode | undefined): { region?: RegionCode } {
  return town === undefined || districtCode(town) + '000000' === town ? {} : { region: town };
}

export const load: PageServerLoad = async ({ locals, url }) => {
  const { stage, actor } = locals;
  const filter = readQuery(url, DeputyFilter);
  const { year, asOf, town } = filter;
  const list = await ask(stage, actor, { query: findDeputies, input: filter });
  const input = { ...placeOf(town), ...(asOf !== undefined && { asOf }), year: list.year };
  const figures = await ask(stage, actor, { query: readFigures, input });
  return { filter: { ...filter, year }, list, figures, isDrawn: locals.mode === 'demo' };
};
