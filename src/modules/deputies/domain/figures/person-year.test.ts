import { describe, expect, it } from 'vitest';
import { RegionCode } from '#kernel/contract.ts';
import { type DistrictRecord, type PostRecord, isLevelInScope, personYears } from './person-year.ts';

const region = RegionCode.parse('500199000000');
const SHIQIAO = RegionCode.parse('500199101000');
const yunchuan: DistrictRecord = {
  region,
  years: [2017, 2018, 2020],
  scopes: [
    { year: 2018, levels: ['county', 'township'] },
    { year: 2017, levels: ['county'] },
  ],
};

describe('the scope of the programme', () => {
  it.each([
    [2016, true],
    [2017, false],
    [2018, true],
    [2020, true],
  ])('of townships in %i', (year, expected) => {
    expect(isLevelInScope(yunchuan, year, 'township')).toBe(expected);
  });
});

describe('the years of a person', () => {
  const post: PostRecord = {
    ...{ region: SHIQIAO, level: 'township', fromDay: '2018-03-01', untilDay: null },
    ...{ suspendedFrom: null, suspendedUntil: null },
    groups: new Map([[2018, '第一小组']]),
  };

  it('are those of the district from the first on in which the post was held', () => {
    const years = personYears({ id: 'p', posts: [post], commitments: [] }, [yunchuan]);
    expect(years.map(({ year, posts }) => [year, posts[0]?.groupName, posts[0]?.isInScope])).toEqual([
      [2018, '第一小组', true],
      [2020, null, true],
    ]);
  });

  it('are those of its own district only', () => {
    const other: DistrictRecord = { region: RegionCode.parse('500118000000'), years: [2019], scopes: [] };
    const years = personYears({ id: 'p', posts: [post], commitments: [] }, [yunchuan, other]);
    expect(years.map(({ year }) => year)).toEqual([2018, 2020]);
  });
});
