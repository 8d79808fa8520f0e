import { describe, expect } from 'vitest';
import { GOOD_PASSWORD, aVisit, anAccount, nextVisit, test } from '#tests/support/accounts.ts';
import { findSignedIn, signIn } from './sign-in.ts';

const WHO = { identifier: 'Zhang.Wei', password: GOOD_PASSWORD };

describe('signing in', () => {
  test('by user name and password begins a session that says who it is', async ({ door: { gate } }) => {
    const accountId = await anAccount(gate.stage);
    const visit = aVisit();
    const answer = await signIn(gate, visit, WHO);
    expect(answer.kind).toBe('signed-in');
    if (answer.kind !== 'signed-in') return;
    const [cookie] = answer.cookies;
    expect(cookie).toMatchObject({
      name: 'jiannuo.session_token',
      options: { httpOnly: true, sameSite: 'lax', path: '/' },
    });
    const signedIn = await findSignedIn(gate, nextVisit(visit, answer.cookies));
    expect(signedIn).toMatchObject({ accountId, name: '张伟', needsSecondFactor: false });
    expect(signedIn?.grants.map(({ role, unit }) => [role, unit])).toEqual([['group-leader', '第一小组']]);
  });
});
