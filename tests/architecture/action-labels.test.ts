import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ACTIONS } from '#lib/messages/actions.ts';

const SOURCE = join(import.meta.dirname, '../../src');

/** Whatever can leave an entry on the trail: use cases, and queries that tell of a person. */
function isOnTrail(value: unknown): value is { readonly name: string } {
  if (typeof value !== 'object' || value === null || !('by' in value)) return false;
  return 'run' in value || ('read' in value && 'trail' in value);
}

test('every action on the trail has a name in both languages, and no two have the same', async () => {
  const files = globSync('**/use-cases/**/*.ts', { cwd: SOURCE }).filter((file) => !file.endsWith('.test.ts'));
  const modules = await Promise.all(
    files.map((file) => import(join(SOURCE, file)) as Promise<Record<string, unknown>>),
  );
  const names = modules.flatMap((exported) => Object.values(exported).filter(isOnTrail)).map(({ name }) => name);
  expect(names.length).toBeGreaterThan(80);
  expect([...new Set(names)].filter((name) => !Object.hasOwn(ACTIONS, name))).toEqual([]);
  expect(Object.keys(ACTIONS).filter((name) => !names.includes(name))).toEqual([]);
  for (const locale of ['zh', 'en'] as const) {
    const labels = Object.values(ACTIONS).map((label) => label[locale]);
    expect(labels.filter((label, at) => labels.indexOf(label) !== at)).toEqual([]);
  }
  for (const { zh, en } of Object.values(ACTIONS)) {
    expect(zh).toMatch(/^[\p{Script=Han}（）]+$/u);
    expect(en).toMatch(/^[A-Z][a-z’ -]+$/);
  }
});
