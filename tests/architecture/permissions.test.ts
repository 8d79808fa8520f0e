import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Problem } from '../../src/kernel/contract.ts';
import {
  type Actor,
  type Query,
  ROLES,
  type Role,
  type Stage,
  type UseCase,
  ask,
  perform,
  rehearse,
} from '../../src/kernel/index.server.ts';
import { COUNTRY } from '../../src/kernel/contract.ts';
import type { z } from 'zod';
import { test as onStage } from '../support/deputies.ts';

const SOURCE = join(import.meta.dirname, '../../src');

type Intent = UseCase<z.ZodType, unknown> | Query<z.ZodType, unknown>;

function isIntent(value: unknown): value is Intent {
  return typeof value === 'object' && value !== null && 'by' in value && ('run' in value || 'read' in value);
}

/** Every use case and query of the product, whether it leaves its module or not. */
async function findIntents(): Promise<{ file: string; intent: Intent }[]> {
  const files = globSync('**/use-cases/**/*.ts', { cwd: SOURCE }).filter((file) => !file.endsWith('.test.ts'));
  const loaded = files.map(async (file) => {
    const exported = (await import(join(SOURCE, file))) as Readonly<Record<string, unknown>>;
    return Object.values(exported)
      .filter(isIntent)
      .map((intent) => ({ file, intent }));
  });
  return (await Promise.all(loaded)).flat();
}

/** Nothing of it may be touched. */
const UNTOUCHABLE = new Proxy({} as Stage, {
  get(_, name) {
    throw new Error(`the stage was touched: ${String(name)}`);
  },
});

const actor = (role: Role): Actor => ({ id: role, role, region: COUNTRY });

function attempt(stage: Stage, role: Role, intent: Intent): Promise<unknown> {
  return 'run' in intent
    ? perform(stage, actor(role), { useCase: intent, input: undefined })
    : ask(stage, actor(role), { query: intent, input: undefined });
}

/** What somebody without an account may change, and why. */
const OPEN_TO_VISITORS: Readonly<Record<string, string>> = {
  'deputies.answer-confirmation': 'residents answer a round without an account; counted, never deciding',
  'kernel.redeem-invitation': 'whoever holds the code makes their account with it',
  'kernel.redeem-reset': 'whoever holds the code sets a new password with it',
  'deputies.reveal-phone': 'shows a number that its holder lets be shown, on record and rate-limited',
};

const found = await findIntents();
const cases = found.map(({ file, intent }) => [intent.name, file, intent] as const);

describe('permissions', () => {
  test('there is something to permit, and each has a name of its own', () => {
    expect(cases.length).toBeGreaterThan(10);
    const names = cases.map(([name]) => name);
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
  });

  test.each(cases)('%s is named after its module and names who may do it', (name, file, intent) => {
    const owner = file.startsWith('kernel/') ? 'kernel' : file.split('/')[1];
    expect(name).toMatch(new RegExp(`^${owner}\\.[a-z]+(-[a-z]+)*$`));
    expect(intent.by.length).toBeGreaterThan(0);
    expect(ROLES).toEqual(expect.arrayContaining([...intent.by]));
    expect(new Set(intent.by).size).toBe(intent.by.length);
  });

  test.each(cases)('%s refuses every other role before anything is read', async (name, _, intent) => {
    for (const role of ROLES.filter((one) => !intent.by.includes(one))) {
      const refused = await attempt(UNTOUCHABLE, role, intent).catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(Problem);
      expect(refused).toMatchObject({ kind: 'forbidden', code: `${name}.forbidden` });
    }
  });

  test('nothing that changes the store is open to visitors but what is named here', () => {
    const open = cases.filter(([, , intent]) => 'run' in intent && intent.by.includes('visitor'));
    const named = Object.keys(OPEN_TO_VISITORS);
    expect(open.map(([name]) => name).filter((name) => !named.includes(name))).toEqual([]);
  });

  onStage('a rehearsal refuses as the real thing does', async ({ stage }) => {
    const [, , intent] = cases.find(([, , one]) => 'run' in one && !one.by.includes('visitor')) ?? [];
    if (intent === undefined || !('run' in intent)) throw new Error('there is no use case');
    const call = rehearse(stage, actor('visitor'), (run) => run({ useCase: intent, input: undefined }));
    await expect(call).rejects.toMatchObject({ kind: 'forbidden' });
  });
});
