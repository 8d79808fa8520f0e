import { describe, expect, test } from 'vitest';
import { todayOf } from './day-of-report.ts';

const at = (instant: string) => Date.parse(instant);
const HOUR = 3_600_000;

describe('the day of a report', () => {
  test('is the phone’s day in Shanghai, on a page kept since yesterday', () => {
    expect(todayOf('2026-11-27', 0, at('2026-11-28T02:00:00Z'))).toBe('2026-11-28');
    expect(todayOf('2026-11-27', 0, at('2026-11-27T15:59:59Z'))).toBe('2026-11-27');
    expect(todayOf('2026-11-27', 0, at('2026-11-27T16:00:00Z'))).toBe('2026-11-28');
    expect(todayOf('2026-12-31', 0, at('2026-12-31T16:00:00Z'))).toBe('2027-01-01');
  });

  test('is the business day where that clock stands elsewhere', () => {
    const now = at('2026-11-28T02:00:00Z');
    const clock = at('2020-10-28T04:00:00Z') - now;
    expect(todayOf('2020-10-28', clock, now)).toBe('2020-10-28');
    expect(todayOf('2020-10-28', clock, now + 12 * HOUR)).toBe('2020-10-29');
  });

  test('is never before the day that the server said', () => {
    expect(todayOf('2026-11-28', 0, at('2024-01-01T00:00:00Z'))).toBe('2026-11-28');
  });
});
