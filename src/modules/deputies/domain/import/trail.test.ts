import { expect, test } from 'vitest';
import { RegionCode } from '#kernel/contract.ts';
import type { KnownPerson, Post } from './registry.ts';
import { changesOfPeople } from './trail.ts';

const region = RegionCode.parse('500199101000');
const post: Post = { id: 'post', personId: 'p', region, level: 'township', listings: new Map() };
const person: KnownPerson = {
  ...{ id: 'p', name: '李娜', phone: '19000000002', sex: '女', birthMonth: '1980-01', ethnicity: null },
};
const before = { people: new Map([['p', person]]), posts: new Map([['post', post]]) };
const after = (change: Partial<KnownPerson>) => ({ people: [{ ...person, ...change }], postsOf: () => [post] });

test('a changed number is told apart by its end, and other personal data is named without its value', () => {
  expect(changesOfPeople(before, after({ phone: '19000000099', birthMonth: '1981-01' }), [])).toEqual([
    {
      ...{ region, subject: 'p', before: { phone: '****02' } },
      after: { phone: '****99', changed: ['birthMonth'] },
    },
  ]);
});

test('consents that a roster gives or takes are told of, and somebody unchanged is not', () => {
  expect(changesOfPeople(before, after({}), [])).toEqual([]);
  const taken = { personId: 'p', field: 'phone', surface: 'web', untilDay: '2020-10-01' };
  expect(changesOfPeople(before, after({}), [taken])).toEqual([
    {
      ...{ region, subject: 'p', before: {} },
      after: { consents: [{ field: 'phone', surface: 'web', isGiven: false }] },
    },
  ]);
});
