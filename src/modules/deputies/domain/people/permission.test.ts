import fc from 'fast-check';
import { expect, test } from 'vitest';
import { RegionCode, isWithin } from '#kernel/contract.ts';
import { Level } from '../../contract.ts';
import { mayManage, mayManageWhole, mayOversee } from './permission.ts';

const SUBDISTRICT = RegionCode.parse('500199001000');
const TOWN = RegionCode.parse('500199101000');
const OTHER_TOWN = RegionCode.parse('500199102000');
const DISTRICT = RegionCode.parse('500199000000');
const REGIONS = [DISTRICT, SUBDISTRICT, TOWN, OTHER_TOWN, RegionCode.parse('500188101000')];
const ROLES = [
  ...['admin', 'security', 'auditor', 'district-officer', 'town-officer', 'station-clerk', 'group-leader', 'deputy'],
  ...['operator', 'clock', 'visitor'],
];

const actors = fc.record({
  role: fc.constantFrom(...ROLES),
  region: fc.constantFrom(...REGIONS),
  personId: fc.constantFrom('a', 'b'),
});
const posts = fc.record({
  personId: fc.constantFrom('a', 'b'),
  region: fc.constantFrom(...REGIONS),
  level: fc.constantFrom(...Level.options),
  isDelegated: fc.boolean(),
});

test('only the office whose it is, and the deputy, may change what is of a deputy', () => {
  fc.assert(
    fc.property(actors, posts, (actor, post) => {
      const isHere = isWithin(post.region, actor.region);
      const isTownship = post.level === 'township';
      const allowed =
        (actor.role === 'deputy' && actor.personId === post.personId) ||
        (actor.role === 'operator' && isHere) ||
        (actor.role === 'district-officer' && isHere && !isTownship) ||
        (actor.role === 'town-officer' && isHere && (isTownship || post.isDelegated || post.region === SUBDISTRICT));
      expect(mayManage(actor, post)).toBe(allowed);
      expect(mayOversee(actor, post)).toBe(allowed || (actor.role === 'district-officer' && isHere));
    }),
  );
});

test('the say over a whole person takes that over every post, or the district where no town has it', () => {
  const town = { role: 'town-officer', region: TOWN };
  const district = { role: 'district-officer', region: DISTRICT };
  const township = { personId: 'a', region: TOWN, level: 'township' as const, isDelegated: true };
  const county = { ...township, level: 'county' as const };
  const away = { ...township, region: OTHER_TOWN };
  expect(mayManageWhole(town, [township, county])).toBe(true);
  expect(mayManageWhole(town, [township, { ...county, isDelegated: false }])).toBe(false);
  expect(mayManageWhole(town, [township, away])).toBe(false);
  expect(mayManageWhole(district, [township])).toBe(false);
  expect(mayManageWhole(district, [township, county])).toBe(true);
  expect(mayManageWhole(district, [township, away])).toBe(true);
  expect(mayManageWhole({ ...district, region: RegionCode.parse('500188000000') }, [township, away])).toBe(false);
});
