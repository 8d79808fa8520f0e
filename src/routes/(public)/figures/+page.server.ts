import { z } from 'zod';
import { ask } from '#kernel/index.server.ts';
import { yearlyChart } from '#lib/charts/yearly-chart.ts';
import { formatOf } from '#lib/format.ts';
import { Dimension, type Figures, Year } from '#modules/deputies/contract.ts';
import { readFigures } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../query.server.ts';
import type { PageServerLoad } from './$types';

const FiguresQuery = z.strictObject({
  year: Year.optional(),
  asOf: z.string().optional(),
  by: Dimension.default('level'),
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

export const load: PageServerLoad = async ({ locals, parent, url }) => {
  const { stage, actor, locale } = locals;
  const query = readQuery(url, FiguresQuery);
  const { asOf } = query;
  const overview = await parent();
  if (overview.years.length === 0 && query.year === undefined) return { query, shown: null };
  const at = asOf === undefined ? {} : { asOf };
  const year = query.year ?? overview.years.at(-1)?.year;
  const figures = await ask(stage, actor, { query: readFigures, input: { year, ...at, by: query.by } });
  const years =
    asOf === undefined
      ? overview.years
      : await Promise.all(
          overview.years.map((each) => ask(stage, actor, { query: readFigures, input: { year: each.year, ...at } })),
        );
  return { query, shown: { figures, years, chart: drawYears(years, locale) } };
};
