import { expect, test } from 'vitest';
import { nearestNames } from './nearest-names.ts';

test('the names most like what was typed come first, each once, and no more than asked for', () => {
  const names = ['观澜镇代表小组', '石桥镇第二代表小组', '石桥镇代表小组', '石桥镇代表小组'];
  expect(nearestNames('石桥镇代表组', names, 2)).toEqual(['石桥镇代表小组', '观澜镇代表小组']);
  expect(nearestNames('石桥镇代表组', names, 9)).toHaveLength(3);
  expect(nearestNames('石桥镇代表组', [], 9)).toEqual([]);
});
