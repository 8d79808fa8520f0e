import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect } from 'vitest';
import type { Stage } from '#kernel/index.server.ts';
import { rebuildFigures } from '#modules/deputies/store/figures/refresh-figures.ts';
import { SHIQIAO, aCommitment, aDistrict, aPost, test } from '#tests/support/deputies.ts';
import { visitor } from '#tests/support/lists.ts';
import { aStation } from '#tests/support/stations.ts';
import { answerApi } from './app.ts';

const ORIGIN = 'http://localhost:3000';

async function call(stage: Stage, path: string, init: RequestInit = {}) {
  const reported: unknown[] = [];
  const report = (error: unknown) => void reported.push(error);
  const response = await answerApi(new Request(ORIGIN + path, init), { stage, actor: visitor, report });
  const text = await response.text();
  const body = (text === '' ? undefined : JSON.parse(text)) as Record<string, unknown> | undefined;
  return { response, status: response.status, headers: response.headers, body, reported };
}

async function aSmallDistrict(stage: Stage) {
  await aDistrict(stage);
  const posts = [];
  for (let count = 0; count < 25; count += 1) posts.push(await aPost(stage, { region: SHIQIAO }));
  const ids = [];
  for (const post of posts) ids.push(await aCommitment(stage, post));
  return { personId: posts[0]?.personId ?? '', commitmentId: ids[0] ?? '' };
}

describe('the API', () => {
  test('answers lists by pages, with links from one to the next', async ({ stage }) => {
    await aSmallDistrict(stage);
    const first = await call(stage, '/api/v1/deputies?year=2020');
    expect(first.body).toMatchObject({ year: 2020, total: 25, page: 1, pages: 2 });
    expect(first.headers.get('link')).toContain('</api/v1/deputies?year=2020&page=2>; rel="next"');
    const second = await call(stage, '/api/v1/deputies?year=2020&page=2');
    expect(second.body?.['deputies']).toHaveLength(1);
    expect(await call(stage, '/api/v1/commitments?counted=verified')).toMatchObject({
      status: 200,
      body: { total: 0 },
    });
  });

  test('answers one deputy and one commitment', async ({ stage }) => {
    const { personId, commitmentId } = await aSmallDistrict(stage);
    expect(await call(stage, `/api/v1/deputies/${personId}`)).toMatchObject({ status: 200, body: { id: personId } });
    const commitment = await call(stage, `/api/v1/commitments/${commitmentId}`);
    expect(commitment).toMatchObject({ status: 200, body: { id: commitmentId, state: 'published' } });
  });

  test('answers stations, and one of them', async ({ stage }) => {
    await aDistrict(stage);
    const id = await aStation(stage, { region: SHIQIAO, name: '石桥镇代表之家' });
    const list = await call(stage, `/api/v1/stations?town=${SHIQIAO}`);
    expect(list).toMatchObject({ status: 200, body: { total: 1, items: [{ id, kind: 'home', deputies: 0 }] } });
    expect(list.headers.get('link')).toContain('rel="first"');
    expect(await call(stage, `/api/v1/stations/${id}`)).toMatchObject({ status: 200, body: { id, coming: [] } });
    expect(await call(stage, `/api/v1/stations/${id.replace(/^./, '0')}f`)).toMatchObject({ status: 400 });
    expect(await call(stage, `/api/v1/stations/${randomUUID()}`)).toMatchObject({ status: 404 });
  });

  test('answers figures', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aPost(stage, { region: SHIQIAO, listings: { 2020: null } });
    await aCommitment(stage, post);
    await stage.database.transaction().execute(rebuildFigures);
    const figures = await call(stage, '/api/v1/figures?year=2020&asOf=2020-10-28&by=town');
    expect(figures).toMatchObject({
      status: 200,
      body: { year: 2020, by: 'town', rows: expect.any(Array) as unknown },
    });
    expect(await call(stage, '/api/v1/figures?by=colour')).toMatchObject({ status: 400 });
  });

  test('spares a client what it has already', async ({ stage }) => {
    await aSmallDistrict(stage);
    const { headers } = await call(stage, '/api/v1/deputies');
    const etag = headers.get('etag') ?? '';
    expect([etag, headers.get('cache-control')]).toEqual([expect.stringMatching(/^"[\w-]{43}"$/), 'no-cache']);
    const again = await call(stage, '/api/v1/deputies', { headers: { 'if-none-match': etag } });
    expect([again.status, again.body, again.headers.get('etag')]).toEqual([304, undefined, etag]);
  });

  test('answers HEAD and OPTIONS, refuses other methods, and is open to all pages', async ({ stage }) => {
    await aSmallDistrict(stage);
    const get = await call(stage, '/api/v1/deputies');
    const head = await call(stage, '/api/v1/deputies', { method: 'HEAD' });
    expect([head.status, head.body, head.headers.get('etag')]).toEqual([200, undefined, get.headers.get('etag')]);
    expect(get.headers.get('access-control-allow-origin')).toBe('*');
    const options = await call(stage, '/api/v1/deputies/x', { method: 'OPTIONS' });
    expect([options.status, options.headers.get('allow')]).toEqual([204, 'GET, HEAD, OPTIONS']);
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) {
      const refused = await call(stage, '/api/v1/commitments', { method });
      expect(refused).toMatchObject({ status: 405, body: { code: 'method.not-allowed' } });
      expect(refused.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
    }
  });

  test.for([
    ['/api/v1/nothing', 404, 'path.unknown'],
    ['/api/v2/deputies', 404, 'path.unknown'],
    ['/api', 404, 'path.unknown'],
    ['/api/v1/deputies?colour=red', 400, 'request.parameter'],
    ['/api/v1/deputies?page=1&page=2', 400, 'request.parameter'],
    ['/api/v1/deputies?year=', 400, 'request.parameter'],
    ['/api/v1/deputies?year=20x0', 400, 'request.parameter'],
    ['/api/v1/deputies?page=0', 400, 'request.parameter'],
    ['/api/v1/deputies?level=king', 400, 'request.parameter'],
    ['/api/v1/deputies?q=%00', 400, 'request.parameter'],
    ['/api/v1/deputies?counted=verified', 400, 'request.parameter'],
    ['/api/v1/deputies?asOf=yesterday', 400, 'as-of.malformed'],
    ['/api/v1/deputies?asOf=2020-10-29', 400, 'as-of.in-future'],
    ['/api/v1/deputies?page=2', 404, 'list.page-beyond-last'],
    ['/api/v1/deputies?town=500199199000', 404, 'region.unknown'],
    ['/api/v1/deputies/17', 400, 'request.parameter'],
    [`/api/v1/deputies/${randomUUID()}?year=2020`, 400, 'request.parameter'],
    [`/api/v1/deputies/${randomUUID()}`, 404, 'deputy.unknown'],
    [`/api/v1/commitments/${randomUUID()}`, 404, 'commitment.unknown'],
  ] as const)('refuses %s with %i %s', async ([path, status, code], { stage }) => {
    await aDistrict(stage);
    const refused = await call(stage, path);
    expect(refused).toMatchObject({
      status,
      reported: [],
      body: { status, code, type: `urn:jiannuo:problem:${code}` },
    });
    expect(refused.headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
  });

  test('speaks the language that is asked for', async ({ stage }) => {
    const path = '/api/v1/deputies?colour=red';
    expect((await call(stage, path)).body).toMatchObject({
      title: '请求有误',
      detail: '参数 colour 有误:没有此参数。',
    });
    const english = await call(stage, path, { headers: { 'accept-language': 'en' } });
    expect(english.body).toMatchObject({ detail: 'The parameter colour is wrong: there is no such parameter.' });
  });

  test('tells nothing of a defect, and reports it', async ({ stage }) => {
    const now = () => {
      throw new Error('secret');
    };
    const { status, body, reported } = await call({ ...stage, now }, '/api/v1/deputies');
    expect([status, body?.['code'], reported.length]).toEqual([500, 'internal', 1]);
    expect(JSON.stringify(body)).not.toContain('secret');
  });

  test('never breaks, whatever it is asked', async ({ stage }) => {
    await aSmallDistrict(stage);
    const names = [
      'year',
      'asOf',
      'standing',
      'counted',
      'level',
      'town',
      'group',
      'field',
      'kind',
      'unit',
      'q',
      'page',
    ];
    const likely = ['2020', '2020-10-28', '-271821-04-20T00:00Z', '0', '-1', '1e9', '99999', 'NaN', 'missing', SHIQIAO];
    const value = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 20 }),
      fc.constantFrom(...likely, '%', "'", '\\', '\0'),
    );
    const query = fc.array(fc.tuple(fc.oneof(fc.constantFrom(...names), fc.string()), value), { maxLength: 4 });
    const path = fc.oneof(
      fc.constantFrom('deputies', 'commitments', 'figures', 'stations'),
      fc.string().map((id) => `deputies/${encodeURIComponent(id)}`),
    );
    const property = fc.asyncProperty(path, query, async (where, pairs) => {
      const { status, body, reported } = await call(stage, `/api/v1/${where}?${new URLSearchParams(pairs).toString()}`);
      expect([200, 400, 404]).toContain(status);
      expect(reported).toEqual([]);
      if (status !== 200) expect(body).toMatchObject({ status, code: expect.any(String) as string });
    });
    await fc.assert(property, { numRuns: 300 });
  });

  test('never breaks on a raw query either', async ({ stage }) => {
    await aDistrict(stage);
    const property = fc.asyncProperty(
      fc.webQueryParameters(),
      fc.constantFrom('', '%', '&&=', '?q=%E0%A4%A'),
      async (query, end) => {
        const { status, reported } = await call(stage, `/api/v1/commitments?${query}${end}`);
        expect([200, 400, 404]).toContain(status);
        expect(reported).toEqual([]);
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });
});
