import { type Day, dayOf, instantText } from '#kernel/contract.ts';
import { type DutyKind, type HouseholdRange, type LogDuty, DutyTopic } from '../../contract.ts';
import { dutyErrors } from './duty-errors.ts';
import { readHouseholds } from './households.ts';
import { hasPersonalNumber } from './personal-numbers.ts';

/** As the kernel knows a duty that photos belong to. */
export const DUTY_SUBJECT = 'duty';

type Part = 'village' | 'people' | 'place' | 'topics' | 'task';

/** What belongs to which kind; all else that a form carries along is left out. */
const PARTS: Readonly<Record<DutyKind, readonly Part[]>> = {
  visit: ['village', 'topics'],
  reception: ['people', 'place', 'topics'],
  'duty-days': ['task', 'place'],
  inspection: ['place', 'topics'],
  training: ['place'],
  'district-event': ['place'],
};

/** A visit that ends at midnight is written after it; and clocks of phones go wrong. */
const CLOCK_TOLERANCE = { hours: 1 } as const;

/**
 * The day that is meant: that of a clock which is an hour ahead, just before midnight, is today.
 * @throws Problem `invalid` for a later one
 */
export function dayMeant(day: Day, now: string): Day {
  const today = dayOf(now);
  if (day <= today) return day;
  const ahead = dayOf(instantText(Temporal.Instant.from(now).add(CLOCK_TOLERANCE)));
  if (day > ahead) throw dutyErrors.dayInFuture();
  return today;
}

export interface Village {
  readonly id: string;
  readonly region: string;
  readonly householdCount: number;
  readonly isClosed: boolean;
}

export interface SoundDuty extends Pick<
  LogDuty,
  'kind' | 'villageId' | 'unnumbered' | 'people' | 'place' | 'topics' | 'task' | 'themes' | 'note'
> {
  readonly day: Day;
  readonly untilDay: Day | null;
  readonly households: readonly HouseholdRange[];
}

const yearOf = (day: Day) => day.slice(0, 4);

function daysOf({ kind, day, untilDay }: LogDuty, now: string): Pick<SoundDuty, 'day' | 'untilDay'> {
  const first = dayMeant(day, now);
  if (kind !== 'duty-days' || untilDay === null) return { day: first, untilDay: null };
  const last = dayMeant(untilDay, now);
  if (last < first) throw dutyErrors.daysBackwards();
  if (yearOf(last) !== yearOf(first)) throw dutyErrors.daysOfTwoYears();
  return { day: first, untilDay: last === first ? null : last };
}

type Households = Pick<SoundDuty, 'villageId' | 'households' | 'unnumbered'>;

function householdsOf(duty: LogDuty, { region, village }: Of): Households {
  const { villageId, unnumbered } = duty;
  if (village !== undefined && (village.isClosed || village.region !== region)) throw dutyErrors.villageElsewhere();
  if (duty.households !== '' && village === undefined) throw dutyErrors.needsVillage();
  const households = village === undefined ? [] : readHouseholds(duty.households, village.householdCount);
  if (households.length === 0 && unnumbered === 0) throw dutyErrors.needsHouseholds();
  return { villageId, households, unnumbered };
}

interface Of {
  readonly now: string;
  /** Of the post: a deputy visits the villages of the own town. */
  readonly region: string;
  readonly village: Village | undefined;
}

function requireParts({ kind, place, people, task, topics }: SoundDuty): void {
  if ((kind === 'visit' || kind === 'reception') && topics.length === 0) throw dutyErrors.needsTopic();
  if (kind === 'reception' && people === null) throw dutyErrors.needsPeople();
  if (kind === 'duty-days' && task === null) throw dutyErrors.needsTask();
  const isSomewhere = kind === 'inspection' || kind === 'training' || kind === 'district-event';
  if (isSomewhere && place === null) throw dutyErrors.needsPlace();
}

/** A duty as it is kept. @throws Problem `invalid` that says what is missing or wrong */
export function soundDuty(duty: LogDuty, of: Of): SoundDuty {
  const has = (part: Part) => PARTS[duty.kind].includes(part);
  if ([duty.note, duty.place].some((text) => text !== null && hasPersonalNumber(text))) {
    throw dutyErrors.personalNumber();
  }
  const sound: SoundDuty = {
    ...{ kind: duty.kind, ...daysOf(duty, of.now) },
    ...(has('village') ? householdsOf(duty, of) : { villageId: null, households: [], unnumbered: 0 }),
    people: has('people') ? duty.people : null,
    place: has('place') ? duty.place : null,
    topics: has('topics') ? DutyTopic.options.filter((topic) => duty.topics.includes(topic)) : [],
    task: has('task') ? duty.task : null,
    ...{ themes: [...new Set(duty.themes)], note: duty.note },
  };
  requireParts(sound);
  return sound;
}
