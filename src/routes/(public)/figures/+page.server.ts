import { z } from 'zod';
import { Problem, RegionCode } from '#kernel/contract.ts';
import { ask, readRegionNames } from '#kernel/index.server.ts';
import { yearlyChart } from '#lib/charts/yearly-chart.ts';
import { formatOf } from '#lib/format.ts';
import { Dimension, type Figures, Year } from '#modules/deputies/contract.ts';
import { rankByRate, readFigures } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import type { PageServerLoad } from './$types';

const FiguresQuery = z.strictObject({
  year: Year.optional(),
  asOf: z.string().optional(),
  by: Dimension.default('level'),
  town: RegionCode.optional(),
  sort: z.enum(['place', 'rate']).default('place'),
});

/** The bars of the chart: what share of each year's commitments is verified, awaits it, or is open. */
function drawYears(years: readonly Figures[], locale: string): string {
  const format = formatOf(locale);
  const bars = years
    .filter((year) => year.commitments > 0)
    .map(({ year, commitments, reported, verified, verifiedRate }) => ({
      year: String(year),
      verified: (verified / commitments) * 100,
      awaiting: ((reported - verified) / commitments) * 100,
      open: ((commitments - reported) / commitments) * 100,
      rate: `${verifiedRate ?? ''}%`,
      counts: `${format.number(verified)}/${format.number(commitments)}`,
    }));
  return yearlyChart(bars);
}

/** Towns and groups can be put in the order of their rates. */
const RANKED: readonly Dimension[] = ['town', 'group'];

/** A town need not have figures of every year of its district. */
function orNone(error: unknown): Figures[] {
  if (error instanceof Problem && error.code === 'figures.no-such-year') return [];
  throw error;
}

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { stage, actor, locale } = locals;
  const query = readQuery(url, FiguresQuery);
  const { asOf } = query;
  const overview = await parent();
  if (overview.years.length === 0 && query.year === undefined) return { query, shown: null };
  const at = asOf === undefined ? {} : { asOf };
  const year = query.year ?? overview.years.at(-1)?.year;
  const { town } = query;
  const where = { ...at, ...(town === undefined ? {} : { region: town }) };
  const figures = await ask(stage, actor, { query: readFigures, input: { year, ...where, by: query.by } });
  const yearsHere = overview.years.map(async (each) =>
    asOf === undefined && town === undefined
      ? [each]
      : ask(stage, actor, { query: readFigures, input: { year: each.year, ...where } }).then((one) => [one], orNone),
  );
  const years = (await Promise.all(yearsHere)).flat();
  const isRanked = query.sort === 'rate' && RANKED.includes(query.by);
  const table = isRanked ? rankByRate(figures.rows) : { rows: figures.rows, small: [] };
  const townName = town && (await ask(stage, actor, { query: readRegionNames, input: {} }))[town];
  return { query, shown: { figures, table, years, chart: drawYears(years, locale), townName } };
};
