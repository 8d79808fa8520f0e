import { describe, expect, test } from 'vitest';
import type { RegionCode } from '#kernel/contract.ts';
import { type QuotaRule, SHIPPED_QUOTAS } from '../../contract.ts';
import { type QuotaSource, byNumber, groupLabel, quotaTable, rulesFor } from './quota-table.ts';

const TOWN = '500199101000' as RegionCode;
const OTHER = '500199102000' as RegionCode;
const DISTRICT = '500199000000' as RegionCode;
const rules = (least: number): QuotaRule[] => [{ who: 'group', kind: 'whole-group', least, period: 'year' }];

describe('the rules of a region', () => {
  test('are its own, else the district’s, else those that are shipped', () => {
    const sets = [
      { region: DISTRICT, rules: rules(5) },
      { region: TOWN, rules: rules(6) },
    ];
    expect(rulesFor(TOWN, sets)[0]?.least).toBe(6);
    expect(rulesFor(OTHER, sets)[0]?.least).toBe(5);
    expect(rulesFor('500198101000' as RegionCode, sets)).toBe(SHIPPED_QUOTAS);
  });
});

describe('groups in the table', () => {
  const part = (activityGroup: string | null, region = TOWN) => ({
    ...{ region, regionName: region === TOWN ? '石桥镇' : '观澜镇', group: '第二代表小组', activityGroup, members: 3 },
  });
  const source: QuotaSource = {
    ...{ year: 2020, today: '2020-10-28', sets: [], foundings: [], activities: [] },
    groups: [part('第三活动小组'), part(null), part('第二活动小组'), part(null, OTHER), part('第一活动小组')],
  };

  test('bear the name of their town, unless it is in theirs', () => {
    expect(groupLabel('石桥镇', '石桥镇代表小组')).toBe('石桥镇代表小组');
    expect(quotaTable(source).map(({ label }) => label)).toEqual(['石桥镇第二代表小组', '观澜镇第二代表小组']);
  });

  test('of one town are told from those of another, with all of their members', () => {
    const activities = [
      {
        region: OTHER,
        kind: 'whole-group' as const,
        isHeld: true,
        day: '2020-05-01',
        units: [{ group: '第二代表小组', activityGroup: null, invited: 3, attended: 2 }],
      },
    ];
    const table = quotaTable({ ...source, activities });
    expect(table.map(({ members, held }) => [members, held])).toEqual([
      [12, 0],
      [3, 1],
    ]);
  });

  test('stand in the order of their numbers', () => {
    expect(quotaTable(source)[0]?.parts.map(({ activityGroup }) => activityGroup)).toEqual([
      '第一活动小组',
      '第二活动小组',
      '第三活动小组',
    ]);
    expect(['第五组', '第六组', '第四组', '第一组'].toSorted(byNumber)).toEqual([
      '第一组',
      '第四组',
      '第五组',
      '第六组',
    ]);
  });
});
