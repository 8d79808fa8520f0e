// Are the steps of the store's shape numbered, listed and, once released, unchanged?
//   --lock     writes the hashes of all steps; before the first release, or when only steps were added
//   --release  the same, and marks them as released in this version: from then on none may change
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import product from '../package.json' with { type: 'json' };
import { migrations } from '../src/migrations.ts';
import {
  type Lock,
  type MigrationFile,
  faultsOfList,
  faultsOfLock,
  faultsOfNumbers,
  lockOf,
} from './lib/migrations.ts';

const ROOT = join(import.meta.dirname, '..');
const LOCK = join(ROOT, 'src', 'migrations.lock.json');

async function readFiles(): Promise<MigrationFile[]> {
  const paths = globSync('src/**/migrations/*.ts', { cwd: ROOT }).toSorted();
  return Promise.all(
    paths.map(async (path) => {
      const { up } = (await import(pathToFileURL(join(ROOT, path)).href)) as { up: unknown };
      const text = readFileSync(join(ROOT, path), 'utf8');
      return { schema: basename(dirname(dirname(path))), name: basename(path, '.ts'), path, text, up };
    }),
  );
}

const { values } = parseArgs({
  options: { lock: { type: 'boolean', default: false }, release: { type: 'boolean', default: false } },
});
const files = await readFiles();
const lock = JSON.parse(readFileSync(LOCK, 'utf8')) as Lock;
const mayRewrite = lock.release === null && (values.lock || values.release);
const faults = [
  ...faultsOfNumbers(files),
  ...faultsOfList(files, migrations),
  ...(mayRewrite ? [] : faultsOfLock(files, lock)),
];
for (const fault of faults) console.error(fault);
if (faults.length > 0) process.exitCode = 1;
else if (values.lock || values.release) {
  const release = values.release ? product.version : lock.release;
  writeFileSync(LOCK, `${JSON.stringify(lockOf(files, release), null, 2)}\n`);
}
