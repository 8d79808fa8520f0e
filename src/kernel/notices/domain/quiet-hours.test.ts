import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { instantText } from '../../values/time.ts';
import { type QuietHours, afterQuiet } from './quiet-hours.ts';

const at = (shanghai: string) => instantText(Temporal.Instant.from(`${shanghai}+08:00`));
const NIGHT = { from: '21:00', until: '07:00' };
const NOON = { from: '12:00', until: '14:00' };

describe('quiet hours', () => {
  it.each<[string, QuietHours | null, string]>([
    ['2026-11-24T20:59', NIGHT, '2026-11-24T20:59'],
    ['2026-11-24T21:00', NIGHT, '2026-11-25T07:00'],
    ['2026-11-25T06:59', NIGHT, '2026-11-25T07:00'],
    ['2026-11-25T07:00', NIGHT, '2026-11-25T07:00'],
    ['2026-12-31T23:30', NIGHT, '2027-01-01T07:00'],
    ['2026-11-24T13:00', NOON, '2026-11-24T14:00'],
    ['2026-11-24T11:59', NOON, '2026-11-24T11:59'],
    ['2026-11-24T23:00', null, '2026-11-24T23:00'],
    ['2026-11-24T23:00', { from: '08:00', until: '08:00' }, '2026-11-24T23:00'],
  ])('%s in %j: %s', (instant, quiet, expected) => {
    expect(afterQuiet(at(instant), quiet)).toBe(at(expected));
  });

  it('put nothing off for a day or more, nor into quiet hours', () => {
    const time = fc
      .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
      .map((parts) => parts.map((part) => String(part).padStart(2, '0')).join(':'));
    const seconds = fc.integer({ min: 1_700_000_000, max: 1_900_000_000 });
    fc.assert(
      fc.property(seconds, time, time, (second, from, until) => {
        const instant = Temporal.Instant.fromEpochMilliseconds(second * 1000);
        const after = Temporal.Instant.from(afterQuiet(instantText(instant), { from, until }));
        const hours = instant.until(after).total('hours');
        expect(hours).toBeGreaterThanOrEqual(0);
        expect(hours).toBeLessThan(24);
        expect(afterQuiet(instantText(after), { from, until })).toBe(instantText(after));
      }),
    );
  });
});
