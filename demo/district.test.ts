import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type District, inventDistrict } from './district.ts';
import type { Commitment } from './outcomes.ts';
import { isListedIn, lastMonth, phoneIn } from './people.ts';
import { DEMO_TODAY } from './programme.ts';
import { demoRegions, demoTowns, EXAMPLE_SUBDISTRICT, EXAMPLE_TOWN, homesAndStations, townNamed } from './regions.ts';
import { amountText } from './promises.ts';
import { lastDayOf } from './days.ts';
import { truthOf } from './truth.ts';
import { generateDistrict } from './index.ts';

const SHARED_FACTS = new URL('../../shared/facts/figures.json', import.meta.url);

/** Restated from one newspaper page of late October 2020 (Chongqing): persons, commitments, verified (from the printed rates). */
const FACTS = [
  { year: 2017, deputies: 278, commitments: 1352, verified: 1267, rate: 0.937 },
  { year: 2018, deputies: 1165, commitments: 6234, verified: 5910, rate: 0.948 },
  { year: 2019, deputies: 1185, commitments: 8247, verified: 7942, rate: 0.963 },
  { year: 2020, deputies: 1162, commitments: 8682, verified: 7779, rate: 0.896 },
] as const;

const { truth } = generateDistrict();
const district: District = inventDistrict(20_201_028);
const commitmentsOf = (year: number): readonly Commitment[] =>
  district.years.find(({ programme }) => programme.year === year)?.commitments ?? [];
const all = district.years.flatMap(({ programme, commitments }) =>
  commitments.map((commitment) => ({ ...commitment, year: programme.year, programme })),
);
const promisedIn = (
  year: number,
  town: string,
): { person: { id: number }; level: string; activityGroup: string; group: string }[] => [
  ...new Set(
    commitmentsOf(year)
      .map(({ membership }) => membership)
      .filter((membership) => membership.town.name === town),
  ),
];

describe('the figures of the report', () => {
  it.each(FACTS)('$year: $deputies persons, $commitments commitments, $verified verified', (fact) => {
    const counted = truth.find(({ year }) => year === fact.year);
    expect(counted).toMatchObject({
      persons: fact.deputies,
      commitments: fact.commitments,
      verified: fact.verified,
    });
    expect((fact.verified / fact.commitments).toFixed(3)).toBe(fact.rate.toFixed(3));
  });

  it.skipIf(!existsSync(SHARED_FACTS))(
    'are the ones in the shared facts (skipped where these are not beside the project)',
    () => {
      const { deputies } = JSON.parse(readFileSync(SHARED_FACTS, 'utf8')) as {
        deputies: { years: { year: number; deputies: number; commitments: number; derived: { completed: number } }[] };
      };
      expect(
        truth.map(({ year, persons, commitments, verified }) => ({ year, persons, commitments, verified })),
      ).toEqual(
        deputies.years.map((fact) => ({
          ...{ year: fact.year, persons: fact.deputies },
          ...{ commitments: fact.commitments, verified: fact.derived.completed },
        })),
      );
    },
  );

  it('tells the two rates, and those who promised from those in scope and in post, apart', () => {
    const last = truth.at(-1);
    expect(last).toMatchObject({ reported: 8051, memberships: 1193, inScope: 1187, inPost: 1190 });
    expect(last?.byLevel).toEqual({ provincial: 14, county: 276, township: 903 });
    for (const { persons, inScope, inPost } of truth) {
      expect(persons).toBeLessThan(inScope);
      expect(inScope).toBeLessThan(inPost);
    }
  });

  it('counts a part of the district as it counts the whole', () => {
    const [ofYear] = district.years;
    const towns = demoTowns.map(({ name }) => {
      const inTown = ofYear?.commitments.filter(({ membership }) => membership.town.name === name) ?? [];
      return ofYear ? truthOf(district.members, inTown, ofYear.programme).commitments : 0;
    });
    expect(towns.reduce((sum, count) => sum + count, 0)).toBe(1352);
  });
});

describe('the examples of the report', () => {
  it('has a town with 7 county and 49 township memberships, one home and five stations', () => {
    const promised = promisedIn(2020, EXAMPLE_TOWN);
    expect(promised.filter(({ level }) => level === 'county')).toHaveLength(7);
    expect(promised.filter(({ level }) => level === 'township')).toHaveLength(49);
    expect(promised).toHaveLength(56);
    const places = homesAndStations(townNamed(EXAMPLE_TOWN));
    expect(places.filter((place) => place.endsWith('代表之家'))).toEqual(['观澜镇代表之家']);
    expect(places.filter((place) => /(村|社区)代表联络站$/.test(place))).toHaveLength(5);
    const used = district.members.filter(({ town }) => town.name === EXAMPLE_TOWN).map(({ station }) => station);
    expect([...new Set(used)].sort()).toEqual([...places].sort());
  });

  it('has a subdistrict with 25 county deputies in one group with three activity groups', () => {
    const promised = promisedIn(2020, EXAMPLE_SUBDISTRICT);
    const listed = district.members.filter(
      ({ town, ...rest }) => town.name === EXAMPLE_SUBDISTRICT && isListedIn({ town, ...rest }, 2020),
    );
    expect(promised).toHaveLength(25);
    expect(listed).toHaveLength(25);
    expect(new Set(promised.map(({ level }) => level))).toEqual(new Set(['county']));
    expect(new Set(promised.map(({ group }) => group)).size).toBe(1);
    expect(new Set(promised.map(({ activityGroup }) => activityGroup)).size).toBe(3);
  });

  it('tells of the jobs, the cattle, the forty days and the three kept promises', () => {
    const done = commitmentsOf(2020).filter(
      ({ membership, state }) => membership.town.name === EXAMPLE_TOWN && state === 'verified',
    );
    const resultOf = (text: RegExp): string[] =>
      done.filter((row) => text.test(row.text)).map(({ result }) => (result ? amountText(result) : ''));
    expect(resultOf(/建档立卡贫困人口就近就业/)).toEqual(['17人']);
    expect(resultOf(/建档立卡贫困户发展肉牛/)).toEqual(['18户']);
    expect(resultOf(/排查、宣传、消毒、劝返、代购、转运/)).toEqual(['42天']);
    const personal = Map.groupBy(
      commitmentsOf(2020).filter(({ membership, isCommon }) => membership.town.name === EXAMPLE_TOWN && !isCommon),
      ({ membership }) => membership,
    );
    const keptThree = [...personal.values()].filter(
      (rows) => rows.length === 3 && rows.every(({ state }) => state === 'verified'),
    );
    expect(keptThree.length).toBeGreaterThan(0);
  });
});

describe('people and posts', () => {
  it('lets thirty persons hold two or three posts in 2020', () => {
    const posts = Map.groupBy(
      new Set(commitmentsOf(2020).map(({ membership }) => membership)),
      ({ person }) => person.id,
    );
    const several = [...posts.values()].map(({ length }) => length).filter((length) => length > 1);
    expect(several).toHaveLength(30);
    expect(several.filter((length) => length === 3)).toHaveLength(1);
  });

  it('gives nobody two posts of one level at a time, and nobody two towns in a year', () => {
    for (const posts of Map.groupBy(district.members, ({ person }) => person.id).values()) {
      for (const year of [2017, 2018, 2019, 2020]) {
        const listed = posts.filter((post) => isListedIn(post, year));
        expect(new Set(listed.map(({ town }) => town.code)).size).toBeLessThanOrEqual(1);
        const keys = listed.map(({ level, congress }) => `${level} ${congress}`);
        expect(new Set(keys).size).toBe(keys.length);
      }
    }
  });

  it('has eight same-named pairs in a town, told apart by phone and electoral district', () => {
    const inTown = Map.groupBy(district.members, ({ person, town }) => `${town.name} ${person.name}`);
    const pairs = [...inTown.values()].filter((posts) => new Set(posts.map(({ person }) => person.id)).size > 1);
    expect(pairs).toHaveLength(8);
    for (const posts of pairs) {
      expect(new Set(posts.map(({ person }) => person.phone)).size).toBe(2);
      expect(new Set(posts.map(({ electoralDistrict }) => electoralDistrict)).size).toBe(posts.length);
      expect(posts.every(({ person }) => person.sharesName)).toBe(true);
    }
  });

  it('has early ends, by-elections, a death, moves, new terms, and names beyond the BMP', () => {
    const reasons = district.members.flatMap(({ left }) => left?.reason ?? []);
    expect(reasons.filter((reason) => reason.includes('辞职')).length).toBeGreaterThan(10);
    expect(reasons).toContain('因病去世');
    expect(reasons.filter((reason) => reason.startsWith('调往'))).toHaveLength(2);
    expect(district.members.some(({ note }) => note.includes('补选'))).toBe(true);
    expect(district.members.some(({ level, from }) => level === 'township' && from === '2019-01')).toBe(true);
    expect(district.members.some(({ level, from }) => level === 'provincial' && from === '2018-01')).toBe(true);
    const beyond = district.members.filter(({ person }) => Array.from(person.name).some((one) => one.length === 2));
    expect(new Set(beyond.map(({ person }) => person.id)).size).toBeGreaterThanOrEqual(3);
  });

  it('gives each person a phone of their own, which can ring nowhere', () => {
    const phones = new Map<string, number>();
    for (const { person } of district.members) {
      for (const year of [2017, 2020]) {
        const phone = phoneIn(person, year);
        expect(phone).toMatch(/^164\d{8}$/);
        expect(phones.get(phone) ?? person.id).toBe(person.id);
        phones.set(phone, person.id);
      }
    }
  });
});

describe('commitments', () => {
  it('never repeat a text of one person in one year', () => {
    const keys = all.map(({ year, membership, text }) => `${year} ${membership.person.id} ${text}`);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('come only from posts in scope that were held', () => {
    for (const { membership, programme } of all) {
      expect(programme.levels).toContain(membership.level);
      expect(isListedIn(membership, programme.year)).toBe(true);
    }
  });

  it('happen in order, within the year and the post, and not after today', () => {
    for (const { programme, published, completed, verified, membership } of all) {
      const shown = published ?? programme.begins;
      const end = [programme.asOf, lastDayOf(lastMonth(membership))].sort()[0] ?? '';
      expect(shown >= programme.begins && shown <= end).toBe(true);
      expect(shown >= `${membership.from}-01`).toBe(true);
      if (completed === null) continue;
      expect(completed >= shown && completed <= end).toBe(true);
      expect(completed <= DEMO_TODAY).toBe(true);
      if (verified !== null) expect(verified >= completed && verified <= programme.asOf).toBe(true);
    }
  });

  it('are verified by a named other, and else by nobody or by oneself', () => {
    for (const { state, verifier, completed, membership } of all) {
      const name = membership.person.name;
      if (state === 'verified') expect(verifier !== '' && verifier !== name && completed !== null).toBe(true);
      if (state === 'claimed') expect((verifier === '' || verifier === name) && completed !== null).toBe(true);
      if (state === 'open') expect(verifier === '' && completed === null).toBe(true);
    }
    expect(all.some(({ state, verifier }) => state === 'claimed' && verifier !== '')).toBe(true);
  });

  it('tell when they were shown in about seven of ten rows', () => {
    const share = all.filter(({ published }) => published !== null).length / all.length;
    expect(share).toBeGreaterThan(0.6);
    expect(share).toBeLessThan(0.8);
  });

  it('have results in the unit of their target, and epidemic control in 2020 only', () => {
    for (const { target, result } of all) if (result) expect(result.unit).toBe(target?.unit);
    expect(new Set(all.filter(({ field }) => field === '疫情防控').map(({ year }) => year))).toEqual(new Set([2020]));
  });
});

describe('regions', () => {
  it('are twelve digits, each once, 6 subdistricts and 15 towns in the district', () => {
    const codes = demoRegions.map(({ code }) => code);
    expect(codes.every((code) => /^\d{12}$/.test(code))).toBe(true);
    expect(new Set(codes).size).toBe(codes.length);
    expect(demoTowns.filter(({ isSubdistrict }) => isSubdistrict)).toHaveLength(6);
    expect(demoTowns.map(({ code }) => code).slice(5, 8)).toEqual(['500199006000', '500199101000', '500199102000']);
    expect(townNamed(EXAMPLE_TOWN).code).toBe('500199102000');
  });
});
