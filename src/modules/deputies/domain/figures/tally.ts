import { type Day, type RegionCode, dayOf } from '#kernel/contract.ts';
import {
  type Cell,
  Cells,
  type Contribution,
  MEASURES,
  type Measure,
  type OutcomeContribution,
  contributions,
  outcomeContributions,
} from './contributions.ts';
import type { PersonYear } from './person-year.ts';

/** How the counts of one cell change, day by day: in each list one number for each of the days. */
export type CellChange = Cell & {
  readonly year: number;
  readonly days: readonly Day[];
} & Readonly<Record<Measure, readonly number[]>>;

/** That many results of the same quantity began to count on a day, or stopped to when negative. */
export interface OutcomeChange {
  readonly region: RegionCode;
  readonly year: number;
  readonly unit: string;
  readonly measure: string;
  readonly day: Day;
  readonly quantity: string;
  readonly times: number;
}

type CellDays = Map<Day, Record<Measure, number>>;

const NOTHING: Record<Measure, number> = {
  ...{ persons: 0, inPost: 0, inScope: 0, memberships: 0, commitments: 0, reported: 0, verified: 0 },
};

/** Sums up what persons add to figures, day by day; what they no longer add is taken away. */
export class Tally {
  readonly #cells = new Cells();
  readonly #years = new Map<number, Map<Cell, CellDays>>();
  readonly #outcomes = new Map<string, OutcomeChange>();
  readonly #dayOf = new Map<string, Day>();

  add(personYear: PersonYear): void {
    this.#count(personYear, 1);
  }

  remove(personYear: PersonYear): void {
    this.#count(personYear, -1);
  }

  #count(personYear: PersonYear, sign: 1 | -1): void {
    const { year } = personYear;
    const cells = this.#years.get(year) ?? new Map<Cell, CellDays>();
    this.#years.set(year, cells);
    const count = ({ cell, measure, at, by }: Contribution) => {
      let days = cells.get(cell);
      if (days === undefined) cells.set(cell, (days = new Map<Day, Record<Measure, number>>()));
      const day = this.#day(at);
      let counts = days.get(day);
      if (counts === undefined) days.set(day, (counts = { ...NOTHING }));
      counts[measure] += sign * by;
    };
    contributions(personYear, count, this.#cells);
    outcomeContributions(personYear, (one) => {
      this.#countOutcome(year, one, sign);
    });
  }

  #countOutcome(year: number, { at, by, ...what }: OutcomeContribution, sign: 1 | -1): void {
    const day = this.#day(at);
    const key = [year, what.region, what.unit, what.measure, day, what.quantity].join('\n');
    const times = (this.#outcomes.get(key)?.times ?? 0) + sign * by;
    this.#outcomes.set(key, { ...what, year, day, times });
  }

  /** Many facts share an instant, and reading one costs more than remembering it. */
  #day(at: string): Day {
    let day = this.#dayOf.get(at);
    if (day === undefined) this.#dayOf.set(at, (day = dayOf(at)));
    return day;
  }

  /** The cells in which something changed, each with the days on which it did. */
  cellChanges(): CellChange[] {
    return [...this.#years].flatMap(([year, cells]) =>
      [...cells].flatMap(([cell, days]) => {
        const changed = [...days].filter(([, counts]) => MEASURES.some((measure) => counts[measure] !== 0));
        return changed.length === 0 ? [] : [cellChange(year, cell, changed)];
      }),
    );
  }

  outcomeChanges(): OutcomeChange[] {
    return [...this.#outcomes.values()].filter(({ times }) => times !== 0);
  }
}

function cellChange(year: number, cell: Cell, changed: readonly [Day, Record<Measure, number>][]): CellChange {
  const sorted = changed.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const of = (measure: Measure) => sorted.map(([, counts]) => counts[measure]);
  const posts = { persons: of('persons'), inPost: of('inPost'), inScope: of('inScope') };
  const promised = { memberships: of('memberships'), commitments: of('commitments') };
  const done = { reported: of('reported'), verified: of('verified') };
  return { ...cell, year, days: sorted.map(([day]) => day), ...posts, ...promised, ...done };
}
