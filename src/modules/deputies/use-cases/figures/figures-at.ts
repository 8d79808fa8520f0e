import { type RegionCode, dayOf, endOfDay } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { Counts, Outcome } from '../../contract.ts';
import {
  type CellDimension,
  type Measure,
  contributions,
  outcomeContributions,
} from '../../domain/figures/contributions.ts';
import { type PersonYear, personYears } from '../../domain/figures/person-year.ts';
import { rate } from '../../domain/figures/rate.ts';
import { addUp } from '../../domain/figures/outcomes.ts';
import type { Moment } from '../../domain/moment.ts';
import {
  type CellCounts,
  type NamedCounts,
  findPersonsChangedBetween,
  sumFigures,
  sumOutcomes,
} from '../../store/figures/read-series.ts';
import { findDistrictRecords, findDistrictsOf, findPersonRecords } from '../../store/figures/records.ts';

/** A region's figures of one year at one instant; series tell of whole days, what came later that day is taken off. */
export interface FiguresAt {
  counts(of: 'region' | 'towns', dimension: CellDimension): Promise<NamedCounts[]>;
  outcomes(): Promise<Outcome[]>;
}

const NOTHING: CellCounts = {
  ...{ persons: 0, inPost: 0, inScope: 0, memberships: 0, commitments: 0, reported: 0, verified: 0 },
};

/** Persons to whom something happened between the instant and the end of its day: as a rule nobody. */
async function changedLater(tx: Transaction, region: RegionCode, { year, at }: Moment): Promise<PersonYear[]> {
  const until = endOfDay(dayOf(at));
  if (at >= until) return [];
  const personIds = await findPersonsChangedBetween(tx, { region, year }, [at, until]);
  if (personIds.length === 0) return [];
  const codes = await findDistrictsOf(tx, personIds);
  const districts = await findDistrictRecords(tx, codes);
  const people = await findPersonRecords(tx, { personIds, districts: codes });
  return people.flatMap((person) => personYears(person, districts)).filter((one) => one.year === year);
}

export async function figuresAt(tx: Transaction, region: RegionCode, moment: Moment): Promise<FiguresAt> {
  const { year, at } = moment;
  const day = dayOf(at);
  const later = await changedLater(tx, region, moment);
  const isLater = (instant: string) => instant > at && dayOf(instant) === day;
  return {
    async counts(of, dimension) {
      const sums = await sumFigures(tx, { region, of, year, dimension }, day);
      const byCell = new Map(sums.map((sum) => [`${sum.region} ${sum.value}`, { ...sum, counts: { ...sum.counts } }]));
      for (const personYear of later) {
        contributions(personYear, ({ cell, measure, at: instant, by }) => {
          const entry = cell.dimension === dimension ? byCell.get(`${cell.region} ${cell.value}`) : undefined;
          if (entry !== undefined && isLater(instant)) entry.counts[measure] -= by;
        });
      }
      return [...byCell.values()];
    },
    async outcomes() {
      const sums = await sumOutcomes(tx, { region, year }, day);
      const taken = later.flatMap((personYear) => {
        const off: { unit: string; measure: string; quantity: string; commitments: number }[] = [];
        outcomeContributions(personYear, ({ region: own, at: instant, by, quantity, ...what }) => {
          if (own !== region || !isLater(instant)) return;
          off.push({ ...what, quantity: by === 1 ? `-${quantity}` : quantity, commitments: -by });
        });
        return off;
      });
      return addUp([...sums, ...taken]);
    },
  };
}

/** Counts as they are published. Fields and kinds are of commitments: nobody holds a post in them. */
export function countsOf(counts: Readonly<Record<Measure, number>> | undefined, isOfPosts: boolean): Counts {
  const { inPost, inScope, ...rest } = counts ?? NOTHING;
  return {
    persons: rest.persons,
    inPost: isOfPosts ? inPost : null,
    inScope: isOfPosts ? inScope : null,
    memberships: rest.memberships,
    commitments: rest.commitments,
    reported: rest.reported,
    verified: rest.verified,
    reportedRate: rate(rest.reported, rest.commitments),
    verifiedRate: rate(rest.verified, rest.commitments),
  };
}
