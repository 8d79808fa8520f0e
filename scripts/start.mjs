// `npm start`: installs and builds what is missing, then serves on the pinned Node. Runs on any Node from 20 on.
import { spawn, spawnSync } from 'node:child_process';
import { constants } from 'node:os';
import { join } from 'node:path';
import { isatty } from 'node:tty';
import { pathToFileURL } from 'node:url';
import { buildMissing } from './lib/build.mjs';
import { installMissing, productNode } from './lib/install.mjs';
import { ROOT, runMain } from './lib/run.mjs';

// What was compiled once is kept: a later start is faster by a second.
const NODE_COMPILE_CACHE = process.env.NODE_COMPILE_CACHE ?? join(ROOT, 'node_modules', '.cache', 'jiannuo');
const env = { ...process.env, JIANNUO_ROOT: ROOT, NODE_COMPILE_CACHE };

/** Prints the sentence about the first wrong setting. @param {string} node one that runs TypeScript @returns the exit code */
function checkSettings(node) {
  const config = pathToFileURL(join(ROOT, 'src', 'platform', 'config.ts')).href;
  const language = /^zh/i.test(process.env.LC_ALL || process.env.LC_MESSAGES || process.env.LANG || '') ? 'zh' : 'en';
  const program = `
    import { readConfig } from ${JSON.stringify(config)};
    try { readConfig(process.env); } catch (error) { console.error(error.says?.${language} ?? error); process.exitCode = 2; }`;
  const options = { env: { ...env, NODE_NO_WARNINGS: '1' }, stdio: ['ignore', 'inherit', 'inherit'] };
  return spawnSync(node, ['--input-type=module', '-e', program], options).status ?? 1;
}

/**
 * Runs the server in the place of this script: its output, its exit code, and the signals that this script gets.
 * @param {string} node @returns {Promise<number>} the exit code
 */
function serve(node) {
  // Small new-object spaces: the server holds a hundred megabytes less, and answers no slower.
  const child = spawn(
    node,
    ['--max-semi-space-size=2', join(ROOT, 'src', 'server', 'main.ts'), ...process.argv.slice(2)],
    {
      cwd: ROOT,
      env,
      stdio: 'inherit',
    },
  );
  // A terminal sends Ctrl-C to the server itself.
  process.on('SIGINT', () => isatty(0) || child.kill('SIGINT'));
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(code ?? 128 + constants.signals[signal]));
  });
}

await runMain(async () => {
  // Where this Node runs TypeScript, a wrong setting is told before a long installation.
  const early = process.features.typescript ? checkSettings(process.execPath) : 0;
  if (early !== 0) return early;
  await installMissing();
  const node = productNode();
  const late = process.features.typescript ? 0 : checkSettings(node);
  if (late !== 0) return late;
  await buildMissing(node);
  return serve(node);
});
