import { describe, expect, test } from 'vitest';
import {
  type MigrationFile,
  faultsOfList,
  faultsOfLock,
  faultsOfNumbers,
  lockOf,
} from '../../scripts/lib/migrations.ts';

const step = (path: string, up: unknown = path): MigrationFile => {
  const [, schema = '', , name = ''] = /^(\w+)\/(migrations)\/(.+)$/.exec(path) ?? [];
  return { schema, name, path, text: `up of ${path}`, up };
};

const KERNEL = step('kernel/migrations/0001-kernel');
const FIRST = step('deputies/migrations/0001-deputies');
const SECOND = step('deputies/migrations/0002-groups');
const FILES = [KERNEL, FIRST, SECOND];
const LIST = {
  '1-kernel-0001-kernel': KERNEL,
  '2-deputies-0001-deputies': FIRST,
  '2-deputies-0002-groups': SECOND,
};

describe('the order of migrations', () => {
  test('a sound list has no faults', () => {
    expect(faultsOfNumbers(FILES)).toEqual([]);
    expect(faultsOfList(FILES, LIST)).toEqual([]);
    expect(faultsOfLock(FILES, lockOf(FILES, null))).toEqual([]);
  });

  test.each([
    ['a gap', [KERNEL, FIRST, step('deputies/migrations/0003-groups')]],
    ['one number twice', [KERNEL, FIRST, step('deputies/migrations/0001-groups')]],
    ['no number', [KERNEL, step('deputies/migrations/groups')]],
  ])('%s is a fault', (_, files) => {
    expect(faultsOfNumbers(files)).toHaveLength(1);
  });

  test.each([
    ['a step that is not listed', { '1-kernel-0001-kernel': KERNEL, '2-deputies-0001-deputies': FIRST }],
    ['a step that is listed twice', { ...LIST, '2-x-deputies-0002-groups': SECOND }],
    ['a step without a file', { ...LIST, '2-deputies-0003-gone': { up: 'x' } }],
    ['the function of another step', { ...LIST, '2-deputies-0002-groups': FIRST }],
    ['another number for the schema', { ...renamed('2-deputies-0002-groups', '3-deputies-0002-groups') }],
    ['one number for two schemas', { ...renamed('1-kernel-0001-kernel', '2-kernel-0001-kernel') }],
  ])('%s is a fault', (_, list) => {
    expect(faultsOfList(FILES, list)).not.toEqual([]);
  });

  test('what is locked may be added to, and neither changed nor removed', () => {
    const lock = lockOf([KERNEL, FIRST], '0.1.0');
    expect(faultsOfLock(FILES, lock)).toEqual([]);
    expect(faultsOfLock([KERNEL, { ...FIRST, text: 'something else' }, SECOND], lock)).toHaveLength(1);
    expect(faultsOfLock([KERNEL, SECOND], lock)).toHaveLength(1);
  });
});

function renamed(from: string, to: string): Record<string, MigrationFile> {
  return Object.fromEntries(Object.entries(LIST).map(([key, up]) => [key === from ? to : key, up]));
}
