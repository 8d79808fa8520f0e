import { findOwner, openQueue } from '#lib/offline/queue-store.ts';
import { sendReports } from '#lib/offline/send-reports.ts';

/** Pages of one account, and files of the build that belong to nobody. */
const PAGES = 'jiannuo-me-';
const FILES = 'jiannuo-files';
/** Whoever waits longer for the network is shown what was seen last. */
const PATIENCE_MS = 6_000;

const PAGE = /^(\/en)?\/me(\/|$)/;
const FILE = /^\/(_app\/immutable|icons)\//;
const REPORT = /^(\/en)?\/me\/(commitments\/[0-9a-f-]{36}\/)?report$/;

/** As much of a service worker as this one uses; its own types and those of pages exclude each other. */
interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchingEvent extends LastingEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface Worker {
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LastingEvent) => void): void;
  addEventListener(type: 'fetch', listener: (event: FetchingEvent) => void): void;
  addEventListener(type: 'message', listener: (event: LastingEvent & { readonly data: unknown }) => void): void;
  addEventListener(type: 'sync', listener: (event: LastingEvent & { readonly tag: string }) => void): void;
}
const worker = globalThis as unknown as Worker;

/** Keeps the styles and scripts that a page names. */
async function keepFiles(html: string, page: URL): Promise<void> {
  const cache = await caches.open(FILES);
  for (const [, address = ''] of html.matchAll(/(?:href|src)="([^"]+)"/g)) {
    const { origin, pathname } = new URL(address, page);
    const isMissing = origin === page.origin && FILE.test(pathname) && (await cache.match(pathname)) === undefined;
    if (isMissing) await cache.add(pathname);
  }
}

/** Keeps a page of an account; a page of another account, or of nobody, ends what was kept of the one before. */
async function keepPage(path: string, response: Response): Promise<void> {
  const account = response.headers.get('x-jiannuo-account') ?? '';
  if (!response.ok || response.redirected || account === '') return;
  const own = PAGES + account;
  const names = await caches.keys();
  await Promise.all(names.filter((name) => name.startsWith(PAGES) && name !== own).map((name) => caches.delete(name)));
  const html = await response.clone().text();
  await (await caches.open(own)).put(path, response);
  await keepFiles(html, new URL(path, worker.location.origin));
}

async function findPage(url: URL): Promise<Response | undefined> {
  for (const name of await caches.keys()) {
    if (!name.startsWith(PAGES)) continue;
    const cache = await caches.open(name);
    const found = await cache.match(url.pathname + url.search);
    if (found !== undefined) return found;
    // The form for any commitment stands in for the form of one.
    const home = url.pathname.startsWith('/en/') ? '/en/me' : '/me';
    if (REPORT.test(url.pathname)) return cache.match(`${home}/report`);
  }
  return undefined;
}

const NOTHING_KEPT = `<!doctype html><html lang="zh-CN"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>离线 · 践诺</title><body style="font:1rem/1.65 sans-serif;max-width:36rem;margin:2rem auto;padding:0 1rem">
<h1>现在没有网</h1><p>这一页还没有存在手机里。有网时打开过的页面，没有网也能看。</p>
<p lang="en">There is no network, and this page is not kept on the phone.</p>
<p><a href="/me">我的承诺</a> · <a href="/me/report">报进展</a></p></body></html>`;

/** The page from the network; without one, or when it takes too long, as it was last seen. */
async function answerPage(request: Request): Promise<Response> {
  const url = new URL(request.url);
  const fresh = fetch(request).then((response) => {
    // What cannot be kept is not: the page itself has come.
    keepPage(url.pathname + url.search, response.clone()).catch(() => undefined);
    return response;
  });
  const late = new Promise<Response | undefined>((resolve) => setTimeout(() => resolve(findPage(url)), PATIENCE_MS));
  try {
    return (await Promise.race([fresh, late])) ?? (await fresh);
  } catch {
    const kept = await findPage(url);
    return kept ?? new Response(NOTHING_KEPT, { status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } });
  }
}

async function answerFile(request: Request): Promise<Response> {
  const cache = await caches.open(FILES);
  const kept = await cache.match(request);
  if (kept !== undefined) return kept;
  const fresh = await fetch(request);
  if (fresh.ok) await cache.put(request, fresh.clone());
  return fresh;
}

/** Keeps what a page asks for, so that the next visit needs no network. */
async function keep(paths: readonly string[]): Promise<void> {
  for (const path of paths.filter((one) => PAGE.test(one))) {
    await keepPage(path, await fetch(path, { redirect: 'manual', credentials: 'same-origin' }));
  }
}

async function sendAll(): Promise<void> {
  const database = await openQueue();
  const account = await findOwner(database);
  if (account === undefined) return;
  const outcome = await sendReports({ database, account, onChange: () => undefined });
  // The browser tries again later what has failed.
  if (outcome === 'later') throw new Error('the network is not there yet');
}

worker.addEventListener('install', () => void worker.skipWaiting());
// A new worker comes with a new build: its pages name other files.
worker.addEventListener('activate', (event) =>
  event.waitUntil(caches.delete(FILES).then(() => worker.clients.claim())),
);

worker.addEventListener('fetch', (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== 'GET' || url.origin !== worker.location.origin) return;
  if (request.mode === 'navigate' && PAGE.test(url.pathname)) event.respondWith(answerPage(request));
  else if (FILE.test(url.pathname)) event.respondWith(answerFile(request));
});

worker.addEventListener('message', (event) => {
  const { keep: paths } = event.data as { readonly keep?: readonly string[] };
  // Without a network there is nothing to fetch; what is kept stays.
  if (paths !== undefined) event.waitUntil(keep(paths).catch(() => undefined));
});

worker.addEventListener('sync', (event) => {
  if (event.tag === 'jiannuo-reports') event.waitUntil(sendAll());
});
