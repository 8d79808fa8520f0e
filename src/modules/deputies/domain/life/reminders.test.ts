import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dayOf } from '#kernel/contract.ts';
import { CommitmentState, SHIPPED_RULE } from '../../contract.ts';
import { type Watched, isStalled, isWorthALetter, remindersOf, weekOf } from './reminders.ts';

const NOW = '2020-10-28T01:00:00.000000Z';
const watched = (given: Partial<Watched> = {}): Watched => ({
  ...{
    id: 'c',
    state: 'published',
    dueDay: '2020-12-31',
    publishedAt: '2020-10-01T00:00:00.000000Z',
    lastEntryAt: null,
    ...SHIPPED_RULE,
  },
  ...given,
});
const kinds = (given: Partial<Watched>) => remindersOf(watched(given), NOW).map(({ kind }) => kind);

describe('reminders to an author', () => {
  test.each([
    ['2020-12-31', []],
    ['2020-11-12', []],
    ['2020-11-11', ['due-soon']],
    ['2020-10-28', ['due-soon']],
    ['2020-10-27', ['overdue']],
    ['2020-07-30', ['overdue']],
    ['2020-07-29', []],
  ])('due on %s: %j', (dueDay, expected) => expect(kinds({ dueDay })).toEqual(expected));

  test('go by the district’s own rule', () => {
    expect(kinds({ dueDay: '2020-11-27', dueSoonDays: 30 })).toEqual(['due-soon']);
    expect(kinds({ dueDay: '2020-11-11', dueSoonDays: 2 })).toEqual([]);
    expect(kinds({ dueDay: '2020-10-31', dueSoonDays: 2 })).toEqual(['due-soon']);
    expect(kinds({ stalledDays: 27 })).toEqual(['stalled']);
    expect(kinds({ stalledDays: 28 })).toEqual([]);
  });

  test('twice before the due day, with two keys, and once after it', () => {
    const keys = new Set<string>();
    let at = Temporal.Instant.from('2020-10-01T01:00:00Z');
    for (let day = 0; day < 120; day += 1, at = at.add({ hours: 24 })) {
      for (const { key, kind } of remindersOf(watched({ dueDay: '2020-11-20' }), at.toString())) {
        if (kind !== 'stalled') keys.add(key);
      }
    }
    expect([...keys]).toEqual(['due-soon:c:2020-11-20:14', 'due-soon:c:2020-11-20:3', 'overdue:c:2020-11-20']);
  });

  test('stalled after 60 days without an entry, and again only after a new one', () => {
    expect(isStalled(watched({ publishedAt: '2020-08-30T01:00:00.000000Z' }), NOW)).toBe(false);
    expect(isStalled(watched({ publishedAt: '2020-08-29T01:00:00.000000Z' }), NOW)).toBe(true);
    const late = watched({ publishedAt: '2020-01-01T00:00:00.000000Z', lastEntryAt: '2020-10-20T00:00:00.000000Z' });
    expect(isStalled(late, NOW)).toBe(false);
  });

  test('nobody is reminded of what is not theirs to do any more', () => {
    const state = fc.constantFrom(...CommitmentState.options.filter((one) => one !== 'published'));
    const day = fc.date({ min: new Date('2019-01-01'), max: new Date('2021-12-31'), noInvalidDate: true });
    fc.assert(
      fc.property(state, day, (one, due) => {
        expect(kinds({ state: one, dueDay: dayOf(due.toISOString()) })).toEqual([]);
      }),
    );
  });
});

describe('the office’s letter of the week', () => {
  const none = { submitted: 0, claimed: 0, overdue: 0, stalled: 0, longOverdue: 0 };
  test('is written only when something waits', () => {
    expect(isWorthALetter(none, 'town')).toBe(false);
    expect(isWorthALetter({ ...none, claimed: 1 }, 'town')).toBe(true);
    expect(isWorthALetter({ ...none, overdue: 5 }, 'district')).toBe(false);
    expect(isWorthALetter({ ...none, longOverdue: 1 }, 'district')).toBe(true);
  });
  test.each([
    ['2020-10-26', '2020-10-26'],
    ['2020-10-28', '2020-10-26'],
    ['2020-11-01', '2020-10-26'],
    ['2020-11-02', '2020-11-02'],
  ])('of %s is that of the week of %s', (day, monday) => expect(weekOf(day)).toBe(monday));
});
