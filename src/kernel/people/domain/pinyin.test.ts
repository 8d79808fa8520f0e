import { expect, test } from 'vitest';
import { pinyinOf } from './pinyin.ts';

test.each([
  ['王建国', 'wangjianguo', 'wjg'],
  ['单雄信', 'shanxiongxin', 'sxx'],
  ['欧阳修', 'ouyangxiu', 'oyx'],
])('%s sounds %s', (name, pinyin, initials) => {
  expect(pinyinOf(name)).toMatchObject({ pinyin, initials });
});
