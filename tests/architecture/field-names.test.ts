import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { z } from 'zod';
import { FIELD_NAMES } from '../../src/kernel/values/field-names.ts';

const SOURCE = join(import.meta.dirname, '../../src');
const OF_THE_MACHINE = ['operator', 'clock'];

/** What a page carries along, or a button says: nobody fills it in, and when it is wrong the page is old. */
const CARRIED = new Set([
  ...[
    'action',
    'answers',
    'arrives',
    'burnt',
    'by',
    'bytes',
    'counted',
    'device',
    'expected',
    'format',
    'height',
    'id',
  ],
  ...[
    'ids',
    'is',
    'isGiven',
    'isLeading',
    'isOn',
    'isWanted',
    'key',
    'leaves',
    'leftOut',
    'limit',
    'locale',
    'offset',
    'open',
    'page',
  ],
  ...['pageSize', 'person', 'place', 'resetsSecondFactor', 'revision', 'round', 'sha256', 'showsResidents', 'size'],
  ...['smallSha256', 'states', 'stays', 'tinySha256', 'token', 'version', 'width', 'x', 'y'],
]);

type Shape = Readonly<Record<string, z.ZodType>>;
interface Def {
  readonly shape?: Shape;
  readonly options?: readonly z.ZodType[];
  readonly innerType?: z.ZodType;
  readonly element?: z.ZodType;
  readonly in?: z.ZodType;
}

function fieldsOf(schema: z.ZodType): string[] {
  const def = schema.def as Def;
  const inner = [def.innerType, def.element, def.in, ...(def.options ?? [])].filter((one) => one !== undefined);
  const own = Object.entries(def.shape ?? {}).flatMap(([name, field]) => [name, ...fieldsOf(field)]);
  return [...own, ...inner.flatMap(fieldsOf)];
}

function isIntent(value: unknown): value is { by: readonly string[]; input: z.ZodType; name: string } {
  return typeof value === 'object' && value !== null && 'by' in value && 'input' in value && 'name' in value;
}

test('every field that people fill in has a name in their words', async () => {
  const files = globSync('**/use-cases/**/*.ts', { cwd: SOURCE }).filter((file) => !file.endsWith('.test.ts'));
  const modules = await Promise.all(
    files.map((file) => import(join(SOURCE, file)) as Promise<Record<string, unknown>>),
  );
  const intents = modules.flatMap((exported) => Object.values(exported).filter(isIntent));
  const asked = intents.filter(({ by }) => by.some((role) => !OF_THE_MACHINE.includes(role)));
  const fields = new Set(asked.flatMap(({ input }) => fieldsOf(input)));
  const isTyped = (name: string) => !/Ids?$/.test(name) && !CARRIED.has(name);
  expect(fields.size).toBeGreaterThan(60);
  expect([...fields].filter((name) => isTyped(name) && !Object.hasOwn(FIELD_NAMES, name))).toEqual([]);
});
