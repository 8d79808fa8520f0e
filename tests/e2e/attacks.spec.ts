import { globSync, readFileSync } from 'node:fs';
import { type IncomingHttpHeaders, request as send } from 'node:http';
import { type Page, expect, test } from '@playwright/test';
import { findExamples, signIn } from './support.ts';

// What a browser would never send: addresses, headers and bodies exactly as they are written here.

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

interface Raw {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

function raw(
  base: string | undefined,
  path: string,
  { method = 'GET', headers = {}, body }: Raw = {},
): Promise<Answer> {
  const { hostname, port } = new URL(base ?? '');
  return new Promise((resolve, reject) => {
    const request = send({ hostname, port, path, method, headers, agent: false }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk));
      response.on('error', reject);
      response.on('end', () => {
        const text = Buffer.concat(chunks).toString('utf8');
        resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text });
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

async function cookiesOf(page: Page): Promise<string> {
  return (await page.context().cookies()).map(({ name, value }) => `${name}=${value}`).join('; ');
}

const SOME_ID = '00000000-0000-7000-8000-000000000000';

/** The address of every route that takes a form. */
function addressesOfForms(): string[] {
  return globSync('src/routes/**/+{page.server,server}.ts')
    .filter((file) => /export const (actions|POST)\b/.test(readFileSync(file, 'utf8')))
    .map((file) => file.replace('src/routes', '').replace(/\/\+[\w.]+$/, ''))
    .map((path) => path.replace(/\/\([^)]*\)/g, '').replace(/\[\w+\]/g, SOME_ID));
}

test('no form is taken from another site, nor from one that does not say where it stands', async ({
  page,
  baseURL,
}) => {
  test.slow();
  await signIn(page, 'shiqiao');
  const cookie = await cookiesOf(page);
  const paths = addressesOfForms();
  expect(paths.length).toBeGreaterThan(25);
  for (const path of paths) {
    for (const origin of ['https://evil.example', 'null', undefined]) {
      for (const type of [
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
        'text/plain',
        undefined,
      ]) {
        const headers = { cookie, ...(origin && { origin }), ...(type && { 'content-type': type }) };
        const { status } = await raw(baseURL, path, { method: 'POST', headers, body: 'a=b' });
        expect([path, origin, type, status]).toEqual([path, origin, type, 403]);
      }
    }
    // What a script could send after asking is no form, and nothing else is understood.
    const headers = { cookie, origin: 'https://evil.example', 'content-type': 'application/json' };
    const { status } = await raw(baseURL, path, { method: 'POST', headers, body: '{}' });
    expect([path, status >= 400 && status < 500]).toEqual([path, true]);
  }
});

test('a session that was planted is not the one that signing in gives', async ({ page, baseURL }) => {
  const planted = 'planted-by-somebody-else.c2lnbmF0dXJl';
  const url = baseURL ?? '';
  await page
    .context()
    .addCookies([{ name: 'jiannuo.session_token', value: planted, url, httpOnly: true, sameSite: 'Lax' }]);
  await signIn(page, 'deputy');
  const first = await cookiesOf(page);
  expect(first).toContain('jiannuo.session_token=');
  expect(first).not.toContain(planted);
  const stranger = await raw(baseURL, '/account', { headers: { cookie: `jiannuo.session_token=${planted}` } });
  expect(stranger.status).toBe(303);
  await page.context().clearCookies();
  await signIn(page, 'deputy');
  expect(await cookiesOf(page)).not.toBe(first);
});

test('every kind of answer carries the headers that protect it', async ({ page, request, baseURL }) => {
  await signIn(page, 'shiqiao');
  const cookie = await cookiesOf(page);
  const { deputy, commitment } = await findExamples(request);
  const asset = /\/_app\/immutable\/[\w./-]+\.(?:js|css)/.exec(
    (await raw(baseURL, '/office', { headers: { cookie } })).body,
  );
  const paths = [
    ...[
      '/',
      '/wall',
      deputy,
      commitment,
      '/nowhere',
      '/wall?colour=red',
      '/sign-in',
      '/invitation',
      '/reset',
      '/office',
    ],
    ...['/office/import', '/me', '/account', '/api/v1/figures', '/api/nowhere', '/api/openapi.json', '/%', '/api/%'],
    ...[`/attachments/${SOME_ID}/large`, `/office/import/${SOME_ID}`, asset?.[0] ?? '/no-asset', '/service-worker.js'],
  ];
  for (const path of paths) {
    for (const headers of [{ cookie }, {}]) {
      const { headers: given } = await raw(baseURL, path, { headers });
      expect([path, given['content-security-policy']]).toEqual([
        path,
        expect.stringMatching(/default-src '(self|none)'/),
      ]);
      expect([path, given['content-security-policy']]).toEqual([
        path,
        expect.stringMatching(/frame-ancestors 'none'|sandbox/),
      ]);
      expect([path, given['x-content-type-options']]).toEqual([path, 'nosniff']);
      expect([path, given['referrer-policy']]).toEqual([path, 'same-origin']);
      expect([path, given['permissions-policy']]).toEqual([path, expect.stringContaining('camera=()')]);
      expect([path, given['x-powered-by'], given['server']]).toEqual([path, undefined, undefined]);
    }
  }
});

const TRICKS = [
  ...['/attachments/../etc/passwd', '/attachments/..%2f..%2fetc%2fpasswd/large', '/attachments/%2e%2e/%2e%2e/large'],
  ...[
    '/_app/../../package.json',
    '/_app/%2e%2e/%2e%2e/package.json',
    '/_app/..%2f..%2fpackage.json',
    '/..%5c..%5cpackage.json',
  ],
  ...['/src/server/main.ts', '/.env', '/.git/config', '/build/handler.js', '/deputies/..%00'],
  ...[
    `/attachments/${SOME_ID}/large%2F..%2Ftiny`,
    `/office/screening/${SOME_ID}/..%2flarge`,
    '/commitments/%F0%9F%92%A9',
  ],
];

test('no trick with a path leads anywhere', async ({ page, baseURL }) => {
  await signIn(page, 'shiqiao');
  const cookie = await cookiesOf(page);
  for (const path of TRICKS) {
    const { status, body } = await raw(baseURL, path, { headers: { cookie } });
    expect([303, 307, 308, 400, 404], path).toContain(status);
    expect(body, path).not.toMatch(/root:|"dependencies"|\[core\]|import \{/);
  }
});

for (const path of ['/%', '/%ZZ', '/%E0%A4%A', '/wall%00', '/office/%c0%ae%c0%ae', '/en/%ff']) {
  test(`${path} is answered by a page, and under /api by a problem`, async ({ baseURL }) => {
    const shown = await raw(baseURL, path, { headers: { accept: 'text/html' } });
    expect([shown.status, shown.headers['content-type']]).toEqual([400, 'text/html; charset=utf-8']);
    expect(shown.body).toContain('<html lang="zh-CN">');
    const told = await raw(baseURL, `/api${path}`, { headers: { 'accept-language': 'en' } });
    expect([told.status, told.headers['content-type']]).toEqual([400, 'application/problem+json; charset=utf-8']);
    expect(JSON.parse(told.body)).toMatchObject({ status: 400, code: 'request.address' });
  });
}

test('floods are turned away before they are read, and the server goes on', async ({ baseURL }) => {
  const origin = new URL(baseURL ?? '').origin;
  const form = { origin, 'content-type': 'application/x-www-form-urlencoded' };
  const large = 'a='.padEnd(300_000, 'x');
  for (const path of [
    '/sign-in?/password',
    '/reset',
    '/preferences?type=large',
    `/confirm/ABCDEFGHJK`,
    '/api/v1/figures',
  ]) {
    const sized = { ...form, 'content-length': String(large.length) };
    // The line may be closed before all of it was sent.
    const answer = await raw(baseURL, path, { method: 'POST', headers: sized, body: large }).catch(() => ({
      status: 413,
    }));
    expect([path, answer.status]).toEqual([path, 413]);
    const chunked = { ...form, 'transfer-encoding': 'chunked' };
    expect([path, (await raw(baseURL, path, { method: 'POST', headers: chunked, body: 'a=b' })).status]).toEqual([
      path,
      411,
    ]);
  }
  expect((await raw(baseURL, '/', { headers: { 'x-flood': 'x'.repeat(40_000) } })).status).toBe(431);
  expect((await raw(baseURL, `/wall?q=${'x'.repeat(40_000)}`)).status).toBe(431);
  const cookies = Array.from({ length: 300 }, (_, at) => `c${at}=%`).join('; ');
  expect((await raw(baseURL, '/wall', { headers: { cookie: cookies } })).status).toBe(200);
  expect((await raw(baseURL, '/about')).status).toBe(200);
});

test('a method is the one that was sent', async ({ baseURL }) => {
  const origin = new URL(baseURL ?? '').origin;
  for (const name of ['x-http-method-override', 'x-method-override', 'x-http-method']) {
    const { status } = await raw(baseURL, '/api/v1/figures', { headers: { [name]: 'DELETE' } });
    expect([name, status]).toEqual([name, 200]);
    const posted = await raw(baseURL, '/api/v1/figures', {
      method: 'POST',
      headers: { [name]: 'GET', origin, 'content-length': '0' },
    });
    expect([name, posted.status]).toEqual([name, 405]);
  }
  for (const method of ['PUT', 'DELETE', 'PATCH', 'TRACE', 'PROPFIND']) {
    for (const path of ['/wall', '/sign-in', '/office', '/api/v1/figures', '/attachments/x/large']) {
      const { status } = await raw(baseURL, path, { method, headers: { origin, 'content-type': 'application/json' } });
      expect([400, 403, 404, 405], `${method} ${path}`).toContain(status);
    }
  }
});

test('whatever host a stranger names, nobody else meets it', async ({ baseURL }) => {
  const host = 'evil.example';
  for (const headers of [
    { host },
    { 'x-forwarded-host': host },
    { forwarded: `host=${host}` },
    { 'x-original-url': '/office' },
  ]) {
    for (const path of ['/', '/wall', '/api/v1/commitments?year=2020', '/office', '/sign-in', '/nowhere']) {
      const answer = await raw(baseURL, path, { headers });
      expect([path, answer.body.includes(host), String(answer.headers.link).includes(host)]).toEqual([
        path,
        false,
        false,
      ]);
      expect([path, answer.headers.location ?? '/']).toEqual([path, expect.stringMatching(/^\/(?!\/)/)]);
    }
  }
  expect((await raw(baseURL, '/wall')).body).not.toContain(host);
});

test('nobody’s own page is kept for others, however its address is written', async ({ page, baseURL }) => {
  await signIn(page, 'shiqiao');
  const cookie = await cookiesOf(page);
  for (const path of [
    '/office',
    '/en/office',
    '/%6Fffice',
    '/./office',
    '/wall/../office',
    '/wall;/../office',
    '/en/../office',
    '//office',
    '/office/import',
    '/account',
    '/acc%6Funt',
  ]) {
    const own = await raw(baseURL, path, { headers: { cookie } });
    if (own.status === 200) expect([path, own.headers['cache-control']]).toEqual([path, 'no-store']);
    const stranger = await raw(baseURL, path);
    expect([303, 307, 308, 404], path).toContain(stranger.status);
  }
});

test('public pages are the same for everybody', async ({ page, request, baseURL }) => {
  const { deputy, commitment } = await findExamples(request);
  await signIn(page, 'shiqiao');
  const cookie = await cookiesOf(page);
  for (const path of ['/', '/wall', deputy, commitment, '/commitments', '/figures', '/about', '/api/v1/figures']) {
    const own = await raw(baseURL, path, { headers: { cookie } });
    const stranger = await raw(baseURL, path);
    expect([path, own.body === stranger.body, own.headers['set-cookie']]).toEqual([path, true, undefined]);
  }
});

test('no address sends people to another site', async ({ page, baseURL }) => {
  await signIn(page, 'shiqiao');
  const cookie = await cookiesOf(page);
  const evil = encodeURIComponent('https://evil.example/');
  const paths = [
    ...['//evil.example/', '/\\evil.example/', '//evil.example/%2e%2e/', '/en//evil.example/', '/wall/'],
    ...[
      `/sign-in?to=${evil}`,
      `/account/second-factor?to=${evil}`,
      `/sign-in/government?to=${evil}`,
      `/account/role?to=${evil}`,
    ],
  ];
  for (const path of paths) {
    for (const headers of [{ cookie }, {}]) {
      const { headers: given } = await raw(baseURL, path, { headers });
      expect([path, given.location ?? '/']).toEqual([path, expect.stringMatching(/^(\/(?![/\\])|\.)/)]);
    }
  }
});
