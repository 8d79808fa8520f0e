import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { refusalOf } from './refuse.ts';

const asked = (url: string, given: { method?: string; headers?: Record<string, string> } = {}) =>
  refusalOf({ url, method: given.method ?? 'GET', headers: given.headers ?? {} })?.status;

describe('what is not looked at', () => {
  test.each(['/%', '/%ZZ', '/wall%00', '/%E0%A4%A', '/office/%c0%ae', '/api/%'])('%s cannot be read', (url) => {
    expect(asked(url)).toBe(400);
  });

  test.each(['/', '/wall?q=%', '/代表', '/%E4%BB%A3', '/wall%2F..'])('%s can', (url) => {
    expect(asked(url)).toBeUndefined();
  });

  test('a form without files says how long it is, and is short', () => {
    const post = (url: string, headers: Record<string, string>) => asked(url, { method: 'POST', headers });
    expect(post('/sign-in', { 'content-length': '200' })).toBeUndefined();
    expect(post('/sign-in', {})).toBeUndefined();
    expect(post('/sign-in', { 'content-length': '300000' })).toBe(413);
    expect(post('/en/reset', { 'transfer-encoding': 'chunked' })).toBe(411);
    expect(post('/official', { 'transfer-encoding': 'chunked' })).toBe(411);
    for (const url of ['/office/import', '/en/me/report', '/me/reports', '/office?/x']) {
      expect(post(url, { 'content-length': '30000000' })).toBeUndefined();
      expect(post(url, { 'transfer-encoding': 'chunked' })).toBeUndefined();
    }
  });

  test('every address that was encoded can be read', () => {
    const whole = fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0'));
    fc.assert(fc.property(whole, (text) => asked(`/${encodeURIComponent(text)}`) === undefined));
  });
});
