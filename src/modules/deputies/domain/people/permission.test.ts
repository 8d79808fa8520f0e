import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RegionCode, isWithin } from '#kernel/contract.ts';
import { Level } from '../../contract.ts';
import { mayManage } from './permission.ts';

const REGIONS = ['500199000000', '500199101000', '500199102000', '500188101000'].map((code) => RegionCode.parse(code));
const ROLES = [
  ...['admin', 'security', 'auditor', 'district-officer', 'town-officer', 'station-clerk', 'group-leader', 'deputy'],
  ...['operator', 'clock', 'visitor'],
];

test('only the office of the region, and the deputy, may change what is of a deputy', () => {
  fc.assert(
    fc.property(
      fc.record({
        role: fc.constantFrom(...ROLES),
        region: fc.constantFrom(...REGIONS),
        personId: fc.constantFrom('a', 'b'),
      }),
      fc.record({
        personId: fc.constantFrom('a', 'b'),
        region: fc.constantFrom(...REGIONS),
        level: fc.constantFrom(...Level.options),
      }),
      fc.boolean(),
      (actor, post, isDelegated) => {
        const isHere = isWithin(post.region, actor.region);
        const allowed =
          (actor.role === 'deputy' && actor.personId === post.personId) ||
          (['operator', 'district-officer'].includes(actor.role) && isHere) ||
          (actor.role === 'town-officer' && isHere && (isDelegated || post.level === 'township'));
        expect(mayManage(actor, post, isDelegated)).toBe(allowed);
      },
    ),
  );
});
