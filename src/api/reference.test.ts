import { expect, it } from 'vitest';
import { apiDocument } from './app.ts';
import { referenceOf } from './reference.ts';

it('shows every address of the API with all its parameters, in both languages', () => {
  const entries = referenceOf(apiDocument);
  expect(entries.map((entry) => entry.path)).toEqual(Object.keys(apiDocument.paths));
  for (const { parameters, title } of entries) {
    expect(title.zh).toMatch(/\p{Script=Han}/u);
    for (const { says, kind, example } of parameters) {
      expect([says.zh, says.en, kind, example].every((text) => text !== '' && text !== 'undefined')).toBe(true);
    }
  }
  const list = entries.find((entry) => entry.id === 'findDeputies');
  expect(list?.tryIt).toBe('/api/v1/deputies');
  expect(list?.parameters.find((one) => one.name === 'standing')?.kind).toBe('promised | in-post | in-scope | missing');
});
