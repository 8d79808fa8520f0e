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

  it('count a post that was suspended on the days before and after', () => {
    const paused = { ...post, suspendedFrom: '2018-05-01', suspendedUntil: '2020-02-01' };
    const years = personYears({ id: 'p', posts: [paused], commitments: [] }, [yunchuan]);
    const spans = years.map(({ year, posts }) => [year, posts.map(({ fromDay, untilDay }) => [fromDay, untilDay])]);
    expect(spans).toEqual([
      [2018, [['2018-03-01', '2018-05-01']]],
      [
        2020,
        [
          ['2018-03-01', '2018-05-01'],
          ['2020-02-01', null],
        ],
      ],
    ]);
  });

  it('span two terms when a congress changes within one, each level in a year of its own', () => {
    const old = { ...post, untilDay: '2020-06-01' };
    const fresh = { ...post, fromDay: '2020-06-01' };
    const county = { ...post, level: 'county' as const, fromDay: '2017-01-01' };
    const years = personYears({ id: 'p', posts: [old, fresh, county], commitments: [] }, [yunchuan]);
    expect(years.map(({ year, posts }) => [year, posts.length])).toEqual([
      [2017, 1],
      [2018, 2],
      [2020, 3],
    ]);
  });
});
