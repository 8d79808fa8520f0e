import { describe, expect, test } from 'vitest';
import { LogDuty } from '../../contract.ts';
import { dayMeant, soundDuty } from './duty.ts';

const REGION = '500199101000';
const NOW = '2020-10-28T01:00:00.000000Z';
const ID = '00000000-0000-4000-8000-000000000001';
const village = { id: ID, region: REGION, householdCount: 40, isClosed: false };

const aDuty = (given: Record<string, unknown>) =>
  LogDuty.parse({ id: ID, membershipId: ID, kind: 'visit', day: '2020-10-28', topics: ['roads'], ...given });
const sound = (given: Record<string, unknown>, of: Partial<Parameters<typeof soundDuty>[1]> = {}) =>
  soundDuty(aDuty(given), { now: NOW, region: REGION, village: undefined, ...of });
const refusal = (code: string): unknown => expect.objectContaining({ code });

describe('the day of a duty', () => {
  test('of a phone that is an hour ahead before midnight is today, and no day later than that', () => {
    const late = '2020-10-28T15:30:00.000000Z';
    expect(dayMeant('2020-10-29', late)).toBe('2020-10-28');
    expect(dayMeant('2020-10-28', late)).toBe('2020-10-28');
    expect(dayMeant('2020-01-02', late)).toBe('2020-01-02');
    expect(() => dayMeant('2020-10-30', late)).toThrow(refusal('duty.day-in-future'));
    expect(() => dayMeant('2020-10-29', NOW)).toThrow(refusal('duty.day-in-future'));
  });

  test('days of duty run forwards, within a year', () => {
    const days = (day: string, untilDay: string) => sound({ kind: 'duty-days', task: 'epidemic', day, untilDay });
    expect(days('2020-02-01', '2020-03-11')).toMatchObject({ day: '2020-02-01', untilDay: '2020-03-11' });
    expect(days('2020-02-01', '2020-02-01').untilDay).toBeNull();
    expect(() => days('2020-02-02', '2020-02-01')).toThrow(refusal('duty.days-backwards'));
    expect(() => days('2019-12-30', '2020-01-02')).toThrow(refusal('duty.days-of-two-years'));
    expect(() => days('2020-10-20', '2020-10-29')).toThrow(refusal('duty.day-in-future'));
  });
});

describe('what a duty says', () => {
  test('is what belongs to its kind', () => {
    const given = { villageId: ID, households: '1-3', unnumbered: 2, people: 4, place: '代表之家', task: 'flood' };
    expect(sound(given, { village })).toMatchObject({ people: null, place: null, task: null, households: [[1, 3]] });
    expect(sound({ ...given, kind: 'reception' })).toMatchObject({ villageId: null, unnumbered: 0, people: 4 });
    expect(sound({ ...given, kind: 'duty-days' })).toMatchObject({ topics: [], task: 'flood', people: null });
  });

  test.each([
    ['duty.needs-topic', { topics: [], unnumbered: 1 }],
    ['duty.needs-households', {}],
    ['duty.needs-village', { households: '3' }],
    ['duty.needs-people', { kind: 'reception' }],
    ['duty.needs-task', { kind: 'duty-days' }],
    ['duty.needs-place', { kind: 'training' }],
    ['duty.personal-number', { unnumbered: 1, note: '户主电话 139 0000 0000' }],
    ['duty.personal-number', { kind: 'inspection', place: '023-88880000' }],
  ])('is refused with %s', (code, given) => {
    expect(() => sound(given)).toThrow(refusal(code));
  });

  test('a village of another town, or one that is no more, is not the deputy’s', () => {
    const given = { villageId: ID, households: '3' };
    for (const other of [{ region: '500199102000' }, { isClosed: true }]) {
      expect(() => sound(given, { village: { ...village, ...other } })).toThrow(refusal('duty.village-elsewhere'));
    }
    expect(() => sound({ ...given, households: '41' }, { village })).toThrow(refusal('duty.household-beyond'));
  });
});
