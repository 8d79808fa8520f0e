/* global self, caches -- it runs as a service worker */
// Keeps the screen of a station, with its files and photos, so that it opens after a restart without a network.
const CACHE = 'jiannuo-walls';
const PATIENCE_MS = 8_000;
const MOST = 600;
const PAGE = /^(\/en)?\/walls\/[0-9a-f-]{36}\/screen$/;
const FILE = /^\/(_app\/immutable|attachments|walls)\//;

/** A page as it is kept: with when it was seen. */
async function keep(request, response) {
  const cache = await caches.open(CACHE);
  const headers = new Headers(response.headers);
  headers.set('x-kept-at', new Date().toISOString());
  const body = await response.blob();
  await cache.put(request, new Response(body, { status: response.status, headers }));
  const keys = await cache.keys();
  for (const old of keys.slice(0, Math.max(0, keys.length - MOST))) await cache.delete(old);
}

/** The page from the network; without one, or when it takes too long, as it was last seen. */
async function answerPage(event) {
  const url = new URL(event.request.url);
  const fresh = fetch(event.request).then((response) => {
    if (response.ok) event.waitUntil(keep(url.href, response.clone()).catch(() => undefined));
    return response;
  });
  const kept = () => caches.match(url.href);
  const late = new Promise((resolve) => setTimeout(() => resolve(kept()), PATIENCE_MS));
  try {
    return (await Promise.race([fresh, late])) ?? (await fresh);
  } catch (error) {
    const found = await kept();
    if (found === undefined) throw error;
    return found;
  }
}

/** Files carry their version in their address, save the script, which the network may renew. */
async function answerFile(event) {
  const kept = await caches.match(event.request.url);
  const isFixed = !new URL(event.request.url).pathname.startsWith('/walls/');
  if (kept !== undefined && isFixed) return kept;
  try {
    const fresh = await fetch(event.request);
    if (fresh.ok) event.waitUntil(keep(event.request.url, fresh.clone()).catch(() => undefined));
    return fresh;
  } catch (error) {
    if (kept === undefined) throw error;
    return kept;
  }
}

self.addEventListener('install', () => void self.skipWaiting());
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()));
self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url);
  if (event.request.method !== 'GET' || url.origin !== self.location.origin) return;
  if (PAGE.test(url.pathname)) event.respondWith(answerPage(event));
  else if (FILE.test(url.pathname)) event.respondWith(answerFile(event));
});
