import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deputyParameters } from '#modules/deputies/index.server.ts';
import { apiDocument } from './app.ts';

const operations = Object.entries(apiDocument.paths).map(([path, { get }]) => ({ path, ...get }));

/** Every `$ref` within the document. */
function references(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === '$ref' && typeof part === 'string' ? [part] : references(part),
  );
}

describe('the OpenAPI document', () => {
  it('is what docs/openapi.json says', () => {
    const file = readFileSync(new URL('../../docs/openapi.json', import.meta.url), 'utf8');
    expect(file).toBe(`${JSON.stringify(apiDocument, null, 2)}\n`);
  });

  it('is of version 3.1, and points to nothing that it does not have', () => {
    expect(apiDocument.openapi).toBe('3.1.0');
    for (const reference of references(apiDocument)) {
      const name = /^#\/components\/schemas\/(\w+)$/.exec(reference)?.[1] ?? reference;
      expect(apiDocument.components.schemas).toHaveProperty(name);
    }
  });

  it('names each operation once, in both languages', () => {
    const names = operations.map((operation) => operation.operationId);
    expect(new Set(names).size).toBe(names.length);
    for (const operation of operations) {
      expect(operation['x-zh'].summary).toMatch(/\p{Script=Han}/u);
      expect(operation.summary).toMatch(/^[\w ]+$/);
    }
  });

  it('describes every parameter, and those of the path as required', () => {
    for (const { path, parameters = [] } of operations) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      expect(parameters.filter((one) => one.in === 'path' && one.required).map((one) => one.name)).toEqual(inPath);
      for (const one of parameters) expect(one.description).toBe(deputyParameters[one.name]?.says.en);
    }
  });

  it('shows an example of every good answer, and every failure', () => {
    for (const { responses } of operations) {
      expect(responses['200']?.content?.['application/json']).toMatchObject({
        schema: expect.anything() as unknown,
        example: expect.anything() as unknown,
      });
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['304', '400', '404', '405', '500']));
    }
  });
});
