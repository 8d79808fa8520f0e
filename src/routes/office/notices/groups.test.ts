import { expect, test } from 'vitest';
import { DELIVERY_STATES } from '#kernel/contract.ts';
import { GROUPS, GROUP_NAMES, reasonOf } from './groups.ts';

test('each state is in one group', () => {
  const grouped = GROUP_NAMES.flatMap((name): readonly string[] => GROUPS[name]);
  expect(grouped.toSorted()).toEqual([...DELIVERY_STATES].toSorted());
});

test.each([
  ['esocket', 'down'],
  ['econnrefused', 'down'],
  ['smtp-550', 'refused'],
  ['smtp-451', 'busy'],
  ['http-503', 'busy'],
  ['http-404', 'unknown'],
  ['cut-off', 'cut'],
  ['und_err_socket', 'cut'],
  ['answer-not-understood', 'nonsense'],
  ['wecom-93000', 'settings'],
  ['defect', 'defect'],
])('%s is %s', (code, reason) => expect(reasonOf(code)).toBe(reason));
