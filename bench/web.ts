/**
 * The server with the demonstration against a bare node:http server that sends the same bytes: the wall and the figures
 * from memory and made anew, how long starts take, what a page weighs, and how much memory the server holds.
 */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { type Measured, report } from './support/report.ts';
import { startServer, stopServer } from './support/server.ts';

const SECONDS = 5;
const PAGES = ['/wall', '/figures'] as const;
const PUBLIC = ['/', '/wall', '/figures', '/commitments', '/figures/about', '/about', '/en/wall', '/en/figures'];

async function requestsPerSecond(url: string, headers: Record<string, string>[]): Promise<number> {
  const requests = headers.map((own) => ({ headers: { 'accept-encoding': 'gzip', ...own } }));
  const result = await autocannon({ url, connections: 20, duration: SECONDS, requests });
  if (result.non2xx > 0 || result.errors > 0) throw new Error(`${url}: ${result.non2xx} bad answers`);
  return result.requests.average;
}

/** A server that does nothing but send these bytes. */
async function bareServer(body: Buffer) {
  const headers = { 'content-type': 'text/html', 'content-encoding': 'gzip', 'content-length': body.length };
  const server = createServer((_, response) => response.writeHead(200, headers).end(body));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, close: () => server.close() };
}

/** Node gives the body unpacked; what travels is told by the length that the server states. */
async function transferred(url: string): Promise<number> {
  const response = await fetch(url, { headers: { 'accept-encoding': 'br' } });
  await response.arrayBuffer();
  return Number(response.headers.get('content-length'));
}

async function packedBytes(url: string): Promise<Buffer> {
  const { get } = await import('node:http');
  const request = get(url, { headers: { 'accept-encoding': 'gzip' } });
  const [response] = (await once(request, 'response')) as [NodeJS.ReadableStream];
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks);
}

/** Different host names are different pages to the cache: none of them is there yet. */
const UNKNOWN_HOSTS = Array.from({ length: 3000 }, (_, at) => ({ host: `h${at}.localhost` }));

async function measurePage(address: string, path: string): Promise<Measured[]> {
  const bare = await bareServer(await packedBytes(address + path));
  const floor = await requestsPerSecond(bare.url, [{}]);
  bare.close();
  const cached = await requestsPerSecond(address + path, [{}]);
  const uncached = await requestsPerSecond(address + path, UNKNOWN_HOSTS);
  const unit = 'requests/s';
  return [
    { what: `${path} from memory`, ours: cached, limit: floor * 0.5, unit, is: 'at-least' },
    { what: `${path} made anew`, ours: uncached, limit: floor * 0.05, unit, is: 'at-least' },
  ];
}

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024;
}

const data = await mkdtemp(join(tmpdir(), 'jiannuo-bench-'));
try {
  const first = await startServer(data);
  await stopServer(first);
  const server = await startServer(data);
  const rows: Measured[] = [
    { what: 'first start, demonstration included', ours: first.seconds, limit: 90, unit: 's', is: 'at-most' },
    { what: 'later start', ours: server.seconds, limit: 5, unit: 's', is: 'at-most' },
  ];
  for (const path of PAGES) rows.push(...(await measurePage(server.address, path)));
  for (const path of PUBLIC) {
    const ours = (await transferred(server.address + path)) / 1024;
    rows.push({ what: `${path} transferred`, ours, limit: 60, unit: 'KB', is: 'at-most' });
  }
  const memory = residentMegabytes(server.process.pid ?? 0);
  rows.push({ what: 'memory of the server after all that', ours: memory, limit: 300, unit: 'MB', is: 'at-most' });
  await stopServer(server);
  process.exitCode = report(rows) ? 0 : 1;
} finally {
  await rm(data, { recursive: true, force: true });
}
