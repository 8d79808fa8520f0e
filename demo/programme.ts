/** Levels of people's congresses; in a municipality under the centre they are called 全国, 市, 区 and 镇. */
export const LEVELS = ['national', 'provincial', 'county', 'township'] as const;
export type Level = (typeof LEVELS)[number];

export const LEVEL_LABELS: Readonly<Record<Level, string>> = {
  national: '全国',
  provincial: '市',
  county: '区',
  township: '镇',
};

/** What the towns together send for a year. The product never sees these numbers: it counts the rows. */
export interface ProgrammeYear {
  readonly year: number;
  /** Levels that take part. */
  readonly levels: readonly Level[];
  /** First and last day of what the files of this year tell. */
  readonly begins: string;
  readonly asOf: string;
  /** Distinct persons with at least one commitment. */
  readonly persons: number;
  /** Memberships with commitments, where a level's number is fixed; the township's follows from `persons`. */
  readonly provincial: number;
  readonly county: number;
  readonly commitments: number;
  readonly verified: number;
  /** Reported done, and not (yet) verified by somebody else. */
  readonly claimed: number;
}

/** The day at which the business clock of the demonstration stands. */
export const DEMO_TODAY = '2020-10-28';

/** After one newspaper page of late October 2020 (Chongqing), restated as facts; verified counts derived from its rates. */
export const programmeYears: readonly ProgrammeYear[] = [
  {
    year: 2017,
    levels: ['county'],
    begins: '2017-07-01',
    asOf: '2017-12-31',
    persons: 278,
    provincial: 0,
    county: 278,
    commitments: 1352,
    verified: 1267,
    claimed: 6,
  },
  {
    year: 2018,
    levels: ['county', 'township'],
    begins: '2018-01-01',
    asOf: '2018-12-31',
    persons: 1165,
    provincial: 0,
    county: 277,
    commitments: 6234,
    verified: 5910,
    claimed: 19,
  },
  {
    year: 2019,
    levels: ['provincial', 'county', 'township'],
    begins: '2019-01-01',
    asOf: '2019-12-31',
    persons: 1185,
    provincial: 14,
    county: 279,
    commitments: 8247,
    verified: 7942,
    claimed: 11,
  },
  {
    year: 2020,
    levels: ['provincial', 'county', 'township'],
    begins: '2020-01-01',
    asOf: DEMO_TODAY,
    persons: 1162,
    provincial: 14,
    county: 276,
    commitments: 8682,
    verified: 7779,
    claimed: 272,
  },
];

/** Which levels take part in which year: the programme's scope, to be set up before the files are loaded. */
export const programmeScope: readonly { readonly year: number; readonly levels: readonly Level[] }[] =
  programmeYears.map(({ year, levels }) => ({ year, levels }));
