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

/** What one person adds in one year to which count, and when. Everything that is published is a sum of this. */
export function contributions(personYear: PersonYear, emit: (contribution: Contribution) => void): void {
  const { year, posts, commitments } = personYear;
  addPosts({ posts, year, measure: 'inPost' }, emit);
  addPosts({ posts: posts.filter((post) => post.isInScope), year, measure: 'inScope' }, emit);
  addPromisers(commitments, emit);
  const cells = new CellsOf();
  for (const commitment of commitments) {
    const own = cells.ofCommitment(commitment);
    const first = publishedAt(commitment);
    if (first !== undefined) for (const cell of own) emit({ cell, measure: 'commitments', at: first, by: 1 });
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

/** Cells are shared among what has the same attributes, because a person's commitments mostly do. */
class CellsOf {
  readonly #known = new Map<string, Cell[]>();

  ofCommitment({ region, level, groupName, field, kind }: CommitmentOfYear): Cell[] {
    return this.#get([region, level, groupName ?? '', field, kind].join('\n'), () => [
      ...countedRegions(region).flatMap((one): Cell[] => [
        { region: one, dimension: 'total', value: '' },
        { region: one, dimension: 'level', value: level },
        { region: one, dimension: 'field', value: field },
        { region: one, dimension: 'kind', value: kind },
      ]),
      ...groupCell(region, groupName),
    ]);
  }

  ofPost({ region, level, groupName }: PostOfYear): Cell[] {
    return this.#get([region, level, groupName ?? ''].join('\n'), () => [
      ...countedRegions(region).flatMap((one): Cell[] => [
        { region: one, dimension: 'total', value: '' },
        { region: one, dimension: 'level', value: level },
      ]),
      ...groupCell(region, groupName),
    ]);
  }

  #get(attributes: string, make: () => Cell[]): Cell[] {
    const known = this.#known.get(attributes) ?? make();
    this.#known.set(attributes, known);
    return known;
  }
}

function groupCell(region: RegionCode, groupName: string | null): Cell[] {
  if (!countedRegions(region).some((one) => regionLevel(one) === 'town')) return [];
  return [{ region: townOf(region) as RegionCode, dimension: 'group', value: groupKey(region, groupName) }];
}

function cellKey({ region, dimension, value }: Cell): string {
  return `${region} ${dimension} ${value}`;
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

/** A person, and each of their posts, counts in a cell from the first publication in it. */
function addPromisers(commitments: readonly CommitmentOfYear[], emit: (contribution: Contribution) => void): void {
  const cells = new CellsOf();
  const firsts = new Map<string, { cell: Cell; measure: Measure; at: string }>();
  const note = (key: string, first: { cell: Cell; measure: Measure; at: string }) => {
    const known = firsts.get(key);
    if (known === undefined || first.at < known.at) firsts.set(key, first);
  };
  for (const commitment of commitments) {
    const at = publishedAt(commitment);
    if (at === undefined) continue;
    for (const cell of cells.ofCommitment(commitment)) {
      const key = cellKey(cell);
      note(key, { cell, measure: 'persons', at });
      note(`${key}\n${commitment.membershipId}`, { cell, measure: 'memberships', at });
    }
  }
  for (const first of firsts.values()) emit({ ...first, by: 1 });
}

function lastDay(year: number): Day {
  return `${year}-12-31`;
}

interface Posts {
  readonly posts: readonly PostOfYear[];
  readonly year: number;
  readonly measure: 'inPost' | 'inScope';
}

/** A person is in post in a cell on the days of any of their posts in it, and after the year as at its end. */
function addPosts({ posts, year, measure }: Posts, emit: (contribution: Contribution) => void): void {
  const cells = new CellsOf();
  const spansOf = new Map<string, { cell: Cell; spans: PostOfYear[] }>();
  for (const post of posts) {
    for (const cell of cells.ofPost(post)) {
      const entry = spansOf.get(cellKey(cell)) ?? { cell, spans: [] };
      entry.spans.push(post);
      spansOf.set(cellKey(cell), entry);
    }
  }
  for (const { cell, spans } of spansOf.values()) {
    for (const { fromDay, untilDay } of joined(spans)) {
      if (fromDay > lastDay(year)) continue;
      emit({ cell, measure, at: startOfDay(fromDay), by: 1 });
      if (untilDay !== null && untilDay <= lastDay(year)) emit({ cell, measure, at: startOfDay(untilDay), by: -1 });
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
