import { describe, expect, test } from 'vitest';
import { markOrigin, trustOf } from './requests.ts';

const TRUST = trustOf(['10.0.0.0/24', '::1']);

function marked(peer: string, headers: Record<string, string>, isSecure = false) {
  const request = { headers: { host: 'own.example', ...headers } as Record<string, string> };
  const answer = markOrigin(request, { peer, isSecure }, TRUST);
  const { host, 'x-jiannuo-address': address, 'x-jiannuo-protocol': protocol } = request.headers;
  return { host, address, protocol, ...answer };
}

const FORWARDED = {
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-proto': 'https',
  'x-forwarded-host': 'pledges.example',
};

describe('where a request comes from', () => {
  test('a stranger is not believed, whatever they say of themselves', () => {
    const headers = { ...FORWARDED, 'x-jiannuo-address': '127.0.0.1', 'x-jiannuo-protocol': 'https' };
    const own = { host: 'own.example', address: '198.51.100.7', protocol: 'http', isSecure: false };
    expect(marked('198.51.100.7', headers)).toEqual(own);
  });

  test('a trusted proxy is', () => {
    const told = { host: 'pledges.example', address: '203.0.113.9', protocol: 'https', isSecure: true };
    expect(marked('10.0.0.5', FORWARDED)).toEqual(told);
    expect(marked('::ffff:10.0.0.5', FORWARDED)).toEqual(told);
    expect(marked('::1', FORWARDED)).toEqual(told);
    expect(marked('10.0.1.5', FORWARDED).address).toBe('10.0.1.5');
  });

  test('what a client wrote before the proxy’s word is left aside', () => {
    const headers = { ...FORWARDED, 'x-forwarded-for': '1.1.1.1, 203.0.113.9, 10.0.0.8' };
    expect(marked('10.0.0.5', headers).address).toBe('203.0.113.9');
    expect(marked('10.0.0.5', { 'x-forwarded-for': 'nonsense' }).address).toBe('10.0.0.5');
  });

  test('a certificate of its own makes the way secure', () => {
    expect(marked('198.51.100.7', {}, true)).toMatchObject({ protocol: 'https', isSecure: true });
  });

  test('a host that is none is not taken over', () => {
    expect(marked('10.0.0.5', { 'x-forwarded-host': 'evil.example/x"' }).host).toBe('own.example');
  });
});
