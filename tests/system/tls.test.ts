import { chmodSync, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, get as getPlain } from 'node:http';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TLSSocket } from 'node:tls';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type CertificateFiles, aCertificate } from '#tests/support/certificates.ts';
import { type Server, end, jiannuo, refusedStart, startServer } from './support.ts';

const folder = mkdtempSync(join(tmpdir(), 'jiannuo-tls-'));
// Else the database, which does not run as root, would keep its data elsewhere.
chmodSync(folder, 0o755);
const settings = { JIANNUO_DATA: join(folder, 'data'), JIANNUO_MODE: 'production' };
const CODE = /one-time code: (\S+)/;
const PASSWORD = '唯江上之清风 与山间之明月';

let own: CertificateFiles;
let other: CertificateFiles;
let server: Server;

interface Asked {
  readonly method?: string;
  readonly fields?: Readonly<Record<string, string>>;
  readonly cookie?: string;
}

/** Asks over https, and believes the server's certificate only because it is told to. */
async function ask(path: string, { method = 'GET', fields, cookie }: Asked = {}, ca = own.trusted) {
  const url = new URL(path, server.address);
  const body = fields && new URLSearchParams(fields).toString();
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const asked = request(url, {
    ...{ method, ca, agent: false },
    headers: {
      ...{ accept: 'text/html', origin: url.origin },
      ...(body === undefined ? {} : { 'content-type': 'application/x-www-form-urlencoded' }),
      ...(cookie === undefined ? {} : { cookie }),
    },
  });
  asked.once('response', resolve).once('error', reject).end(body);
  const answer = await promise;
  const { socket } = answer;
  if (!(socket instanceof TLSSocket)) throw new Error('the connection is a plain one');
  const made = { isTrusted: socket.authorized, protocol: socket.getProtocol() };
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const { statusCode: status, headers } = answer;
  return { ...made, status, headers, text: Buffer.concat(chunks).toString() };
}

const post = (path: string, fields: Readonly<Record<string, string>>) => ask(path, { method: 'POST', fields });

beforeAll(async () => {
  own = await aCertificate(folder, 'own');
  other = await aCertificate(folder, 'other');
  writeFileSync(join(folder, 'regions.csv'), 'code,name\r\n500199000000,云川区\r\n500199101000,石桥镇');
  expect(await jiannuo(settings, 'regions', 'import', join(folder, 'regions.csv'))).toMatchObject({ code: 0 });
  server = await startServer({ ...settings, JIANNUO_TLS_CERT: own.cert, JIANNUO_TLS_KEY: own.key });
}, 120_000);

afterAll(async () => {
  await end(server, 'SIGTERM');
  rmSync(folder, { recursive: true, force: true });
}, 60_000);

describe('with a certificate of its own the server', () => {
  test('speaks https, tells browsers to stay with it, and is believed by whoever trusts that certificate', async () => {
    expect(server.address).toMatch(/^https:\/\/localhost:\d+$/);
    for (const path of ['/wall', '/nowhere', '/api/v1/figures?year=2020']) {
      const { isTrusted, protocol, headers } = await ask(path);
      expect([path, isTrusted, protocol]).toEqual([path, true, expect.stringMatching(/^TLSv1\.[23]$/)]);
      expect([path, headers['strict-transport-security']]).toEqual([path, 'max-age=31536000']);
    }
    await expect(ask('/wall', {}, other.trusted)).rejects.toThrow(/self-signed certificate/);
  });

  test('does not answer plain http on its port', async () => {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
    const plain = server.address.replace('https:', 'http:');
    getPlain(`${plain}/wall`, { agent: false }).once('response', resolve).once('error', reject);
    await expect(promise).rejects.toThrow(/socket hang up|ECONNRESET/);
  });

  test('gives whoever signs in cookies that no other host and no plain connection gets', async () => {
    const code = CODE.exec(server.told)?.[1] ?? '';
    const person = { name: '管理员', userName: 'keeper', phone: '', password: PASSWORD };
    const opened = await post('/invitation', { ...person, code });
    expect([opened.status, opened.headers.location]).toEqual([303, expect.stringContaining('/sign-in')]);
    const entered = await post('/sign-in?/password', { identifier: 'keeper', password: PASSWORD });
    expect([entered.status, entered.headers.location]).toEqual([303, '/office']);
    const cookies = entered.headers['set-cookie'] ?? [];
    expect(cookies.join('\n')).toMatch(/session_token=/);
    for (const cookie of cookies) {
      expect(cookie).toMatch(/^__Host-[\w.-]+=/);
      expect(cookie).toMatch(/; Path=\/(;|$)/);
      expect(cookie).toMatch(/; Secure(;|$)/);
      expect(cookie).toMatch(/; HttpOnly(;|$)/);
      expect(cookie).not.toMatch(/; Domain=/i);
    }
    // They open the door: an administrator is asked for a second factor, and nobody else is let in so far.
    const cookie = cookies.map((each) => each.split(';')[0]).join('; ');
    const inside = await ask('/office/accounts', { cookie });
    expect([inside.status, inside.headers.location]).toEqual([303, expect.stringContaining('/account/second-factor')]);
    const stripped = await ask('/office/accounts', { cookie: cookie.replaceAll('__Host-', '') });
    expect(stripped.headers.location).toContain('/sign-in');
  });
});

describe('a certificate that is of no use', () => {
  test.for([
    ['not there', () => ({ JIANNUO_TLS_CERT: join(folder, 'nowhere.crt') }), 'JIANNUO_TLS_CERT'],
    ['no certificate', () => ({ JIANNUO_TLS_CERT: join(folder, 'regions.csv') }), 'JIANNUO_TLS_CERT'],
    ['of another key', () => ({ JIANNUO_TLS_KEY: other.key }), 'JIANNUO_TLS_KEY'],
    ['without a key', () => ({ JIANNUO_TLS_KEY: '' }), 'JIANNUO_TLS_KEY'],
  ] as const)('%s is one sentence and exit code 2, and no store is begun', async ([, wrong, name]) => {
    const elsewhere = { ...settings, JIANNUO_DATA: join(folder, 'never-made') };
    const tls = { JIANNUO_TLS_CERT: own.cert, JIANNUO_TLS_KEY: own.key, ...wrong() };
    const { code, stdout, stderr } = await refusedStart({ ...elsewhere, ...tls });
    expect([code, stdout.trim().split('\n').length, stderr]).toEqual([2, 1, '']);
    expect(stdout).toContain(name);
    expect(existsSync(elsewhere.JIANNUO_DATA)).toBe(false);
  });
});
