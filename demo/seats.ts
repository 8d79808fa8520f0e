import { at } from './random.ts';
import type { Month } from './people.ts';
import type { Level } from './programme.ts';
import { type DemoTown, EXAMPLE_SUBDISTRICT, homesAndStations } from './regions.ts';

/** A congress's term of five years. */
export interface Term {
  readonly congress: number;
  readonly from: Month;
  readonly to: Month;
}

/** What stays the same whoever sits in it. */
export interface Seat {
  readonly town: DemoTown;
  readonly level: 'county' | 'township';
  /** From 0, within town and level. */
  readonly index: number;
  readonly electoralDistrict: string;
  readonly group: string;
  readonly activityGroup: string;
  readonly station: string;
}

const NUMERALS = Array.from('一二三四五六七八九十');

/** 1 to 99 as in 第十八届. */
export function chineseNumeral(number: number): string {
  const tens = Math.floor(number / 10);
  const ones = number % 10;
  const tensText = tens === 0 ? '' : `${tens === 1 ? '' : at(NUMERALS, tens - 1)}十`;
  return tensText + (ones === 0 ? '' : at(NUMERALS, ones - 1));
}

/** Towns whose congress changes at the beginning of 2019, two years after the others. */
const LATE_TOWNS = ['龙潭镇', '远安镇', '河堰镇', '双沙镇'];

const TERMS: Readonly<Record<Level, readonly Term[]>> = {
  national: [
    { congress: 12, from: '2013-03', to: '2018-02' },
    { congress: 13, from: '2018-03', to: '2023-02' },
  ],
  provincial: [
    { congress: 4, from: '2013-01', to: '2018-01' },
    { congress: 5, from: '2018-01', to: '2023-01' },
  ],
  county: [{ congress: 18, from: '2017-01', to: '2021-12' }],
  township: [{ congress: 19, from: '2017-01', to: '2021-12' }],
};
const LATE_TERMS: readonly Term[] = [
  { congress: 18, from: '2014-01', to: '2018-12' },
  { congress: 19, from: '2019-01', to: '2023-12' },
];

/** The terms that touch 2017 to 2020, oldest first. */
export function termsOf(level: Level, town: DemoTown): readonly Term[] {
  return level === 'township' && LATE_TOWNS.includes(town.name) ? LATE_TERMS : TERMS[level];
}

export function hasLateTerm(town: DemoTown): boolean {
  return LATE_TOWNS.includes(town.name);
}

function activityGroupOf(town: DemoTown, index: number): string {
  if (!town.isSubdistrict) return '';
  const groups = town.name === EXAMPLE_SUBDISTRICT ? 3 : 2;
  return `第${chineseNumeral((index % groups) + 1)}活动小组`;
}

/** The seats of a town. County districts are numbered through the district from `firstCountyDistrict`, two seats in each. */
export function seatsOf(town: DemoTown, firstCountyDistrict: number): Seat[] {
  const stations = homesAndStations(town);
  const stationOf = (index: number): string => at(stations, index % stations.length);
  const county = Array.from({ length: town.countySeats }, (_, index): Seat => ({
    town,
    level: 'county',
    index,
    electoralDistrict: `第${firstCountyDistrict + Math.floor(index / 2)}选区`,
    group: `${town.name}代表小组`,
    activityGroup: activityGroupOf(town, index),
    station: stationOf(index),
  }));
  const township = Array.from({ length: town.townshipSeats }, (_, index): Seat => ({
    town,
    level: 'township',
    index,
    electoralDistrict: `${town.name}第${Math.floor(index / 2) + 1}选区`,
    group: `第${chineseNumeral(Math.floor(index / 13) + 1)}代表小组`,
    activityGroup: '',
    station: stationOf(index),
  }));
  return [...county, ...township];
}
