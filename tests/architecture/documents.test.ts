import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { GENERATED, partOf } from '../../scripts/lib/generated-parts.ts';
import { BatchState } from '../../src/modules/deputies/contract.ts';
import * as words from '../../src/modules/deputies/contract/words.ts';

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const DOCUMENTS = [
  ...globSync('*.md', { cwd: ROOT }),
  ...globSync('{docs,src,demo,bench}/**/*.md', { cwd: ROOT }),
].toSorted();

/** Prettier pads the cells of tables; that is no difference. */
const bare = (text: string) => text.replaceAll(/[^\S\n]+/g, ' ').replaceAll(/-{3,}/g, '---');

/** The words of the domain that are values: `published`, `in-post`. */
function values(): string[] {
  const enums = [...Object.values(words), BatchState];
  const options = enums.flatMap((one) => (one instanceof z.ZodEnum ? one.options.map(String) : []));
  return [...new Set(options)];
}

describe('the documents', () => {
  test.each(GENERATED)('%s: the part “%s” is what the code says', async (document, part, make) => {
    expect(bare(partOf(read(document), part))).toBe(bare(await make()));
  });

  test('the glossary has a row for each value of the domain', () => {
    const glossary = read('docs/glossary.md');
    expect(values()).toEqual(expect.arrayContaining(['county', 'fulfilled', 'in-scope', 'personal', 'written']));
    expect(values().filter((value) => !glossary.includes(`\`${value}\``))).toEqual([]);
  });

  test('links lead to files that are there', () => {
    const dead = DOCUMENTS.flatMap((document) =>
      [...read(document).matchAll(/\]\((?!https?:|#|mailto:)([^)#]+)[^)]*\)/g)]
        .map(([, target = '']) => target)
        .filter((target) => !existsSync(join(ROOT, dirname(document), target)))
        .map((target) => `${document}: ${target}`),
    );
    expect(dead).toEqual([]);
  });

  test('paths of the project that they name are there', () => {
    const PATHS = /`((?:src|docs|demo|bench|scripts|tests|bin)\/[\w./()[\]-]*)`/g;
    const lost = DOCUMENTS.flatMap((document) =>
      [...read(document).matchAll(PATHS)]
        .map(([, path = '']) => path)
        .filter((path) => !existsSync(join(ROOT, path)))
        .map((path) => `${document}: ${path}`),
    );
    expect(lost).toEqual([]);
  });

  test.each(['README.md', 'README.zh-CN.md'])('%s names every setting and every command', (readme) => {
    const settings = [...read('src/platform/config.ts').matchAll(/read\(env, '(\w+)'\)/g)].map(([, name = '']) => name);
    const commands = globSync('src/cli/*.ts', { cwd: ROOT }).flatMap((file) =>
      [...read(file).matchAll(/usage = `jiannuo (\w+)/g)].map(([, name = '']) => `bin/jiannuo ${name}`),
    );
    expect(commands.length).toBeGreaterThan(5);
    const own = settings.filter((name) => name !== 'JIANNUO_ROOT');
    expect([...own, ...commands].filter((name) => !read(readme).includes(name))).toEqual([]);
  });

  test('both languages of the README have the same chapters', () => {
    const chapters = (file: string) => [...read(file).matchAll(/^(#+) /gm)].map(([, marks]) => marks);
    expect(chapters('README.zh-CN.md')).toEqual(chapters('README.md'));
  });
});
