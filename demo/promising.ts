import { isInScope, isListedIn, lastMonth, type Membership } from './people.ts';
import type { Level, ProgrammeYear } from './programme.ts';
import type { Random } from './random.ts';
import { EXAMPLE_SUBDISTRICT, EXAMPLE_TOWN } from './regions.ts';

/** Long enough in post that year to promise something and to do it. */
function hasTimeToPromise(membership: Membership, { year }: ProgrammeYear): boolean {
  const leavesNotBefore = year === 2017 ? '2017-11' : `${year}-05`;
  return membership.from <= `${year}-07` && lastMonth(membership) >= leavesNotBefore;
}

/** Whom the silence of a year cannot fall on: the two examples, and who holds several posts. */
function alwaysPromises({ person, town }: Membership, posts: ReadonlyMap<number, number>): boolean {
  return town.name === EXAMPLE_TOWN || town.name === EXAMPLE_SUBDISTRICT || (posts.get(person.id) ?? 0) > 1;
}

/**
 * The memberships that promise something in a year: so many that the programme's numbers of persons and of memberships by
 * level come out. The others are in post, and silent.
 * @throws RangeError when too few are in post
 */
export function promisingIn(all: readonly Membership[], programme: ProgrammeYear, random: Random): Membership[] {
  const able = all.filter(
    (membership) =>
      isListedIn(membership, programme.year) &&
      isInScope(membership, programme) &&
      hasTimeToPromise(membership, programme),
  );
  const posts = new Map<number, number>();
  for (const { person } of able) posts.set(person.id, (posts.get(person.id) ?? 0) + 1);
  const heldTwice = able.length - posts.size;
  const { persons, provincial, county } = programme;
  const wanted: Partial<Record<Level, number>> = {
    provincial,
    county,
    township: persons + heldTwice - provincial - county,
  };
  return programme.levels.flatMap((level) => {
    const candidates = able.filter((membership) => membership.level === level);
    const silent = candidates.length - (wanted[level] ?? 0);
    const maySkip = random.shuffle(candidates.filter((membership) => !alwaysPromises(membership, posts)));
    if (silent < 0 || silent > maySkip.length) {
      throw new RangeError(`${programme.year}: ${candidates.length} ${level} posts cannot make ${wanted[level] ?? 0}`);
    }
    const skipped = new Set(maySkip.slice(0, silent));
    return candidates.filter((membership) => !skipped.has(membership));
  });
}
