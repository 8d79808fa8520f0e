import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RegionCode, isWithin } from '../../values/region-code.ts';
import {
  GRANTABLE_ROLES,
  mayCombine,
  mayGive,
  mayReset,
  requiresSecondFactor,
  sessionEnd,
  sessionLimits,
  suits,
} from './roles.ts';

const role = fc.constantFrom(...GRANTABLE_ROLES);
const REGIONS = ['500199000000', '500199101000', '500199101001', '500199102000', '500233000000'].map((code) =>
  RegionCode.parse(code),
);
const region = fc.constantFrom(...REGIONS);
const [DISTRICT, TOWN, VILLAGE] = REGIONS as [RegionCode, RegionCode, RegionCode];
const at = (text: string) => Temporal.Instant.from(text);

describe('roles', () => {
  test('of administration, security and audit stand alone, all others combine', () => {
    fc.assert(
      fc.property(fc.array(role, { maxLength: 5 }), (roles) => {
        const alone = new Set(roles.filter((one) => ['admin', 'security', 'auditor'].includes(one)));
        const isSound = alone.size === 0 || new Set(roles).size === 1;
        expect(mayCombine(roles)).toBe(isSound);
      }),
    );
  });

  test('that see what is other people’s ask for a second factor', () => {
    const strong = GRANTABLE_ROLES.filter((one) => requiresSecondFactor([one]));
    expect(strong).toEqual(['admin', 'security', 'auditor', 'district-officer', 'town-officer', 'station-clerk']);
    expect(requiresSecondFactor(['deputy', 'town-officer'])).toBe(true);
    expect(requiresSecondFactor([])).toBe(false);
  });

  test('are given by an administrator, and by a district to its deputies and leaders, within the region only', () => {
    fc.assert(
      fc.property(fc.tuple(role, region), fc.tuple(role, region), ([by, where], [given, place]) => {
        const powers: Record<string, readonly string[]> = {
          admin: GRANTABLE_ROLES,
          'district-officer': ['deputy', 'group-leader'],
        };
        const isAllowed = (powers[by] ?? []).includes(given) && isWithin(place, where);
        expect(mayGive({ role: by, region: where }, { role: given, region: place })).toBe(isAllowed);
      }),
    );
  });

  test('are for a region of their level', () => {
    expect(suits('town-officer', TOWN)).toBe(true);
    expect(suits('town-officer', DISTRICT)).toBe(false);
    expect(suits('district-officer', TOWN)).toBe(false);
    expect(suits('station-clerk', VILLAGE)).toBe(true);
    expect(suits('station-clerk', DISTRICT)).toBe(false);
    expect(suits('deputy', VILLAGE)).toBe(false);
    expect(suits('auditor', DISTRICT)).toBe(true);
  });

  test('of others decide who resets their password', () => {
    const of = (...roles: (readonly [string, RegionCode])[]) => ({
      region: TOWN,
      grants: roles.map(([name, place]) => ({ role: name, region: place })),
    });
    const officer = { role: 'town-officer', region: TOWN };
    expect(mayReset(officer, of(['deputy', TOWN]))).toBe(true);
    expect(mayReset(officer, of())).toBe(true);
    expect(mayReset(officer, of(['deputy', TOWN], ['town-officer', TOWN]))).toBe(false);
    expect(mayReset(officer, of(['deputy', DISTRICT]))).toBe(false);
    expect(mayReset({ role: 'admin', region: DISTRICT }, of(['town-officer', TOWN]))).toBe(true);
    for (const name of ['security', 'auditor', 'deputy', 'station-clerk']) {
      expect(mayReset({ role: name, region: DISTRICT }, of(['deputy', TOWN]))).toBe(false);
    }
  });
});

describe('a session', () => {
  test('of an office ends sooner than a deputy’s', () => {
    expect(sessionLimits(['deputy', 'town-officer'])).toEqual({ idleMinutes: 30, longestMinutes: 720 });
    expect(sessionLimits(['deputy']).idleMinutes).toBe(7 * 24 * 60);
  });

  test('ends after the time unused, and never later than its longest', () => {
    const limits = { idleMinutes: 30, longestMinutes: 720 };
    const begun = at('2020-10-28T01:00:00Z');
    expect(sessionEnd(limits, begun, at('2020-10-28T02:00:00Z')).toString()).toBe('2020-10-28T02:30:00Z');
    expect(sessionEnd(limits, begun, at('2020-10-28T12:50:00Z')).toString()).toBe('2020-10-28T13:00:00Z');
  });
});
