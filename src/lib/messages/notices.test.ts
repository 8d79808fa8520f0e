import { expect, test } from 'vitest';
import { noticesEn } from './notices-en.ts';
import { noticesZh } from './notices-zh.ts';

/** Every text with its place; a function is called with numbers, so that it shows what it is given. */
function texts(words: object, path = ''): Map<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of Object.entries(words) as [string, unknown][]) {
    const place = `${path}/${name}`;
    if (typeof value === 'string') found.set(place, value);
    else if (typeof value === 'function') found.set(place, (value as (...of: string[]) => string)('1', '2'));
    else if (typeof value === 'object' && value !== null) for (const entry of texts(value, place)) found.set(...entry);
  }
  return found;
}

test('the words of notices are complete in both languages', () => {
  const [zh, en] = [texts(noticesZh), texts(noticesEn)];
  expect([...en.keys()]).toEqual([...zh.keys()]);
  for (const [place, text] of [...zh, ...en]) expect(text.trim(), place).not.toBe('');
  const chinese = [...en].filter(([place, text]) => /\p{Script=Han}/u.test(text) && !place.endsWith('/languages/zh'));
  expect(chinese).toEqual([]);
  const english = [...zh].filter(([place, text]) => !/\p{Script=Han}/u.test(text) && !place.endsWith('/languages/en'));
  expect(english).toEqual([]);
});
