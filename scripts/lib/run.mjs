import { spawn } from 'node:child_process';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The product's own folder. */
export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** @typedef {{ zh: string, en: string }} Sentence */

const isChinese = /^zh/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '');

/** @param {Sentence} sentence */
export function say({ zh, en }) {
  process.stderr.write(`${isChinese ? zh : en}\n`);
}

/** What keeps the product from going on: one sentence, and the exit code that goes with it. */
export class Refusal extends Error {
  /** @param {Sentence} says @param {number} exitCode */
  constructor(says, exitCode = 2) {
    super(says.en);
    this.says = says;
    this.exitCode = exitCode;
  }
}

/** Runs a script to its end; a refusal is told in one line. @param {() => Promise<number>} main returns the exit code */
export async function runMain(main) {
  try {
    process.exitCode = await main();
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    say(error.says);
    process.exitCode = error.exitCode;
  }
}

const TELL_AFTER_MS = 2_000;
const TELL_EVERY_MS = 5_000;

/**
 * Says what takes long, and from time to time that it still does.
 * @param {Sentence} what
 * @returns {(succeeded: boolean) => void} ends it
 */
function tellProgress({ zh, en }) {
  const begun = performance.now();
  const seconds = () => Math.round((performance.now() - begun) / 1000);
  let told = false;
  const tell = () => {
    const since = told ? { zh: `(${seconds()} 秒)`, en: ` (${seconds()} s)` } : { zh: '', en: '' };
    told = true;
    say({ zh: `${zh}……${since.zh}`, en: `${en} …${since.en}` });
  };
  const first = setTimeout(tell, TELL_AFTER_MS / 2);
  const next = setInterval(tell, TELL_EVERY_MS);
  return (succeeded) => {
    clearTimeout(first);
    clearInterval(next);
    if (told && succeeded) say({ zh: `${zh}:完成(${seconds()} 秒)`, en: `${en}: done (${seconds()} s)` });
  };
}

/**
 * Runs a program without showing what it writes, which may be long, unless it fails.
 * @param {Sentence} what said while it lasts
 * @param {string[]} command program and arguments
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<boolean>} whether it succeeded
 */
export async function runQuietly(what, [program = '', ...args], env = process.env) {
  const done = tellProgress(what);
  const child = spawn(program, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  const succeeded = await ended(child);
  done(succeeded);
  if (!succeeded) process.stderr.write(output);
  return succeeded;
}

/**
 * Runs a program and shows what it writes.
 * @param {string[]} command program and arguments
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Promise<boolean>} whether it succeeded
 */
export async function runShown([program = '', ...args], env = process.env) {
  return ended(spawn(program, args, { cwd: ROOT, env, stdio: ['ignore', 'inherit', 'inherit'] }));
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<boolean>} */
function ended(child) {
  return new Promise((resolve) => {
    child.once('error', () => resolve(false));
    child.once('close', (code) => resolve(code === 0));
  });
}
