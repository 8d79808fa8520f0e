import { Problem, type RegionCode, districtCode } from '#kernel/contract.ts';
import { ask } from '#kernel/index.server.ts';
import { DeputyFilter, type Figures } from '#modules/deputies/contract.ts';
import { findDeputies, readFigures } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import type { PageServerLoad } from './$types';

/** The wall's figures are those of the town that is looked at, or of the whole district. */
function placeOf(town: RegionCode | undefined): { region?: RegionCode } {
  return town === undefined || districtCode(town) + '000000' === town ? {} : { region: town };
}

interface Asked {
  readonly region?: RegionCode;
  readonly asOf?: string;
  readonly year: number;
}

/** A year's figures; null where a store, or a town in that year, has none yet: then the wall stands without them. */
async function findFigures({ stage, actor }: App.Locals, input: Asked): Promise<Figures | null> {
  try {
    return await ask(stage, actor, { query: readFigures, input });
  } catch (error) {
    if (error instanceof Problem && error.kind === 'not-found') return null;
    throw error;
  }
}

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { stage, actor } = locals;
  const filter = readQuery(url, DeputyFilter);
  const { year, asOf, town } = filter;
  const list = await ask(stage, actor, { query: findDeputies, input: filter });
  const { years } = await parent();
  const input = { ...placeOf(town), ...(asOf !== undefined && { asOf }), year: list.year };
  const isKnown = year === undefined || years.some((each) => each.year === year);
  const figures = isKnown
    ? await findFigures(locals, input)
    : await ask(stage, actor, { query: readFigures, input: { year } });
  return { filter: { ...filter, year }, list, figures, isDrawn: locals.mode === 'demo' };
};
