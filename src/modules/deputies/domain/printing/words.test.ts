import { expect, test } from 'vitest';
import { RegionCode } from '#kernel/contract.ts';
import { canonicalJson, changesBetween } from './content.ts';
import { officeTitle } from './office-title.ts';
import { receptionWords } from './reception-words.ts';

const at = (region: string, townName: string, districtName: string) => ({
  ...{ region: RegionCode.parse(region), townName, districtName },
});

test.each([
  ['provincial', '500199101000', '石桥镇', '云川区', '市人大代表'],
  ['provincial', '510199101000', '石桥镇', '云川县', '省人大代表'],
  ['county', '500199101000', '石桥镇', '云川区', '区人大代表'],
  ['county', '510199101000', '石桥镇', '云川县', '县人大代表'],
  ['township', '500199101000', '石桥镇', '云川区', '镇人大代表'],
  ['township', '500199201000', '云岭乡', '云川区', '乡人大代表'],
  ['township', '500199202000', '云岭土家族乡', '云川区', '乡人大代表'],
] as const)('a deputy of the %s level in %s is called by the place', (...row) => {
  const [level, region, town, district, title] = row;
  expect(officeTitle(level, at(region, town, district))).toBe(title);
});

const HOURS = { starts: '09:00', ends: '11:30' };
test.each([
  [{ pattern: 'weekly', weekdays: [1, 4], monthDay: null, nth: null }, '每周一、四 09:00–11:30，石桥站'],
  [
    { pattern: 'weekly', weekdays: [1, 4], everyWeeks: 2, monthDay: null, nth: null },
    '每 2 周的周一、四 09:00–11:30，石桥站',
  ],
  [{ pattern: 'monthly-day', weekdays: [], monthDay: 15, nth: null }, '每月 15 日 09:00–11:30，石桥站'],
  [{ pattern: 'monthly-day', weekdays: [], monthDay: -1, nth: null }, '每月最后一天 09:00–11:30，石桥站'],
  [{ pattern: 'monthly-weekday', weekdays: [3], monthDay: null, nth: 1 }, '每月第一个周三 09:00–11:30，石桥站'],
  [{ pattern: 'monthly-weekday', weekdays: [5], monthDay: null, nth: -1 }, '每月最后一个周五 09:00–11:30，石桥站'],
] as const)('reception days stand on paper by their rule', (rule, words) => {
  expect(receptionWords({ everyWeeks: 1, ...rule, ...HOURS }, '石桥站')).toBe(words);
});

test('the same content is the same text, in whatever order it was put together', () => {
  expect(canonicalJson({ b: [1, { d: null, c: '字' }], a: 'x' })).toBe('{"a":"x","b":[1,{"c":"字","d":null}]}');
});

test('what differs is named by its field, and what should not hang at all by that', () => {
  expect(changesBetween({ name: 'a', phone: 'b' }, { name: 'a', phone: 'c' })).toEqual(['phone']);
  expect(changesBetween({ name: 'a' }, { name: 'a' })).toEqual([]);
  expect(changesBetween({ name: 'a' }, undefined)).toEqual(['gone']);
});
