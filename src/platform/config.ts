import { isIP } from 'node:net';
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
  /** What signs cookies and encrypts second factors; undefined for one that the product makes and keeps. */
  readonly secret: string | undefined;
  /** The address under which people reach the site, without a path; undefined when nobody has said it. */
  readonly origin: string | undefined;
  /** Addresses and networks whose word on a request's origin is believed. */
  readonly trustedProxies: readonly string[];
  /** Files of a certificate and its key; with them the server speaks https itself. */
  readonly tls: { readonly certificate: string; readonly key: string } | undefined;
  /** A government's sign-on. */
  readonly oidc: OidcConfig | undefined;
}

export interface OidcConfig {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly label: string;
  readonly claim: string;
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

const SECRET_LENGTH = 32;

function readSecret(env: Environment): string | undefined {
  const text = read(env, 'JIANNUO_SECRET');
  if (text === undefined || text.length >= SECRET_LENGTH) return text;
  // A secret is not for a screen or a log, whatever is wrong with it.
  throw refuse('JIANNUO_SECRET', '…', {
    zh: `至少 ${SECRET_LENGTH} 个字符`,
    en: `at least ${SECRET_LENGTH} characters`,
  });
}

function readOrigin(env: Environment): string | undefined {
  const text = read(env, 'JIANNUO_ORIGIN');
  if (text === undefined) return undefined;
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url && ['http:', 'https:'].includes(url.protocol) && url.origin === text.replace(/\/$/, '')) return url.origin;
  throw refuse('JIANNUO_ORIGIN', text, {
    zh: ' https://网址 的形式，不带路径',
    en: 'an address such as https://pledges.example, without a path',
  });
}

function isNetwork(text: string): boolean {
  const [address = '', bits, ...more] = text.split('/');
  const version = isIP(address);
  if (version === 0 || more.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function readTrustedProxies(env: Environment): string[] {
  const text = read(env, 'JIANNUO_TRUSTED_PROXY') ?? '';
  const all = text.split(/[,\s]+/).filter((each) => each !== '');
  const wrong = all.find((each) => !isNetwork(each));
  if (wrong === undefined) return all;
  throw refuse('JIANNUO_TRUSTED_PROXY', wrong, {
    zh: '代理服务器的 IP 地址或网段，如 10.0.0.1 或 10.0.0.0/24，多个以逗号分开',
    en: 'addresses or networks of proxies, such as 10.0.0.1 or 10.0.0.0/24, with commas between them',
  });
}

/** Settings that only make sense together. @returns undefined when none is given */
function readTogether<Name extends string>(env: Environment, names: readonly Name[]): Record<Name, string> | undefined {
  const given = names.map((name) => [name, read(env, name)] as const);
  const missing = given.find(([, value]) => value === undefined);
  if (missing === undefined) return Object.fromEntries(given) as Record<Name, string>;
  if (given.every(([, value]) => value === undefined)) return undefined;
  throw refuse(missing[0], '', { zh: `与 ${names.join('、')} 一起设置`, en: `set together with ${names.join(', ')}` });
}

function readTls(env: Environment): Config['tls'] {
  const files = readTogether(env, ['JIANNUO_TLS_CERT', 'JIANNUO_TLS_KEY']);
  return files && { certificate: resolve(files.JIANNUO_TLS_CERT), key: resolve(files.JIANNUO_TLS_KEY) };
}

function readOidc(env: Environment): OidcConfig | undefined {
  const set = readTogether(env, ['JIANNUO_OIDC_ISSUER', 'JIANNUO_OIDC_CLIENT_ID', 'JIANNUO_OIDC_CLIENT_SECRET']);
  if (set === undefined) return undefined;
  const {
    JIANNUO_OIDC_ISSUER: issuer,
    JIANNUO_OIDC_CLIENT_ID: clientId,
    JIANNUO_OIDC_CLIENT_SECRET: clientSecret,
  } = set;
  // People are sent back to it, and no header of a request may say where that is.
  readTogether(env, ['JIANNUO_OIDC_ISSUER', 'JIANNUO_ORIGIN']);
  if (!URL.canParse(issuer) || !/^https?:$/.test(new URL(issuer).protocol)) {
    throw refuse('JIANNUO_OIDC_ISSUER', issuer, {
      zh: ' https:// 开头的网址',
      en: 'an address that begins with https://',
    });
  }
  return {
    ...{ issuer, clientId, clientSecret },
    label: read(env, 'JIANNUO_OIDC_LABEL') ?? '统一身份认证',
    claim: read(env, 'JIANNUO_OIDC_CLAIM') ?? 'phone_number',
  };
}

/**
 * Reads the settings. What is not set has its default.
 * @param env JIANNUO_ROOT (the product's own folder, else the working one), JIANNUO_DATA, JIANNUO_MODE, PORT, HOST,
 *   DATABASE_URL, JIANNUO_SECRET, JIANNUO_ORIGIN, JIANNUO_TRUSTED_PROXY, JIANNUO_TLS_CERT and _KEY, JIANNUO_OIDC_ISSUER,
 *   _CLIENT_ID, _CLIENT_SECRET, _LABEL and _CLAIM
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
    secret: readSecret(env),
    origin: readOrigin(env),
    trustedProxies: readTrustedProxies(env),
    tls: readTls(env),
    oidc: readOidc(env),
  };
}
