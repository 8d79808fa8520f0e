import { describe, expect } from 'vitest';
import { type Door, GOOD_PASSWORD, aVisit, anAccount, keyOf, nextVisit, test } from '#tests/support/accounts.ts';
import { SHIQIAO } from '#tests/support/deputies.ts';
import type { Visit } from './gate.ts';
import { beginReplacement, finishReplacement } from './replace-second-factor.ts';
import { beginEnrolment, proveSecondFactor, signInWithCode } from './second-factor.ts';
import { findSignedIn, signIn } from './sign-in.ts';
import { stepAt, totpAt } from './totp.ts';

const WHO = { identifier: 'zhang.wei', password: GOOD_PASSWORD };

async function known(door: Door, visit: Visit) {
  const signedIn = await findSignedIn(door.gate, visit);
  if (signedIn === undefined) throw new Error('not signed in');
  return signedIn;
}

/** An officer who is in with a second factor. */
async function anOfficer(door: Door) {
  await anAccount(door.stage, { role: 'town-officer', region: SHIQIAO, unit: null });
  const answer = await signIn(door.gate, aVisit(), WHO);
  if (answer.kind !== 'signed-in') throw new Error(answer.kind);
  const half = nextVisit(aVisit(), answer.cookies);
  const of = { signedIn: await known(door, half), password: GOOD_PASSWORD };
  const enrolment = await beginEnrolment(door.gate, half, of);
  if (enrolment === undefined) throw new Error('not begun');
  const key = keyOf(enrolment.secret);
  const code = totpAt(key, stepAt(door.stage.recordedNow()));
  const cookies = await proveSecondFactor(door.gate, half, { signedIn: of.signedIn, code });
  if (cookies === undefined) throw new Error('not proven');
  const visit = nextVisit(half, cookies);
  return { key, visit, signedIn: await known(door, visit), recoveryCodes: enrolment.recoveryCodes };
}

/** The code of the step after the one now: the library reads the machine's clock, which a test does not move. */
const nextCode = (key: string) => totpAt(key, stepAt(Temporal.Now.instant()) + 1);

async function comesInWith(door: Door, code: string): Promise<boolean> {
  const answer = await signIn(door.gate, aVisit(), WHO);
  if (answer.kind !== 'second-factor') throw new Error(answer.kind);
  return (await signInWithCode(door.gate, nextVisit(aVisit(), answer.cookies), code)).kind === 'signed-in';
}

describe('a new phone', () => {
  test('takes the place of the one before with password and code, and its codes with it', async ({ door }) => {
    const { key, visit, signedIn, recoveryCodes } = await anOfficer(door);
    const begin = (password: string, code: string) => beginReplacement(door.gate, visit, { signedIn, password, code });
    expect(await begin('a wrong password', nextCode(key))).toBeUndefined();
    expect(await begin(GOOD_PASSWORD, '000000')).toBeUndefined();
    const next = await begin(GOOD_PASSWORD, nextCode(key));
    if (next === undefined) throw new Error('not begun');
    expect(next.address).toContain(next.secret);
    const nextKey = keyOf(next.secret);
    expect(await finishReplacement(door.gate, visit, { signedIn, code: '000000' })).toBe(false);
    const code = totpAt(nextKey, stepAt(door.stage.recordedNow()));
    expect(await finishReplacement(door.gate, visit, { signedIn, code })).toBe(true);
    expect(await finishReplacement(door.gate, visit, { signedIn, code })).toBe(false);
    expect(await findSignedIn(door.gate, visit)).toBeDefined();
    expect(await comesInWith(door, recoveryCodes[0] ?? '')).toBe(false);
    expect(await comesInWith(door, nextCode(nextKey))).toBe(true);
    expect(await comesInWith(door, next.recoveryCodes[0] ?? '')).toBe(true);
  });

  test('is begun with a recovery code, which is used up; the present phone holds until the end', async ({ door }) => {
    const { key, visit, signedIn, recoveryCodes } = await anOfficer(door);
    const of = { signedIn, password: GOOD_PASSWORD, code: (recoveryCodes[0] ?? '').toLowerCase() };
    const next = await beginReplacement(door.gate, visit, of);
    if (next === undefined) throw new Error('not begun');
    expect(await beginReplacement(door.gate, visit, of)).toBeUndefined();
    expect(await comesInWith(door, nextCode(key))).toBe(true);
    door.clock.forward({ minutes: 10 });
    const code = totpAt(keyOf(next.secret), stepAt(door.stage.recordedNow()));
    expect(await finishReplacement(door.gate, visit, { signedIn, code })).toBe(false);
  });
});
