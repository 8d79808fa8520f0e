// `npm test`: installs what is missing, then runs the checks, the tests and the browser tests. Runs on any Node from 20 on.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { buildMissing } from './lib/build.mjs';
import { chromiumWithFonts } from './lib/chromium.mjs';
import { playwrightCounts, stepCounts, sumCounts, summaryLine, vitestCounts } from './lib/counts.mjs';
import { installMissing, npmCommand, productNode } from './lib/install.mjs';
import { ROOT, runMain, runShown, say } from './lib/run.mjs';

const isFull = process.argv.includes('--full');
const module = (...path) => join(ROOT, 'node_modules', ...path);

/** @param {string} node @param {string} reports @param {NodeJS.ProcessEnv} env */
async function runTests(node, reports, env) {
  const report = join(reports, 'vitest.json');
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile=${report}`];
  const succeeded = await runShown([node, module('vitest', 'vitest.mjs'), ...args], env);
  return vitestCounts(report, succeeded);
}

/** @param {string} node @param {string} reports @param {NodeJS.ProcessEnv} env */
async function runBrowserTests(node, reports, env) {
  if (!existsSync(join(ROOT, 'playwright.config.ts'))) {
    say({ zh: '没有浏览器测试。', en: 'There are no browser tests.' });
    return sumCounts([]);
  }
  const report = join(reports, 'playwright.json');
  const args = ['test', '--config=playwright.config.ts', '--reporter=list,json'];
  const succeeded = await runShown([node, module('@playwright', 'test', 'cli.js'), ...args], {
    ...env,
    CHROMIUM_PATH: await chromiumWithFonts(node),
    PLAYWRIGHT_JSON_OUTPUT_FILE: report,
  });
  return playwrightCounts(report, succeeded);
}

await runMain(async () => {
  await installMissing();
  const node = productNode();
  const env = {
    ...process.env,
    PATH: [module('.bin'), dirname(node), process.env.PATH].join(delimiter),
    ...(isFull ? { JIANNUO_TEST_FULL: '1' } : {}),
  };
  const reports = mkdtempSync(join(tmpdir(), 'jiannuo-reports-'));
  try {
    const check = stepCounts(await runShown([...npmCommand(), 'run', 'check'], env));
    await buildMissing(node);
    const all = sumCounts([check, await runTests(node, reports, env), await runBrowserTests(node, reports, env)]);
    console.log(`\n${summaryLine(all)}`);
    return all.failed > 0 ? 1 : 0;
  } finally {
    rmSync(reports, { recursive: true });
  }
});
