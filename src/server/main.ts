import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import { createServer as createSecureServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { dayOf } from '#kernel/contract.ts';
import { CHANGED, offerFirstAdmin, perform } from '#kernel/index.server.ts';
import { ConfigFailure, type Config, readConfig } from '#platform/config.ts';
import { listenForChanges } from '#platform/database/listen-for-changes.ts';
import { EmbeddedFailure } from '#platform/database/embedded/failure.ts';
import { openLog } from '#platform/log.ts';
import { type NoticeSettings, readNoticeSettings } from '#platform/notice-settings.ts';
import { startBackground } from '../clock-work.server.ts';
import { type Store, operatorOf, theStore } from '../composition.server.ts';
import { areDemonstrationAccountsDue, loadDemonstrationAccounts } from '../../demo/accounts.ts';
import { isDemonstrationDue } from '../../demo/load.ts';
import { type Certificate, readCertificate } from './certificate.ts';
import { PageCache } from './page-cache.ts';
import { refusalOf, refuse } from './refuse.ts';
import { SECURE_HEADER, SECURITY_HEADERS, markOrigin, trustOf } from './requests.ts';
import { say } from './say.ts';

const HOUR_MS = 3_600_000;

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

/** The pages as they were built. Kit reads these settings when it is loaded. */
async function loadPages(root: string): Promise<Handler> {
  process.env['PROTOCOL_HEADER'] = 'x-jiannuo-protocol';
  process.env['BODY_SIZE_LIMIT'] = '64M';
  const address = pathToFileURL(join(root, 'build', 'handler.js')).href;
  const { handler } = (await import(address)) as { handler: Handler };
  return handler;
}

function addressOf(config: Config, port: number): string {
  const host = ['127.0.0.1', '::1', '0.0.0.0', '::'].includes(config.host) ? 'localhost' : config.host;
  return config.origin ?? `${config.tls === undefined ? 'http' : 'https'}://${host}:${port}`;
}

function welcome(address: string, mode: Store['mode']): void {
  const demo = mode === 'demo';
  say({
    zh: [
      `践诺已启动：${address}`,
      `  ${address}/wall     代表公示墙`,
      `  ${address}/figures  承诺完成率，每个数字点开就是名单`,
      `  ${address}/office   工作台（登录后使用）`,
      ...(demo ? ['  演示数据：人物与承诺均为虚构。'] : []),
    ].join('\n'),
    en: [
      `Jiannuo is running: ${address}`,
      `  ${address}/en/wall     the wall of deputies`,
      `  ${address}/en/figures  completion rates; each number opens the list that it counts`,
      `  ${address}/en/office   the office, behind sign-in`,
      ...(demo ? ['  A demonstration: all people and commitments are invented.'] : []),
    ].join('\n'),
  });
}

async function loadDemonstration(root: string): Promise<void> {
  const child = spawn(process.execPath, [join(root, 'src/server/load-demonstration.ts')], { stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error('the demonstration could not be loaded');
}

interface Settings {
  readonly config: Config;
  readonly notices: NoticeSettings;
  /** With it the server speaks https itself. */
  readonly certificate: Certificate | undefined;
}

async function serve({ config, notices, certificate }: Settings, store: Store): Promise<void> {
  const pages = await loadPages(config.root);
  const cache = new PageCache(pages, () => dayOf(store.stage.now()));
  const background = await startBackground(store, notices, openLog());
  const listening = listenForChanges(store.connection, CHANGED, {
    change: (about) => {
      store.memory.clear(about);
      cache.clear(about);
      background.wake();
    },
    trust: (isTrusted) => {
      store.memory.trust(isTrusted);
      cache.trust(isTrusted);
    },
  });
  const trust = trustOf(config.trustedProxies);
  const sweep = () =>
    void store
      .gate()
      .sweep()
      .catch((error: unknown) => openLog().error({ error }, 'not swept'));
  setInterval(sweep, HOUR_MS).unref();
  sweep();
  const handle: Handler = (request, response) => {
    const from = { peer: request.socket.remoteAddress, isSecure: certificate !== undefined };
    const { isSecure } = markOrigin(request, from, trust);
    for (const [name, value] of SECURITY_HEADERS) response.setHeader(name, value);
    if (isSecure) response.setHeader(...SECURE_HEADER);
    const refusal = refusalOf(request);
    if (refusal === undefined) cache.handle(request, response);
    else void refuse(request, response, refusal);
  };
  const server = certificate === undefined ? createServer(handle) : createSecureServer({ ...certificate }, handle);
  server.listen(config.port, config.host);
  await once(server, 'listening');
  welcome(addressOf(config, (server.address() as AddressInfo).port), store.mode);

  let isStopping = false;
  const stop = () => {
    // A terminal and npm both pass the signal on: the second must not cut the first short.
    if (isStopping) return;
    isStopping = true;
    server.close();
    server.closeAllConnections();
    void Promise.all([listening.stop(), background.stop()])
      .then(() => store.close())
      .then(() => process.exit(0));
  };
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP']) process.on(signal, stop);
}

/** The demonstration has accounts for everybody; a store of one's own begins with a code for its first admin. */
async function openAccounts(store: Store, address: string): Promise<void> {
  if (await areDemonstrationAccountsDue(store)) await loadDemonstrationAccounts(store);
  if (store.mode === 'demo') return;
  const code = await perform(store.stage, operatorOf(await store.home()), { useCase: offerFirstAdmin, input: {} });
  if (code === undefined) return;
  say({
    zh: `还没有账号。请在 24 小时内打开 ${address}/invitation，用这个一次性码建立第一个管理员：${code}`,
    en: `There is no account yet. Within 24 hours open ${address}/en/invitation and make the first administrator with this one-time code: ${code}`,
  });
}

/** One sentence, and the exit code that goes with it. */
function fail(error: unknown): never {
  const isOurs = error instanceof Error && 'says' in error;
  if (isOurs) say(error.says as { zh: string; en: string });
  else if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') {
    say({ zh: '端口已被占用：请用 PORT 另选一个端口。', en: 'The port is taken: choose another with PORT.' });
  } else {
    openLog().fatal(error);
    process.exit(1);
  }
  const isSetting = error instanceof ConfigFailure || !isOurs;
  const isSecond = error instanceof EmbeddedFailure && error.code === 'already-serving';
  process.exit(isSetting || isSecond ? 2 : 4);
}

try {
  const config = readConfig(process.env);
  const notices = readNoticeSettings(process.env);
  const certificate = config.tls && readCertificate(config.tls);
  const store = await theStore(say);
  await store.embedded?.holdServerLock();
  if (await isDemonstrationDue(store)) await loadDemonstration(config.root);
  await openAccounts(store, addressOf(config, config.port));
  await serve({ config, notices, certificate }, store);
} catch (error) {
  fail(error);
}
