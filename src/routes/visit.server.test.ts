import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { homeOf, ownAddress } from './visit.server.ts';

describe('an address to go on to', () => {
  test.each(['/', '/office', '/office/import?year=2020', '/en/me'])('%s is of this site', (to) => {
    expect(ownAddress(to)).toBe(to);
  });

  test.each([
    'https://evil.example/',
    '//evil.example',
    '///evil.example',
    '/\\evil.example',
    '/\t/evil.example',
    '/\n/evil.example',
    '/.//evil.example',
    '/a/..//evil.example',
    'javascript:alert(1)',
    'office',
    '',
    null,
    undefined,
    7,
  ])('%j is not', (to) => expect(ownAddress(to)).toBeUndefined());

  test('never leads a browser elsewhere, whatever was written', () => {
    const nasty = fc.string({ unit: fc.constantFrom('/', '\\', '.', '\t', '\n', 'a', ':', '@', '?', '#', '%2f', ' ') });
    fc.assert(
      fc.property(nasty, (rest) => {
        const to = ownAddress(`/${rest}`);
        if (to !== undefined) expect(new URL(to, 'https://pledges.example').host).toBe('pledges.example');
      }),
    );
  });
});

describe('where somebody works', () => {
  const grant = { id: '1', accountId: '1', region: '500199000000', unit: null, fromDay: '2020-01-01', untilDay: null };
  const of = (...roles: string[]) => homeOf({ grants: roles.map((role) => ({ ...grant, role })) as never });

  test('is the office, else a deputy’s own page, else the account', () => {
    expect(of('deputy', 'town-officer')).toBe('/office');
    expect(of('deputy')).toBe('/me');
    expect(of()).toBe('/account');
  });
});
