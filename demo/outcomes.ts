import { dayNumber, dayText, lastDayOf } from './days.ts';
import { habitsOf } from './habits.ts';
import { type Gender, newName } from './names.ts';
import { earlier, lastMonth, later, type Membership } from './people.ts';
import type { ProgrammeYear } from './programme.ts';
import { at, type Random } from './random.ts';
import type { DemoTown } from './regions.ts';
import type { Amount, DemoPromise } from './promises.ts';

/** Until when: a month (to its last day), a day, or for good. */
export type Due = { readonly month: string } | { readonly day: string } | 'long-term';

/** A row of a ledger, before a town writes it down. Days are `YYYY-MM-DD`. */
export interface Commitment extends DemoPromise {
  readonly state: 'open' | 'claimed' | 'verified';
  /** Null where the row does not say. */
  readonly published: string | null;
  readonly due: Due;
  readonly completed: string | null;
  readonly result: Amount | null;
  /** '' when nobody is named; the deputy's own name verifies nothing. */
  readonly verifier: string;
  readonly verified: string | null;
}

/** Of the claimed ones, one in so many names the deputy as the one who checked. */
const CLAIMS_CHECKED_BY_ONESELF = 30;
const HARD_FIELDS = ['道路交通', '农田水利', '产业带动', '产业发展', '民生服务'];

/** Names of the people who check in each town: village and town staff, and in some towns a deputy. */
export type Verifiers = ReadonlyMap<string, readonly string[]>;

/** Draws the people who check; they are called like no deputy of the town, except a deputy among them. */
export function drawVerifiers(towns: readonly DemoTown[], members: readonly Membership[], random: Random): Verifiers {
  return new Map(
    towns.map((town, index) => {
      const names = members.filter((member) => member.town.name === town.name).map(({ person }) => person);
      const taken = new Set(names.map(({ name }) => name));
      const deputies = names.filter(({ sharesName }) => !sharesName).map(({ name }) => name);
      const gender = (): Gender => (random.chance(0.4) ? '女' : '男');
      const staff = Array.from({ length: random.int(5, 9) }, () => newName(random, gender(), taken));
      return [town.name, index % 3 === 0 ? [...staff, random.pick(deputies)] : staff];
    }),
  );
}

/** Which become what, so that the year's numbers come out; the hard ones and the slow towns fall behind more often. */
function statesOf(promises: readonly DemoPromise[], programme: ProgrammeYear, random: Random): Commitment['state'][] {
  const slowness = new Map<string, number>();
  const slownessOf = ({ name }: DemoTown): number => {
    const known = slowness.get(name) ?? random.next() * 0.25;
    slowness.set(name, known);
    return known;
  };
  const ranked = promises
    .map(({ field, isLongTerm, isCommon, mustBeDone, membership }, index) => {
      const hardness = (HARD_FIELDS.includes(field) ? 0.2 : 0) + (isLongTerm ? 0.35 : 0) - (isCommon ? 0.1 : 0);
      return { index, risk: mustBeDone ? -1 : random.next() + hardness + slownessOf(membership.town) };
    })
    .toSorted((one, other) => other.risk - one.risk)
    .map(({ index }) => index);
  const openCount = promises.length - programme.verified - programme.claimed;
  const waiting = ranked.slice(openCount).filter((index) => promises[index]?.mustBeDone === false);
  const claimed = new Set(random.shuffle(waiting).slice(0, programme.claimed));
  const open = new Set(ranked.slice(0, openCount));
  return promises.map((_, index) => (open.has(index) ? 'open' : claimed.has(index) ? 'claimed' : 'verified'));
}

/** On which day each town shows its promises: in 2017 when the programme began, in 2020 later because of the epidemic. */
function publicationDay(town: DemoTown, { year }: ProgrammeYear, random: Random): number {
  const drawn = random.fork(`published ${town.name} ${year}`);
  if (year === 2017) return dayNumber('2017-07-03') + drawn.int(0, 25);
  return dayNumber(`${year}-01-08`) + drawn.int(0, year === 2020 ? 80 : 55);
}

interface Window {
  /** Null when the row is silent. */
  readonly published: string | null;
  readonly first: number;
  readonly last: number;
}

/** Between which days a deputy can do something, and when it was shown. One wall day for most of a town. */
function windowOf(membership: Membership, programme: ProgrammeYear, random: Random): Window {
  const { town, from } = membership;
  const isNew = `${from}-01` > programme.begins;
  const first = dayNumber(later(programme.begins, `${from}-01`));
  const last = dayNumber(earlier(programme.asOf, lastDayOf(lastMonth(membership))));
  const wall = isNew ? first + random.int(8, 30) : publicationDay(town, programme, random);
  const shown = Math.min(random.chance(0.15) ? wall + random.int(5, 30) : wall, last - 20);
  // The day that the import assumes for a silent row may lie before a newcomer's election, so a newcomer's row speaks.
  const isTold = isNew || random.chance(habitsOf(town).tellsPublished);
  return { published: isTold ? dayText(shown) : null, first: isTold ? shown : first, last };
}

function resultOf(target: Amount | null, mustBeDone: boolean, random: Random): Amount | null {
  if (target === null || mustBeDone || random.chance(0.8)) return target;
  const step = target.tenths % 10 === 0 ? 10 : 1;
  const change = Math.max(1, Math.round((target.tenths / step) * 0.12)) * step;
  const tenths = random.chance(0.7) ? target.tenths + change : Math.max(step, target.tenths - change);
  return { ...target, tenths };
}

function dueOf(
  options: { shown: number; done: number | null; isLongTerm: boolean },
  programme: ProgrammeYear,
  random: Random,
): Due {
  if (options.isLongTerm) return 'long-term';
  const yearEnd = dayNumber(`${programme.year}-12-31`);
  const { shown, done } = options;
  const isPunctual = random.chance(done === null ? 0.75 : 0.9);
  const earliest = Math.min(yearEnd, done === null || !isPunctual ? shown + 30 : done);
  // What is still open and not late is due after the day of the files, which matters in the part-year only.
  const openFrom = isPunctual && done === null ? Math.min(dayNumber(programme.asOf) + 1, yearEnd) : earliest;
  const day = dayText(random.int(openFrom, done === null || isPunctual ? yearEnd : Math.max(done, earliest)));
  return random.chance(0.7) ? { month: day.slice(0, 7) } : { day };
}

interface Telling {
  readonly promise: DemoPromise;
  readonly state: Commitment['state'];
  readonly window: Window;
  readonly verifier: string;
}

function tell({ promise, state, window, verifier }: Telling, programme: ProgrammeYear, random: Random): Commitment {
  const { membership, isLongTerm, target, mustBeDone } = promise;
  const { published, first, last } = window;
  if (state === 'open') {
    const due = dueOf({ shown: first, done: null, isLongTerm }, programme, random);
    return { ...promise, ...{ state, published, due, completed: null, result: null, verifier: '', verified: null } };
  }
  // What is promised alike runs through the year, so it is done towards its end.
  const progress = promise.isCommon ? 0.7 + 0.3 * random.next() : 0.12 + 0.88 * random.next() ** 0.75;
  const done = first + Math.round((last - first) * progress);
  const due =
    promise.isCommon && !isLongTerm
      ? { month: `${programme.year}-12` }
      : dueOf({ shown: first, done, isLongTerm }, programme, random);
  const checkedByOneself = state === 'claimed' && random.int(1, CLAIMS_CHECKED_BY_ONESELF) === 1;
  const checkedOn = Math.min(done + random.int(0, 21), dayNumber(programme.asOf));
  const tellsCheck =
    checkedByOneself || (state === 'verified' && random.chance(habitsOf(membership.town).tellsVerified));
  return {
    ...promise,
    ...{ state, published, due },
    completed: dayText(done),
    result: resultOf(target, mustBeDone, random),
    verifier: checkedByOneself ? membership.person.name : state === 'verified' ? verifier : '',
    verified: tellsCheck ? dayText(checkedOn) : null,
  };
}

/** What became of each promise of a year. */
export function outcomesOf(
  promises: readonly DemoPromise[],
  programme: ProgrammeYear,
  chance: { random: Random; verifiers: Verifiers },
): Commitment[] {
  const { random, verifiers } = chance;
  const states = statesOf(promises, programme, random);
  const windows = new Map<Membership, Window>();
  return promises.map((promise, index) => {
    const { membership } = promise;
    const { person, town } = membership;
    // What a deputy promises is shown together, on one day.
    const window = windows.get(membership) ?? windowOf(membership, programme, random);
    windows.set(membership, window);
    const others = (verifiers.get(town.name) ?? []).filter((name) => name !== person.name);
    const verifier = random.chance(0.8) ? at(others, person.id % others.length) : random.pick(others);
    return tell({ promise, state: at(states, index), window, verifier }, programme, random);
  });
}
