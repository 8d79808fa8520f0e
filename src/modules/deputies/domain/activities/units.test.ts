import { describe, expect, test } from 'vitest';
import { type RegionCode, unreachableStates } from '#kernel/contract.ts';
import { ActivityState, type Level } from '../../contract.ts';
import { activityLife, stepOf } from './activity-life.ts';
import { groupKey, homeOfGroup, lowestOf, mayOrganise, unitsOf } from './units.ts';

const TOWN = '500199101000' as RegionCode;
const STREET = '500199001000' as RegionCode;
const DISTRICT = '500199000000' as RegionCode;

describe('groups', () => {
  test('are at home in their town, those of higher levels in the district', () => {
    expect(homeOfGroup('township', TOWN)).toBe(TOWN);
    expect(homeOfGroup('county', '500199101003' as RegionCode)).toBe(TOWN);
    expect(homeOfGroup('provincial', TOWN)).toBe(DISTRICT);
    expect(groupKey(TOWN, '第一代表小组')).toBe('500199101000:第一代表小组');
  });

  test('are of the level of their lowest deputies', () => {
    expect(lowestOf(['county', 'township'])).toBe('township');
    expect(lowestOf(['provincial', 'county'])).toBe('county');
    expect(lowestOf([])).toBe('township');
  });

  test('are arranged for by their leader, and by the officer whose deputies they are', () => {
    const place = (level: Level, region = TOWN, isDelegated = true) => ({ region, group: '一组', level, isDelegated });
    const may = (role: string, of: ReturnType<typeof place>, more: object = {}) =>
      mayOrganise({ role, region: TOWN, ...more }, of);
    expect(may('town-officer', place('township'))).toBe(true);
    expect(may('town-officer', place('county'))).toBe(true);
    expect(may('town-officer', place('county', TOWN, false))).toBe(false);
    expect(may('town-officer', place('county', STREET, false), { region: STREET })).toBe(true);
    expect(may('town-officer', place('township', STREET))).toBe(false);
    expect(may('district-officer', place('county'), { region: DISTRICT })).toBe(true);
    expect(may('district-officer', place('township'), { region: DISTRICT })).toBe(false);
    expect(may('group-leader', place('county'), { unit: '一组' })).toBe(true);
    expect(may('group-leader', place('county'), { unit: '二组' })).toBe(false);
    expect(may('operator', place('county'), { region: DISTRICT })).toBe(true);
    for (const role of ['auditor', 'deputy', 'visitor', 'station-clerk'])
      expect(may(role, place('township'))).toBe(false);
  });

  test('hold an activity as a whole, or by activity groups, each told once', () => {
    const whole = { group: '一组', activityGroup: null };
    const first = { group: '一组', activityGroup: '第一活动小组' };
    expect(unitsOf('whole-group', [whole, whole])).toEqual([whole]);
    expect(unitsOf('activity-group', [first, { ...first, activityGroup: '第二活动小组' }, first])).toHaveLength(2);
    expect(() => unitsOf('activity-group', [whole])).toThrow('which-activity-group');
    expect(() => unitsOf('whole-group', [first])).toThrow('of-whole-group');
  });
});

describe('the life of an activity', () => {
  test('reaches every state, and leaves none that is over but for its minutes', () => {
    expect(unreachableStates(activityLife, 'planned', ActivityState.options)).toEqual([]);
    const outcome = (action: keyof typeof activityLife, state: ActivityState) => {
      try {
        return stepOf(action, state);
      } catch {
        return null;
      }
    };
    const all = Object.fromEntries(
      (['change', 'record', 'cancel'] as const).map((action) => [
        action,
        ActivityState.options.map((state) => outcome(action, state)),
      ]),
    );
    expect(all).toEqual({
      change: ['planned', null, null],
      record: ['held', 'held', null],
      cancel: ['cancelled', null, null],
    });
  });
});
