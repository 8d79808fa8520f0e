import { expect, test } from 'vitest';
import { ownCookie } from './own-cookie.server.ts';

test('a cookie of ours is bound to the host by its name where the way is secure', () => {
  expect(ownCookie(new URL('https://pledges.example/'), 'type')).toBe('__Host-type');
  expect(ownCookie(new URL('http://localhost:3000/'), 'jiannuo.role')).toBe('jiannuo.role');
});
