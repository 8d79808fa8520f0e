import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT, Refusal, runQuietly, say } from './run.mjs';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const PLAYWRIGHT = join(ROOT, 'node_modules', '@playwright', 'test', 'cli.js');

/** @param {string} program @param {string[]} args @returns {string} what it writes; empty when it fails or is absent */
function outputOf(program, args) {
  const { status, stdout } = spawnSync(program, args, {
    cwd: ROOT,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  return status === 0 ? stdout.trim() : '';
}

/** Some systems have a stand-in of that name which only tells what to install. @param {string} program */
const isChromium = (program) => /chrom/i.test(outputOf(program, ['--version']));

/** @param {string} node @returns {string | undefined} */
function findChromium(node) {
  const named = process.env.CHROMIUM_PATH;
  if (named) return isChromium(named) ? named : undefined;
  for (const name of NAMES) if (isChromium(name)) return outputOf('/bin/sh', ['-c', `command -v ${name}`]);
  const ask = `import { chromium } from '@playwright/test'; console.log(chromium.executablePath());`;
  const own = outputOf(node, ['--input-type=module', '-e', ask]);
  return own && existsSync(own) ? own : undefined;
}

/** Whether a font shows Chinese: without one the pictures of the pages are boxes. */
const hasChineseFont = () => outputOf('fc-list', [':lang=zh']) !== '';

/** @param {string[]} packages @returns {Promise<boolean>} whether the system could install them */
async function installFromSystem(packages) {
  if (process.getuid?.() !== 0 || outputOf('apt-get', ['--version']) === '') return false;
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const list = packages.join(', ');
  await runQuietly(
    { zh: '正在更新系统软件包列表', en: "Updating the system's list of packages" },
    ['apt-get', 'update'],
    env,
  );
  const install = ['apt-get', 'install', '-y', '--no-install-recommends', ...packages];
  return runQuietly({ zh: `正在安装 ${list}`, en: `Installing ${list}` }, install, env);
}

/**
 * Finds a Chromium, or installs it from the system's packages or as Playwright's own.
 * @param {string} node
 * @returns {Promise<string>} the path of its program
 */
export async function chromiumWithFonts(node) {
  const found = findChromium(node);
  const missing = [...(found ? [] : ['chromium']), ...(hasChineseFont() ? [] : ['fonts-noto-cjk', 'fontconfig'])];
  if (missing.length > 0) await installFromSystem(missing);
  if (!hasChineseFont()) {
    say({
      zh: '系统没有中文字体,截图中的汉字将显示为方框。',
      en: 'There is no Chinese font: pictures of pages will show boxes.',
    });
  }
  const installed = found ?? findChromium(node);
  if (installed) return installed;
  if (!process.env.CHROMIUM_PATH) {
    await runQuietly({ zh: '正在下载 Chromium', en: 'Downloading Chromium' }, [
      node,
      PLAYWRIGHT,
      'install',
      'chromium',
    ]);
  }
  const own = findChromium(node);
  if (own) return own;
  throw new Refusal({
    zh: '测试需要 Chromium:请安装(如 apt-get install chromium),或用 CHROMIUM_PATH 指定其路径。',
    en: 'The tests need Chromium: install it (such as apt-get install chromium), or set CHROMIUM_PATH to its program.',
  });
}
