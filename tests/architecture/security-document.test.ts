import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '../..');
const DOCUMENT = readFileSync(join(ROOT, 'docs/security.md'), 'utf8');

const rows = [...DOCUMENT.matchAll(/^\| (\d+\.\S.*?) *\| (.*?) *\| (.*?) *\|$/gm)].map(
  ([, requirement = '', what = '', proof = '']) => ({ requirement, what, proof }),
);

const FILE = /`((?:src|tests|docs)\/[^`\s]+)`/g;

/** As the tests write them: with the marks of the language in between. */
const plain = (text: string) => text.replaceAll(/[’'\\]/g, "'");

describe('the document of security', () => {
  test('has a table for each chapter that it speaks of', () => {
    const chapters = new Set(rows.map(({ requirement }) => requirement.split('.')[0]));
    expect([...chapters]).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9', '10', '13', '14', '16']);
  });

  test('names a file or a reason in every row', () => {
    const empty = rows.filter(
      ({ proof }) => proof.match(FILE) === null && !/reason: \S/.test(proof) && !/decisions\//.test(proof),
    );
    expect(empty).toEqual([]);
  });

  test('names no file that is not there', () => {
    const named = [...DOCUMENT.matchAll(FILE)].map(([, path = '']) => path);
    expect(named.length).toBeGreaterThan(100);
    expect([...new Set(named)].filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test('quotes tests that there are', () => {
    const quoted = rows.flatMap(({ proof }) =>
      [...proof.matchAll(/`((?:src|tests)\/[^`]+\.(?:test|spec)\.ts)`((?:,? "[^"]+")+)/g)].flatMap(
        ([, file = '', words = '']) => [...words.matchAll(/"([^"]+)"/g)].map(([, quote = '']) => ({ file, quote })),
      ),
    );
    expect(quoted.length).toBeGreaterThan(40);
    const text = (file: string) => plain(readFileSync(join(ROOT, file), 'utf8'));
    expect(quoted.filter(({ file, quote }) => !text(file).includes(plain(quote)))).toEqual([]);
  });

  test('is right that raw HTML stands in one place', () => {
    const pages = globSync('src/**/*.svelte', { cwd: ROOT });
    const raw = pages.filter((page) => readFileSync(join(ROOT, page), 'utf8').includes('{@html'));
    expect(raw).toEqual(['src/routes/(public)/figures/YearFigures.svelte']);
  });
});
