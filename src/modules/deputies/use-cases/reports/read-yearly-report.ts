import { dayOf, endOfDay } from '#kernel/contract.ts';
import { type Scene, defineQuery, findRegionsWithin } from '#kernel/index.server.ts';
import {
  type Dimension,
  type Figures,
  ReadYearlyReport,
  type ReportedYear,
  type YearlyReport,
} from '../../contract.ts';
import { rate } from '../../domain/figures/rate.ts';
import { momentOf, yearOf } from '../../domain/moment.ts';
import { findFigureYears } from '../../store/figures/read-series.ts';
import { countHeld, countOpenStations } from '../../store/reports/yearly.ts';
import { readFigures } from '../figures/read-figures.ts';
import { OFFICERS } from '../posts/standing.ts';
import { standingsOf } from '../quotas/read-quotas.ts';

/** A table of the figures, as everybody sees it. */
function figuresOf(scene: Scene, asked: { year: number; asOf?: string; by?: Dimension }): Promise<Figures> {
  return readFigures.read(scene, asked);
}

function reportedYear({
  rows: _rows,
  outcomes: _outcomes,
  region: _region,
  by: _by,
  ...counts
}: Figures): ReportedYear {
  return { ...counts, promiseRate: counts.inScope === null ? null : rate(counts.persons, counts.inScope) };
}

async function activitiesOf({ tx, actor }: Scene, year: number, until: string): Promise<YearlyReport['activities']> {
  const counts = await countHeld(tx, { region: actor.region, year, until });
  return { ...counts, rate: rate(counts.attended, counts.invited) };
}

/** Quotas are of now: what was missing on a day that is past is not kept. */
async function quotasOf(scene: Scene, year: number): Promise<YearlyReport['quotas']> {
  const groups = await standingsOf(scene, { region: scene.actor.region, year });
  return { groups: groups.length, short: groups.filter(({ isShort }) => isShort).length };
}

/**
 * The yearly report of the actor's region up to any day. Years that were over by then stand as of their end; the day's
 * own as of the day.
 * @throws Problem `invalid` for a day that is ahead, or a year without commitments
 */
export const readYearlyReport = defineQuery({
  name: 'deputies.read-yearly-report',
  input: ReadYearlyReport,
  by: [...OFFICERS, 'auditor'],
  async read(scene, asked): Promise<YearlyReport> {
    const { tx, actor, now } = scene;
    const { region } = actor;
    const today = dayOf(now);
    const day = asked.asOf ?? today;
    const year = yearOf(endOfDay(day));
    const moment = momentOf({ year, asOf: day }, now);
    const own = await figuresOf(scene, { year, asOf: day });
    const years: Figures[] = [];
    for (const one of await findFigureYears(tx, region)) {
      if (one < year) years.push(await figuresOf(scene, { year: one }));
    }
    const by = async (dimension: Dimension) => (await figuresOf(scene, { year, asOf: day, by: dimension })).rows;
    const [place] = await findRegionsWithin(tx, region);
    return {
      ...{ region, name: place?.name ?? '', day, year },
      years: [...years, own].map(reportedYear),
      ...{ byLevel: await by('level'), byTown: await by('town'), byField: await by('field') },
      outcomes: own.outcomes,
      stations: await countOpenStations(tx, region, day),
      activities: await activitiesOf(scene, year, moment.at),
      quotas: day === today ? await quotasOf(scene, year) : null,
    };
  },
  trail: (_, { region, day }) => [{ region, subject: 'yearly-report', after: { day } }],
});
