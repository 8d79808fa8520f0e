import type { Month } from './people.ts';
import type { Random } from './random.ts';

/** Somebody leaves a seat before the term ends. */
export interface Departure {
  readonly month: Month;
  readonly reason: string;
  /** Absent when nobody is elected into the seat before today. */
  readonly monthsUntilSuccessor?: number;
}

/** How many leave within a term, and how many of their seats are still empty today. */
const LEAVING = { county: { seats: 8, empty: 1 }, township: { seats: 40, empty: 9 } } as const;
const REASONS = ['辞职', '因工作调动辞职', '迁出本行政区域，代表资格终止', '辞职', '因健康原因辞职'];

export function addMonths(month: Month, count: number): Month {
  const months = Number(month.slice(0, 4)) * 12 + Number(month.slice(5)) - 1 + count;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

function monthsFrom(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = addMonths(month, 1)) months.push(month);
  return months;
}

/** Draws the seats that somebody leaves; two of the township deputies die in office. */
export function departures(
  random: Random,
  seats: readonly { key: string; level: 'county' | 'township'; earliest: Month }[],
): Map<string, Departure> {
  const drawn = new Map<string, Departure>();
  for (const level of ['county', 'township'] as const) {
    const leaving = random.shuffle(seats.filter((seat) => seat.level === level)).slice(0, LEAVING[level].seats);
    for (const [index, { key, earliest }] of leaving.entries()) {
      const reason = level === 'township' && index % 20 === 5 ? '因病去世' : random.pick(REASONS);
      if (index < LEAVING[level].empty) {
        drawn.set(key, { month: random.pick(monthsFrom('2020-01', '2020-09')), reason });
      } else {
        const month = random.pick(monthsFrom(earliest, '2020-03').filter((drawn) => !drawn.startsWith('2019-1')));
        drawn.set(key, { month, reason, monthsUntilSuccessor: random.int(2, 6) });
      }
    }
  }
  return drawn;
}
