import { describe, expect, test } from 'vitest';
import { type QuotaRule, SHIPPED_QUOTAS, quotaWords } from '../../contract.ts';
import { contradictionIn } from './contradictions.ts';

const rule = (who: QuotaRule['who'], kind: QuotaRule['kind'], often: number | `${number} a quarter`): QuotaRule =>
  typeof often === 'number'
    ? { who, kind, least: often, period: 'year' }
    : { who, kind, least: Number.parseInt(often, 10), period: 'quarter' };

describe('rules that contradict each other', () => {
  test('the shipped ones do not', () => {
    expect(contradictionIn(SHIPPED_QUOTAS)).toBeUndefined();
    expect(quotaWords(rule('group', 'whole-group', 4)).zh).toBe('代表小组每年至少 4 次集中活动');
  });

  const WRONG: readonly (readonly [string, QuotaRule[], RegExp])[] = [
    ['two numbers for one thing', [rule('group', 'whole-group', 4), rule('group', 'whole-group', 6)], /只能有一个次数/],
    [
      'quarters that ask for more than the year',
      [rule('group', 'whole-group', 6), rule('group', 'whole-group', '2 a quarter')],
      /较短时段/,
    ],
    ['a whole-group activity for an activity group', [rule('activity-group', 'whole-group', 1)], /不计入任何活动小组/],
    [
      'deputies who owe more than is held',
      [rule('group', 'whole-group', 4), rule('deputy', 'whole-group', 5)],
      /超过了要求小组举行/,
    ],
    [
      'both kinds for fewer than each of them',
      [rule('deputy', 'any', 6), rule('deputy', 'whole-group', 4), rule('deputy', 'activity-group', 3)],
      /合计每年已有 7 次/,
    ],
  ];
  test.each(WRONG)('%s', (_, rules, says) => {
    expect(contradictionIn(rules)?.zh).toMatch(says);
    expect(contradictionIn(rules.toReversed())?.zh).toMatch(says);
    expect(contradictionIn(rules)?.en).not.toBe('');
  });

  const GOOD: readonly (readonly [string, QuotaRule[]])[] = [
    ['quarters within the year', [rule('group', 'whole-group', 4), rule('group', 'whole-group', '1 a quarter')]],
    [
      'deputies who owe all that is held',
      [...SHIPPED_QUOTAS, rule('deputy', 'any', 7), rule('deputy', 'whole-group', 4)],
    ],
    ['a duty where no group has a quota', [rule('deputy', 'whole-group', 5)]],
  ];
  test.each(GOOD)('but not %s', (_, rules) => {
    expect(contradictionIn(rules)).toBeUndefined();
  });
});
