// Writes the parts of the documents that are made from the code: all, or those named (such as `picture`).
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { GENERATED, withPart } from './lib/generated-parts.ts';

const named = process.argv.slice(2);
for (const [document, part, make] of GENERATED) {
  if (named.length > 0 && !named.includes(part)) continue;
  const file = join(import.meta.dirname, '..', document);
  const text = withPart(readFileSync(file, 'utf8'), part, await make());
  writeFileSync(file, await format(text, { ...(await resolveConfig(file)), parser: 'markdown' }));
}
