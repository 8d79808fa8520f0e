import { type Day, type RegionCode, lineage, regionLevel, startOfDay } from '#kernel/contract.ts';
import type { CommitmentState } from '../../contract.ts';
import type { CommitmentOfYear, PersonYear, PostOfYear } from './person-year.ts';

export const MEASURES = ['persons', 'inPost', 'inScope', 'memberships', 'commitments', 'reported', 'verified'] as const;
export type Measure = (typeof MEASURES)[number];

/** By what counts are kept apart. `group` only within a town; what a town has in total is the figure of the town. */
export type CellDimension = 'total' | 'level' | 'group' | 'field' | 'kind';

/** What is counted together: a region, and of all in it a level, a group, a field or a kind. */
export interface Cell {
  readonly region: RegionCode;
  readonly dimension: CellDimension;
  readonly value: string;
}

/** At an instant, a count of a cell grew by one or shrank by one. */
export interface Contribution {
  readonly cell: Cell;
  readonly measure: Measure;
  readonly at: string;
  readonly by: 1 | -1;
}

/** At an instant, a measured result began to count, or stopped to. */
export interface OutcomeContribution {
  readonly region: RegionCode;
  readonly unit: string;
  readonly measure: string;
  readonly quantity: string;
  readonly at: string;
  readonly by: 1 | -1;
}

const PUBLIC: ReadonlySet<CommitmentState> = new Set(['published', 'claimed', 'fulfilled', 'withdrawn']);
const REPORTED: ReadonlySet<CommitmentState> = new Set(['claimed', 'fulfilled']);
const VERIFIED: ReadonlySet<CommitmentState> = new Set(['fulfilled']);

/** The name of a deputy group wherever figures are told apart by it; those in no group have an empty one. */
export function groupKey(region: RegionCode, groupName: string | null): string {
  return `${townOf(region)}:${groupName ?? ''}`;
}

function townOf(region: RegionCode): string {
  return `${region.slice(0, 9)}000`;
}

/** From the country down to the town: villages have no figures of their own. */
function countedRegions(region: RegionCode): RegionCode[] {
  return lineage(region).filter((one) => regionLevel(one) !== 'village');
}

/**
 * What one person adds in one year to which count, and when. Everything that is published is a sum of this.
 * @param cells given when many persons are counted: equal cells are then the same object
 */
export function contributions(
  personYear: PersonYear,
  emit: (contribution: Contribution) => void,
  cells: Cells = new Cells(),
): void {
  const { year, posts, commitments } = personYear;
  const inScope = posts.filter((post) => post.isInScope);
  addPosts({ spansOf: cells.ofPosts(posts), year, measure: 'inPost' }, emit);
  addPosts({ spansOf: cells.ofPosts(inScope), year, measure: 'inScope' }, emit);
  const published = commitments.flatMap((commitment) => {
    const at = publishedAt(commitment);
    return at === undefined ? [] : [{ commitment, at, own: cells.ofCommitment(commitment) }];
  });
  addPromisers(published, emit);
  for (const { commitment, at: first, own } of published) {
    for (const cell of own) emit({ cell, measure: 'commitments', at: first, by: 1 });
    for (const { at, by } of turns(commitment, REPORTED)) {
      for (const cell of own) emit({ cell, measure: 'reported', at, by });
    }
    for (const { at, by } of turns(commitment, VERIFIED)) {
      for (const cell of own) emit({ cell, measure: 'verified', at, by });
    }
  }
}

/** What one person's verified results add in one year to the sum of which unit, and when. */
export function outcomeContributions(personYear: PersonYear, emit: (outcome: OutcomeContribution) => void): void {
  for (const commitment of personYear.commitments) {
    const { quantity } = commitment;
    if (quantity === null) continue;
    const what = { unit: commitment.unit ?? '', measure: commitment.measure ?? '', quantity };
    for (const { at, by } of turns(commitment, VERIFIED)) {
      for (const region of countedRegions(commitment.region)) emit({ region, ...what, at, by });
    }
  }
}

/** The cells that have been met: each is made once, so that they are told apart by identity, not by their text. */
export class Cells {
  readonly #cells = new Map<string, Cell>();
  readonly #ofAttributes = new Map<string, readonly Cell[]>();

  ofCommitment({ region, level, groupName, field, kind }: CommitmentOfYear): readonly Cell[] {
    return this.#get([region, level, groupName ?? '', field, kind].join('\n'), () => [
      ...this.#ofRegions(region, { total: '', level, field, kind }),
      ...this.#ofGroup(region, groupName),
    ]);
  }

  /** Each cell that posts belong to, with those that do. */
  ofPosts(posts: readonly PostOfYear[]): Map<Cell, PostOfYear[]> {
    const all = posts.flatMap((post) => this.#ofPost(post).map((cell) => ({ cell, post })));
    const byCell = new Map<Cell, PostOfYear[]>();
    for (const { cell, post } of all) byCell.set(cell, [...(byCell.get(cell) ?? []), post]);
    return byCell;
  }

  #ofPost({ region, level, groupName }: PostOfYear): readonly Cell[] {
    return this.#get([region, level, groupName ?? ''].join('\n'), () => [
      ...this.#ofRegions(region, { total: '', level }),
      ...this.#ofGroup(region, groupName),
    ]);
  }

  #ofRegions(region: RegionCode, values: Partial<Record<CellDimension, string>>): Cell[] {
    const dimensions = Object.entries(values) as [CellDimension, string][];
    return countedRegions(region).flatMap((one) =>
      dimensions.map(([dimension, value]) => this.#cell({ region: one, dimension, value })),
    );
  }

  #ofGroup(region: RegionCode, groupName: string | null): Cell[] {
    const town = countedRegions(region).find((one) => regionLevel(one) === 'town');
    return town ? [this.#cell({ region: town, dimension: 'group', value: groupKey(town, groupName) })] : [];
  }

  #cell(cell: Cell): Cell {
    const key = `${cell.region} ${cell.dimension} ${cell.value}`;
    const known = this.#cells.get(key) ?? cell;
    this.#cells.set(key, known);
    return known;
  }

  #get(attributes: string, make: () => readonly Cell[]): readonly Cell[] {
    const known = this.#ofAttributes.get(attributes) ?? make();
    this.#ofAttributes.set(attributes, known);
    return known;
  }
}

function publishedAt({ changes }: CommitmentOfYear): string | undefined {
  return changes.find((change) => PUBLIC.has(change.state))?.at;
}

/** The instants at which a commitment entered the given states, or left them. */
function turns({ changes }: CommitmentOfYear, states: ReadonlySet<CommitmentState>): { at: string; by: 1 | -1 }[] {
  let isIn = false;
  return changes.flatMap(({ state, at }) => {
    if (states.has(state) === isIn) return [];
    isIn = !isIn;
    return [{ at, by: isIn ? 1 : -1 } as const];
  });
}

interface Published {
  readonly commitment: CommitmentOfYear;
  readonly at: string;
  readonly own: readonly Cell[];
}

/** A person, and each of their posts, counts in a cell from the first publication in it. */
function addPromisers(published: readonly Published[], emit: (contribution: Contribution) => void): void {
  const promisers = new Map<Cell, Set<string>>();
  for (const { commitment, at, own } of published.toSorted((a, b) => (a.at < b.at ? -1 : 1))) {
    for (const cell of own) {
      let memberships = promisers.get(cell);
      if (memberships === undefined) {
        promisers.set(cell, (memberships = new Set()));
        emit({ cell, measure: 'persons', at, by: 1 });
      }
      if (!memberships.has(commitment.membershipId)) emit({ cell, measure: 'memberships', at, by: 1 });
      memberships.add(commitment.membershipId);
    }
  }
}

function lastDay(year: number): Day {
  return `${year}-12-31`;
}

interface Posts {
  readonly spansOf: ReadonlyMap<Cell, readonly PostOfYear[]>;
  readonly year: number;
  readonly measure: 'inPost' | 'inScope';
}

/** A person is in post in a cell on the days of any of their posts in it, and after the year as at its end. */
function addPosts({ spansOf, year, measure }: Posts, emit: (contribution: Contribution) => void): void {
  const instants = new Map<Day, string>();
  const instantOf = (day: Day): string => {
    const known = instants.get(day) ?? startOfDay(day);
    instants.set(day, known);
    return known;
  };
  for (const [cell, spans] of spansOf) {
    for (const { fromDay, untilDay } of joined(spans)) {
      if (fromDay > lastDay(year)) continue;
      emit({ cell, measure, at: instantOf(fromDay), by: 1 });
      if (untilDay !== null && untilDay <= lastDay(year)) emit({ cell, measure, at: instantOf(untilDay), by: -1 });
    }
  }
}

interface Span {
  readonly fromDay: Day;
  readonly untilDay: Day | null;
}

/** The days that any of the spans covers, as spans that neither overlap nor touch. */
function joined(spans: readonly Span[]): Span[] {
  const result: Span[] = [];
  const held = spans.filter(({ fromDay, untilDay }) => untilDay === null || fromDay < untilDay);
  for (const span of held.toSorted((a, b) => (a.fromDay < b.fromDay ? -1 : 1))) {
    const last = result.at(-1);
    if (last === undefined || (last.untilDay !== null && last.untilDay < span.fromDay)) {
      result.push(span);
    } else if (last.untilDay !== null && (span.untilDay === null || span.untilDay > last.untilDay)) {
      result[result.length - 1] = { fromDay: last.fromDay, untilDay: span.untilDay };
    }
  }
  return result;
}
