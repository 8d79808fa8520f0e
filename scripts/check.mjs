// `npm run check`: all that a tool can see. Everything is run even when something fails; nothing is changed.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ROOT, runMain } from './lib/run.mjs';

/** @typedef {{ name: string, program: string, args: string[] }} Check */

/** @param {string} path a program in node_modules @param {string[]} args */
const ours = (path, ...args) => ({ program: join(ROOT, 'node_modules', path), args });

/** What the others read: types of the routes. */
const PREPARE = [{ name: 'routes', ...ours('@sveltejs/kit/svelte-kit.js', 'sync') }];

/** Two lanes for two cores, each as long as the other; within a lane one after the other. */
const LANES = [
  // The types of each page are worked out anew: pages take more than half of the time, and have a lane of their own.
  [{ name: 'lint of pages', ...ours('eslint/bin/eslint.js', '**/*.svelte', '--max-warnings=0') }],
  [
    { name: 'lint', ...ours('eslint/bin/eslint.js', '.', '--ignore-pattern=**/*.svelte', '--max-warnings=0') },
    { name: 'format', ...ours('prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.') },
    // Of pages and of all that tsconfig.json names: the compiler alone would say the same again.
    { name: 'types', ...ours('svelte-check/bin/svelte-check', '--threshold=warning', '--output=human') },
    {
      name: 'walls',
      ...ours('dependency-cruiser/bin/dependency-cruiser.mjs', 'src', 'demo', '--config=.dependency-cruiser.mjs'),
    },
    { name: 'unused code', ...ours('knip/bin/knip.js', '--no-progress') },
    { name: 'migrations', program: join(ROOT, 'scripts', 'check-migrations.ts'), args: [] },
    { name: 'OpenAPI', program: join(ROOT, 'scripts', 'openapi.ts'), args: [] },
  ],
];

/** @param {Check} check @returns {Promise<{ succeeded: boolean, output: string }>} */
function run({ program, args }) {
  const env = { ...process.env, NO_COLOR: '1', NODE_NO_WARNINGS: '1' };
  const child = spawn(process.execPath, [program, ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text));
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ succeeded: false, output: String(error) }));
    child.once('close', (code) => resolve({ succeeded: code === 0, output }));
  });
}

/** Runs checks one after the other and tells of each as it ends. @param {Check[]} checks @returns {Promise<string[]>} those that failed */
async function runLane(checks) {
  const failed = [];
  for (const check of checks) {
    const begun = performance.now();
    const { succeeded, output } = await run(check);
    const seconds = ((performance.now() - begun) / 1000).toFixed(1).padStart(6);
    console.log(`${succeeded ? 'ok    ' : 'FAILED'} ${check.name.padEnd(15)}${seconds} s`);
    if (succeeded) continue;
    console.log(output.trimEnd().replaceAll(/^/gm, '  '));
    failed.push(check.name);
  }
  return failed;
}

await runMain(async () => {
  const prepared = await runLane(PREPARE);
  const failed = [...prepared, ...(await Promise.all(LANES.map(runLane))).flat()];
  console.log(failed.length === 0 ? 'All checks passed.' : `Failed: ${failed.join(', ')}.`);
  return failed.length === 0 ? 0 : 1;
});
