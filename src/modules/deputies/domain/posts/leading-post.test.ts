import { expect, test } from 'vitest';
import { isLeading } from './leading-post.ts';

test.each([
  ['镇人大主席', true],
  ['石桥镇人大主席团主席', true],
  ['石桥镇党委书记', true],
  ['镇党委副书记、镇长', true],
  ['街道党工委书记', true],
  ['街道办事处主任', true],
  ['街道人大工委主任', true],
  ['副镇长', false],
  ['镇人大副主席', false],
  ['镇党委副书记', false],
  ['镇党委委员、副镇长', false],
  ['原镇长', false],
  ['镇长助理', false],
  ['石坝村党支部书记', false],
  ['石坝村党委书记', false],
  ['某某集团公司党委书记', false],
  ['中心小学校长', false],
  ['农民', false],
  ['', false],
  [null, false],
])('%s is leading: %s', (words, leading) => {
  expect(isLeading(words)).toBe(leading);
});
