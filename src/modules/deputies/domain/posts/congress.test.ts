import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type CandidatePost, planCongress } from './congress.ts';

const plan = { level: 'township', congress: '第十九届', firstDay: '2020-06-01', year: 2020 } as const;
const post = (id: string, given: Partial<CandidatePost> = {}): CandidatePost => ({
  ...{
    id,
    personId: `person of ${id}`,
    region: 'a',
    fromDay: '2017-01-01',
    untilDay: null,
    endedDay: null,
    begunDay: null,
  },
  ...{ congress: null, isByElection: false, listed: [{ year: 2019, congress: null }] },
  ...given,
});
const here = new Set(['a']);
const ids = (posts: readonly CandidatePost[]) => posts.map(({ id }) => id);
const listed = (...years: number[]) => years.map((year) => ({ year, congress: null }));

describe('a change of congress', () => {
  test('by rosters that name it: old posts end, new ones are there already', () => {
    const posts = [
      post('old', { personId: 'p', listed: [{ year: 2019, congress: '第十八届' }], untilDay: '2020-01-01' }),
      post('new', { personId: 'p', fromDay: '2020-01-01', listed: [{ year: 2020, congress: '第十九届' }] }),
      post('gone', { listed: [{ year: 2019, congress: '第十八届' }], untilDay: '2020-01-01' }),
      post('first', { fromDay: '2020-01-01', listed: [{ year: 2020, congress: '第十九届' }] }),
    ];
    const change = planCongress(posts, plan, here);
    expect(ids(change.stays)).toEqual(['old']);
    expect(ids(change.leaves)).toEqual(['gone']);
    expect(ids(change.arrives)).toEqual(['first']);
    expect(ids(change.begun)).toEqual(['new', 'first']);
    expect(change.toMake).toEqual([]);
  });

  test('by rosters that do not name it: whoever is listed on gets a post of the new congress', () => {
    const posts = [
      post('on', { listed: listed(2019, 2020) }),
      post('gone', { untilDay: '2020-01-01' }),
      post('first', { fromDay: '2020-01-01', listed: listed(2020) }),
    ];
    const change = planCongress(posts, plan, here);
    expect(ids(change.toMake)).toEqual(['on']);
    expect(ids(change.stays)).toEqual(['on']);
    expect(ids(change.leaves)).toEqual(['gone']);
    expect(ids(change.arrives)).toEqual(['first']);
  });

  test('leaves alone who left before, whose town sent no roster, and whom a by-election brought before', () => {
    const posts = [
      post('long ago', { untilDay: '2019-01-01', listed: listed(2018) }),
      post('resigned', { endedDay: '2020-03-01', untilDay: '2020-03-01' }),
      post('elsewhere', { region: 'b' }),
      post('by-election', { fromDay: '2020-02-01', listed: listed(2020), isByElection: true }),
    ];
    const change = planCongress(posts, plan, here);
    expect(change.missing).toEqual(['b']);
    expect(ids(change.leaves)).toEqual([]);
    expect(ids(change.arrives)).toEqual([]);
    expect(ids(change.toMake)).toEqual(['by-election']);
  });

  test('a second walk finds nothing more to do', () => {
    const begun = { fromDay: '2020-06-01', begunDay: '2020-06-01', congress: '第十九届', listed: listed(2020) };
    const done = [
      post('old', { personId: 'p', endedDay: '2020-06-01', untilDay: '2020-06-01', listed: listed(2019, 2020) }),
      post('new', { personId: 'p', ...begun }),
      post('first', begun),
    ];
    const { missing, fresh, ...change } = planCongress(done, plan, here);
    expect(change).toEqual({ stays: [], leaves: [], begun: [], arrives: [], toMake: [] });
    expect([missing, ids(fresh)]).toEqual([[], ['new', 'first']]);
  });

  test('a town that comes later leaves the days of the others alone, and of by-elections', () => {
    const later = { ...plan, firstDay: '2020-07-01' };
    const posts = [
      post('earlier town', { region: 'b', fromDay: '2020-06-01', begunDay: '2020-06-01', congress: '第十九届' }),
      post('by-election', { fromDay: '2020-08-01', begunDay: '2020-08-01', congress: '第十九届', isByElection: true }),
      post('own', { fromDay: '2020-01-01', listed: listed(2020) }),
    ];
    const change = planCongress(posts, later, new Set(['a', 'b']));
    expect(ids(change.begun)).toEqual(['own']);
    expect(ids(change.arrives)).toEqual(['own']);
    expect(ids(change.fresh)).toEqual(['earlier town', 'by-election', 'own']);
  });

  test('nobody is lost, and nobody both stays and leaves', () => {
    const candidate = fc
      .record({
        personId: fc.constantFrom('p', 'q', 'r', 's'),
        region: fc.constantFrom('a', 'b'),
        fromDay: fc.constantFrom('2017-01-01', '2020-01-01', '2020-06-01'),
        untilDay: fc.constantFrom(null, '2019-01-01', '2020-01-01'),
        endedDay: fc.constantFrom(null, '2020-03-01'),
        begunDay: fc.constantFrom(null, '2020-06-01'),
        years: fc.subarray([2018, 2019, 2020], { minLength: 1 }),
        congress: fc.constantFrom(null, '第十八届', '第十九届'),
        isByElection: fc.boolean(),
      })
      .map(({ years, ...given }) => ({ ...given, listed: listed(...years) }));
    fc.assert(
      fc.property(fc.array(candidate, { maxLength: 12 }), (given) => {
        const posts = given.map((one, index) => post(String(index), one));
        const change = planCongress(posts, plan, here);
        const persons = (list: readonly CandidatePost[]) => new Set(list.map(({ personId }) => personId));
        const [stays, leaves, arrives] = [persons(change.stays), persons(change.leaves), persons(change.arrives)];
        expect([...stays].filter((id) => leaves.has(id) || arrives.has(id))).toEqual([]);
        const elected = new Set([...persons(change.fresh), ...persons(change.toMake)]);
        expect([...stays].every((id) => elected.has(id))).toBe(true);
        expect([...leaves].some((id) => elected.has(id))).toBe(false);
        expect(change.begun.every(({ begunDay }) => begunDay === null)).toBe(true);
        const all = [...change.stays, ...change.leaves, ...change.fresh];
        expect(new Set(ids(all)).size).toBe(all.length);
        expect(all.every(({ region }) => region === 'a')).toBe(true);
      }),
    );
  });
});
