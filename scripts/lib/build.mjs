import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Refusal, runQuietly } from './run.mjs';

const SOURCES = ['src', 'static', 'vite.config.ts', 'package.json', 'package-lock.json'];
const STAMP = join(ROOT, 'build', '.stamp');

/** @param {string} place @returns {string[]} the files at or below a place, sorted */
function filesAt(place) {
  const path = join(ROOT, place);
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [place];
  const names = readdirSync(path).sort();
  return names.flatMap((name) => filesAt(join(place, name))).filter((file) => !/\.test\.ts$/.test(file));
}

/** What the build is made of, in short; contents and not times, which a copy or a checkout changes. */
function sourceStamp() {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap(filesAt)) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)));
  return hash.digest('hex');
}

/** Builds the pages, unless they are built from the same sources. @param {string} node */
export async function buildMissing(node) {
  const stamp = sourceStamp();
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return;
  const vite = join(ROOT, 'node_modules', 'vite', 'bin', 'vite.js');
  const built = await runQuietly({ zh: '正在构建页面', en: 'Building the pages' }, [node, vite, 'build']);
  if (!built) throw new Refusal({ zh: '页面构建失败,原因见上。', en: 'The pages could not be built, see above.' }, 1);
  writeFileSync(STAMP, stamp);
}
