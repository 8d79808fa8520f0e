import { readFile, writeFile } from 'node:fs/promises';
import { apiDocument } from '../src/api/app.ts';

/** Writes docs/openapi.json with --write; without it, fails when the file is not what the code says. */
const file = new URL('../docs/openapi.json', import.meta.url);
const current = `${JSON.stringify(apiDocument, null, 2)}\n`;

if (process.argv.includes('--write')) {
  await writeFile(file, current);
} else if ((await readFile(file, 'utf8').catch(() => '')) !== current) {
  console.error('docs/openapi.json differs from the code: run `node scripts/openapi.ts --write`.');
  process.exitCode = 1;
}
