import { expect, test } from 'vitest';
import { given } from './given.ts';

test('what a form has brought is trimmed, without blanks and files, and what was chosen several times is a list', () => {
  const form = new FormData();
  for (const [name, text] of [
    ['text', ' 修路两条 '],
    ['target', '  '],
    ['themes', '安全'],
    ['themes', ''],
    ['themes', '乡村振兴，饮水'],
  ] as const) {
    form.append(name, text);
  }
  form.append('photo', new Blob(['x']), 'x.jpg');
  expect(given(form)).toEqual({ text: '修路两条', themes: '安全、乡村振兴，饮水' });
  expect(given(new URLSearchParams('a=1&b='))).toEqual({ a: '1' });
});
