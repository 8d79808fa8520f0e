import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const MADE = ['node_modules', '.git', '.svelte-kit', 'build', 'data', 'test-results'];

function files(pattern: string): string[] {
  const exclude = (path: string) => MADE.some((folder) => path === folder || path.startsWith(`${folder}/`));
  return globSync(pattern, { cwd: ROOT, exclude }).toSorted();
}

const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const linesOf = (all: readonly string[]) => all.reduce((sum, file) => sum + read(file).split('\n').length - 1, 0);
const isTest = (file: string) => /[.](test|spec)[.]ts$/.test(file);

const CODE = files('{src,demo,bench,scripts,tests}/**/*.{ts,mjs,svelte}');
/** All but this file, which has to name what it looks for. */
const OTHERS = CODE.filter((file) => file !== 'tests/architecture/house-rules.test.ts');
const TEXT = [...CODE, ...files('{docs,src,demo,bench,.ci,bin}/**/*.{md,json,sh}'), ...files('*.{md,json,js,ts,mjs}')];

/** Where a pattern occurs, as `file:line`. */
function occurrences(of: readonly string[], pattern: RegExp): string[] {
  return of.flatMap((file) =>
    read(file)
      .split('\n')
      .flatMap((line, at) => (pattern.test(line) ? [`${file}:${at + 1}`] : [])),
  );
}

/**
 * Lines of tests for each line of rules and of use cases. The house wants one; the tables of words in `domain/import`
 * (headings, faults) need fewer. What is reached is not given up again.
 */
const LEAST_TESTED: Readonly<Record<string, number>> = {
  'src/modules/deputies/domain': 0.45,
  'src/modules/deputies/use-cases': 0.7,
};

describe('the rules of the house', () => {
  test('there is something to look at', () => {
    expect(CODE.length).toBeGreaterThan(100);
  });

  test('names are ASCII kebab-case', () => {
    const isKebab = (file: string) => /^[+]?[a-z0-9]+(-[a-z0-9]+)*([.][a-z]+)*[.](ts|mjs)$/.test(basename(file));
    expect(CODE.filter((file) => !file.endsWith('.svelte') && !isKebab(file))).toEqual([]);
  });

  test('nothing is left to be done later', () => {
    expect(occurrences(OTHERS, /\b(TODO|FIXME|XXX|HACK)\b/)).toEqual([]);
  });

  test('no rule is switched off without a sentence', () => {
    const off = /eslint-disable|@ts-expect-error|svelte-ignore/;
    const silent = OTHERS.flatMap((file) => {
      const lines = read(file).split('\n');
      const isSaid = (at: number) =>
        /( -- | \()\S+ \S+/.test(lines[at] ?? '') || /^\s*\/\/ \S+ \S+/.test(lines[at - 1] ?? '');
      return lines.flatMap((line, at) => (off.test(line) && !isSaid(at) ? [`${file}:${at + 1}`] : []));
    });
    expect(silent).toEqual([]);
    expect(occurrences(OTHERS, /@ts-(ignore|nocheck)\b/)).toEqual([]);
  });

  test('no path of a machine stands in a file', () => {
    expect(occurrences(TEXT, /(^|[\s"'`(=])\/(work|home|root|Users)\/[\w.-]+/)).toEqual([]);
  });

  test('everything is exported by its name', () => {
    // The pool of workers calls what a worker's file exports as default.
    const own = CODE.filter((file) => /^(src|demo)\//.test(file) && !file.endsWith('.worker.ts'));
    expect(occurrences(own, /^export default\b/)).toEqual([]);
  });

  test('there is no barrel but the two doors', () => {
    const barrels = CODE.filter((file) => basename(file) === 'index.ts' && /^\s*export \* from/m.test(read(file)));
    expect(barrels).toEqual([]);
    const doors = occurrences(CODE, /^export \* from/).filter((at) => !at.includes('/contract.ts:'));
    expect(doors).toEqual([]);
  });

  test.each(Object.entries(LEAST_TESTED))('%s has %d lines of tests for each line', (folder, least) => {
    const all = files(`${folder}/**/*.ts`);
    expect(linesOf(all.filter(isTest)) / linesOf(all.filter((file) => !isTest(file)))).toBeGreaterThanOrEqual(least);
  });

  test('every room of rules or use cases has tests', () => {
    const rooms = new Set(
      CODE.flatMap((file) => /^src\/(modules\/[^/]+|kernel\/[^/]+)\/(domain|use-cases)/.exec(file)?.[0] ?? []),
    );
    const untested = [...rooms].filter((room) => !CODE.some((file) => file.startsWith(room) && isTest(file)));
    expect(untested).toEqual([]);
  });
});
