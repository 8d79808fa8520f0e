import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { etagOf, isFresh, withEtag } from './etag.ts';
import { pageLinks } from './paging.ts';
import { preferredLanguage, problemResponse } from './problem-json.ts';

describe('the language of an answer', () => {
  it.each([
    [undefined, 'zh'],
    ['', 'zh'],
    ['*', 'zh'],
    ['en', 'en'],
    ['en-GB,en;q=0.9', 'en'],
    ['zh-CN,zh;q=0.9,en;q=0.8', 'zh'],
    ['fr, en;q=0.5, zh;q=0.4', 'en'],
    ['en;q=0', 'zh'],
    ['en;q=broken', 'zh'],
  ])('for %s is %s', (accept, language) => {
    expect(preferredLanguage(accept)).toBe(language);
  });

  it('is one of the two, whatever is sent', () => {
    fc.assert(fc.property(fc.string(), (accept) => ['zh', 'en'].includes(preferredLanguage(accept))));
  });
});

describe('a problem', () => {
  it('says what happened, under a stable name', async () => {
    const says = { zh: '没有这位代表。', en: 'There is no such deputy.' };
    const response = problemResponse({ status: 404, code: 'deputy.unknown', says, facts: { page: 2 } }, 'en');
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await response.json()).toEqual({
      type: 'urn:jiannuo:problem:deputy.unknown',
      title: 'Not found',
      status: 404,
      detail: 'There is no such deputy.',
      code: 'deputy.unknown',
      facts: { page: 2 },
    });
  });
});

describe('a validator', () => {
  const etag = etagOf(new TextEncoder().encode('{}'));

  it.each([
    [null, false],
    ['"other"', false],
    [etag, true],
    [`W/${etag}`, true],
    [`"other", ${etag}`, true],
    ['*', true],
  ])('sent as %s is fresh: %s', (sent, fresh) => {
    expect(isFresh(sent, etag)).toBe(fresh);
  });

  it('spares the body that the client has', async () => {
    const request = new Request('http://localhost/', { headers: { 'if-none-match': etag } });
    const spared = await withEtag(request, new Response('{}'));
    expect([spared.status, await spared.text(), spared.headers.get('etag')]).toEqual([304, '', etag]);
    const changed = await withEtag(request, new Response('{"total":1}'));
    expect([changed.status, await changed.text()]).toEqual([200, '{"total":1}']);
  });

  it('is for good answers only', async () => {
    const failure = await withEtag(new Request('http://localhost/'), new Response('', { status: 404 }));
    expect(failure.headers.get('etag')).toBeNull();
  });
});

describe('the links of a page', () => {
  it('lead on and back, with all that was asked for', () => {
    expect(pageLinks('http://localhost/api/v1/deputies?q=%E8%B7%AF&page=2', { page: 2, pages: 3 })).toBe(
      [
        '</api/v1/deputies?q=%E8%B7%AF&page=1>; rel="first"',
        '</api/v1/deputies?q=%E8%B7%AF&page=1>; rel="prev"',
        '</api/v1/deputies?q=%E8%B7%AF&page=3>; rel="next"',
        '</api/v1/deputies?q=%E8%B7%AF&page=3>; rel="last"',
      ].join(', '),
    );
  });

  it('of the only page lead nowhere else', () => {
    expect(pageLinks('http://localhost/x', { page: 1, pages: 1 })).toBe(
      '</x?page=1>; rel="first", </x?page=1>; rel="last"',
    );
  });
});
