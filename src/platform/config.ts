import { resolve } from 'node:path';

/** `demo` shows an invented district; `production` never invents a row. */
export type Mode = 'demo' | 'production';

export interface Config {
  /** The folder of the product itself. */
  readonly root: string;
  /** Where everything lies that is to be kept; absolute, and relative to the root when it is given so. */
  readonly dataFolder: string;
  /** 0 for any free port. */
  readonly port: number;
  readonly host: string;
  readonly mode: Mode;
  /** A PostgreSQL of the operator's; undefined for the embedded one. */
  readonly databaseUrl: string | undefined;
}

/** A setting has a value that it cannot have. The sentence names it, and callers end with exit code 2. */
export class ConfigFailure extends Error {
  override readonly name = 'ConfigFailure';
  readonly says: { readonly zh: string; readonly en: string };

  constructor(says: { readonly zh: string; readonly en: string }) {
    super(says.en);
    this.says = says;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

const DEFAULT_PORT = 3000;
const HIGHEST_PORT = 65_535;

interface Allowed {
  readonly zh: string;
  readonly en: string;
}

function refuse(name: string, value: string, allowed: Allowed): ConfigFailure {
  // A sentence is one line, whatever the value holds.
  const shown = JSON.stringify(value);
  return new ConfigFailure({
    zh: `设置 ${name}=${shown} 无效:应为${allowed.zh}。`,
    en: `${name}=${shown} is not a valid setting: it has to be ${allowed.en}.`,
  });
}

/** An empty variable counts as absent, as in `PORT= npm start`. */
function read(env: Environment, name: string): string | undefined {
  const value = env[name];
  return value === '' ? undefined : value;
}

function readPort(env: Environment): number {
  const text = read(env, 'PORT');
  if (text === undefined) return DEFAULT_PORT;
  const port = Number(text);
  if (/^\d{1,5}$/.test(text) && port <= HIGHEST_PORT) return port;
  throw refuse('PORT', text, {
    zh: '1 至 65535 的整数,或 0(任意空闲端口)',
    en: 'a whole number from 1 to 65535, or 0 for any free port',
  });
}

const HOST = /^[\p{L}\p{N}.:%_-]+$/u;

function readHost(env: Environment): string {
  const host = read(env, 'HOST') ?? '127.0.0.1';
  if (HOST.test(host)) return host;
  throw refuse('HOST', host, {
    zh: '主机名或 IP 地址,如 127.0.0.1 或 0.0.0.0',
    en: 'a host name or an IP address, such as 127.0.0.1 or 0.0.0.0',
  });
}

function readDatabaseUrl(env: Environment): string | undefined {
  const text = read(env, 'DATABASE_URL');
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['postgres:', 'postgresql:'].includes(url.protocol) && url.pathname.length > 1) return text;
  // The address may hold a password, which is not for a screen or a log.
  throw refuse('DATABASE_URL', withoutPassword(text), {
    zh: ' postgres://用户:密码@主机:端口/数据库 形式的地址',
    en: 'an address such as postgres://user:password@host:port/database',
  });
}

function withoutPassword(address: string): string {
  return address.replace(/(:\/\/[^:@/]*):[^@]*@/, '$1:…@');
}

function readMode(env: Environment, databaseUrl: string | undefined): Mode {
  const mode = read(env, 'JIANNUO_MODE') ?? (databaseUrl === undefined ? 'demo' : 'production');
  if (mode === 'demo' || mode === 'production') return mode;
  throw refuse('JIANNUO_MODE', mode, { zh: ' demo(演示)或 production(正式)', en: 'demo or production' });
}

function readDataFolder(env: Environment, root: string): string {
  const folder = read(env, 'JIANNUO_DATA');
  if (folder?.includes('\0') !== true) return resolve(root, folder ?? 'data');
  throw refuse('JIANNUO_DATA', folder, { zh: '目录的路径', en: 'the path of a folder' });
}

/**
 * Reads the settings. What is not set has its default.
 * @param env JIANNUO_ROOT (the product's own folder, else the working one), JIANNUO_DATA, JIANNUO_MODE, PORT, HOST,
 *   DATABASE_URL
 * @throws {ConfigFailure} naming the first setting that is wrong
 */
export function readConfig(env: Environment): Config {
  const root = read(env, 'JIANNUO_ROOT') ?? process.cwd();
  const databaseUrl = readDatabaseUrl(env);
  return {
    root,
    dataFolder: readDataFolder(env, root),
    port: readPort(env),
    host: readHost(env),
    mode: readMode(env, databaseUrl),
    databaseUrl,
  };
}
