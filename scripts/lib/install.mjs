import { spawnSync } from 'node:child_process';
import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, Refusal, runQuietly } from './run.mjs';

const PINNED_MAJOR = 26;
const MODULES = join(ROOT, 'node_modules');

/** The npm that has started this script, else the one on the path. @returns {string[]} */
export function npmCommand() {
  const cli = process.env.npm_execpath;
  return cli && /\.[cm]?js$/.test(cli) && existsSync(cli) ? [process.execPath, cli] : ['npm'];
}

/** npm keeps downloads in the home folder; where that cannot be written, in the temporary one. */
function npmEnvironment() {
  if (process.env.npm_config_cache && isWritable(process.env.npm_config_cache)) return process.env;
  if (isWritable(homedir())) return process.env;
  return { ...process.env, npm_config_cache: join(tmpdir(), `jiannuo-npm-${process.getuid?.() ?? 'cache'}`) };
}

/** @param {string} folder */
function isWritable(folder) {
  try {
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** @param {string} file @returns {Record<string, { version?: string, optional?: boolean }>} packages by their place */
function lockedPackages(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

/** Whether node_modules is what package-lock.json asks for; packages for other machines may be absent. */
function isInstalled() {
  try {
    const installed = lockedPackages(join(MODULES, '.package-lock.json'));
    return Object.entries(lockedPackages(join(ROOT, 'package-lock.json'))).every(([place, { version, optional }]) => {
      if (place === '') return true;
      const found = installed[place];
      return found ? found.version === version : optional === true;
    });
  } catch {
    return false;
  }
}

/** Installs the packages that package-lock.json asks for, unless they are there. */
export async function installMissing() {
  if (isInstalled()) return;
  const command = [...npmCommand(), 'ci', '--no-audit', '--no-fund', '--loglevel=error'];
  const installed = await runQuietly({ zh: '正在安装软件包', en: 'Installing packages' }, command, npmEnvironment());
  if (installed) return;
  throw new Refusal(
    {
      zh: '软件包安装失败,原因见上:请检查网络后重试。',
      en: 'Packages could not be installed, see above: check the network and try again.',
    },
    1,
  );
}

/** @param {string} node @returns {boolean} whether it runs here and is recent enough */
function isRecentNode(node) {
  const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' });
  return status === 0 && Number.parseInt(stdout.slice(1), 10) >= PINNED_MAJOR;
}

/** The Node that the product runs on: the pinned one, else a recent one that runs this script. @returns {string} */
export function productNode() {
  const node = [join(MODULES, '.bin', 'node'), process.execPath].find(isRecentNode);
  if (node) return node;
  throw new Refusal({
    zh: `没有适用于本机(${process.platform}-${process.arch})的 Node 软件包:请安装 Node ${PINNED_MAJOR} 或更新的版本后重试。`,
    en: `There is no Node package for this machine (${process.platform}-${process.arch}): install Node ${PINNED_MAJOR} or newer and try again.`,
  });
}
