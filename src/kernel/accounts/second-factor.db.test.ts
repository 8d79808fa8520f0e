import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import {
  type Door,
  GOOD_PASSWORD,
  SECRET,
  aVisit,
  actorWith,
  anAccount,
  keyOf,
  nextVisit,
  openDoor,
  test,
} from '#tests/support/accounts.ts';
import { DISTRICT, SHIQIAO, operatorOf, visitorOf } from '#tests/support/deputies.ts';
import { perform } from '../use-case/define-use-case.ts';
import { DEMONSTRATION } from './demonstration.ts';
import type { Visit } from './gate.ts';
import {
  beginEnrolment,
  changePassword,
  proveSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  signInWithCode,
} from './second-factor.ts';
import { findSignedIn, signIn } from './sign-in.ts';
import { type SignedIn, actorsOf, deputyActor, officeActor } from './signed-in.ts';
import { stepAt, totpAt } from './totp.ts';
import { openDemonstrationAccount } from './use-cases/open-demonstration-account.ts';
import { redeemReset } from './use-cases/redeem-reset.ts';
import { resetAtCounter } from './use-cases/reset-at-counter.ts';

const WHO = { identifier: 'zhang.wei', password: GOOD_PASSWORD };
const OFFICER = { role: 'town-officer', region: SHIQIAO, unit: null };

async function half(door: Door, visit = aVisit()): Promise<{ visit: Visit; signedIn: SignedIn }> {
  const answer = await signIn(door.gate, visit, WHO);
  if (answer.kind !== 'signed-in') throw new Error(answer.kind);
  const next = nextVisit(visit, answer.cookies);
  const signedIn = await findSignedIn(door.gate, next);
  if (signedIn === undefined) throw new Error('not signed in');
  return { visit: next, signedIn };
}

/** An officer with an authenticator, and what it shows after some half minutes. */
async function enrolled(door: Door) {
  const { visit, signedIn } = await half(door);
  const enrolment = await beginEnrolment(door.gate, visit, { signedIn, password: GOOD_PASSWORD });
  if (enrolment === undefined) throw new Error('not begun');
  const key = keyOf(enrolment.secret);
  const code = () => totpAt(key, stepAt(door.stage.recordedNow()));
  const cookies = await proveSecondFactor(door.gate, visit, { signedIn, code: code() });
  if (cookies === undefined) throw new Error('not proven');
  return { ...enrolment, key, before: visit, visit: nextVisit(visit, cookies) };
}

/** The first half of a sign-in with a second factor. */
async function pending(door: Door): Promise<Visit> {
  const answer = await signIn(door.gate, aVisit(), WHO);
  if (answer.kind !== 'second-factor') throw new Error(answer.kind);
  return nextVisit(aVisit(), answer.cookies);
}

/** The code of the step after the one now: the library reads the machine's clock, which a test does not move. */
const nextCode = (key: string) => totpAt(key, stepAt(Temporal.Now.instant()) + 1);

describe('a code', () => {
  test('is as the authenticators make it (RFC 6238, appendix B)', () => {
    const secret = '12345678901234567890';
    const codes = [59, 1111111109, 1111111111, 1234567890, 2000000000].map((seconds) =>
      totpAt(secret, Math.floor(seconds / 30)),
    );
    expect(codes).toEqual(['287082', '081804', '050471', '005924', '279037']);
  });
});

describe('a role that sees what is other people’s', () => {
  test('opens nothing before there is a second factor, and then in a new session', async ({ door }) => {
    await anAccount(door.stage, OFFICER);
    const { signedIn } = await half(door);
    expect(signedIn).toMatchObject({ needsSecondFactor: true, hasSecondFactor: false });
    expect(actorsOf(signedIn)).toEqual([]);
    expect(() => officeActor(signedIn, undefined)).toThrow('account.no-role');

    const { before, visit } = await enrolled(door);
    expect(await findSignedIn(door.gate, before)).toBeUndefined();
    const full = await findSignedIn(door.gate, visit);
    expect(full).toMatchObject({ needsSecondFactor: false, hasSecondFactor: true });
    if (full === undefined) return;
    expect(officeActor(full, undefined)).toMatchObject({ id: full.accountId, role: 'town-officer', region: SHIQIAO });
    expect(() => deputyActor(full)).toThrow('account.no-role');
  });

  test('asks for a code with each sign-in, and the password alone opens no page', async ({ door }) => {
    await anAccount(door.stage, OFFICER);
    const { key } = await enrolled(door);
    const visit = await pending(door);
    expect(await findSignedIn(door.gate, visit)).toBeUndefined();
    expect(await signInWithCode(door.gate, visit, '000000')).toEqual({ kind: 'refused' });
    const answer = await signInWithCode(door.gate, visit, ` ${nextCode(key).slice(0, 3)} ${nextCode(key).slice(3)}`);
    if (answer.kind !== 'signed-in') throw new Error(answer.kind);
    expect(await findSignedIn(door.gate, nextVisit(visit, answer.cookies))).toMatchObject({ needsSecondFactor: false });
  });

  test('does not take its second factor away', async ({ door }) => {
    await anAccount(door.stage, OFFICER);
    const { visit } = await enrolled(door);
    const signedIn = await findSignedIn(door.gate, visit);
    if (signedIn === undefined) throw new Error('not signed in');
    const attempt = removeSecondFactor(door.gate, visit, { signedIn, password: GOOD_PASSWORD });
    await expect(attempt).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('a store that was restored without its secret', () => {
  test('says so at the code, and the counter opens the door again', async ({ door }) => {
    const accountId = await anAccount(door.stage, OFFICER);
    const { recoveryCodes } = await enrolled(door);
    const elsewhere = await openDoor(door.stage, { secret: 't'.repeat(40) });
    try {
      const visit = await pending(elsewhere);
      const says = { kind: 'conflict', code: 'account.other-secret' };
      await expect(signInWithCode(elsewhere.gate, visit, '123456')).rejects.toMatchObject(says);
      await expect(signInWithCode(elsewhere.gate, visit, recoveryCodes[0] ?? '')).rejects.toMatchObject(says);
      const input = { accountId, resetsSecondFactor: true };
      const { code } = await perform(door.stage, operatorOf(DISTRICT), { useCase: resetAtCounter, input });
      const next = { code, password: GOOD_PASSWORD };
      await perform(door.stage, visitorOf(DISTRICT), { useCase: redeemReset, input: next });
      const again = await enrolled(elsewhere);
      expect(await findSignedIn(elsewhere.gate, again.visit)).toMatchObject({ needsSecondFactor: false });
    } finally {
      await elsewhere.gate.close();
    }
  });
});

describe('a second factor', () => {
  test('takes each code once', async ({ door }) => {
    await anAccount(door.stage, OFFICER);
    const { key } = await enrolled(door);
    const code = nextCode(key);
    const [one, other] = [await pending(door), await pending(door)];
    expect((await signInWithCode(door.gate, one, code)).kind).toBe('signed-in');
    expect((await signInWithCode(door.gate, other, code)).kind).toBe('refused');
    expect((await signInWithCode(door.gate, one, code)).kind).toBe('refused');
    const earlier = totpAt(key, stepAt(Temporal.Now.instant()));
    expect((await signInWithCode(door.gate, await pending(door), earlier)).kind).toBe('refused');
  });

  test('of two people with one code at once lets one in', async ({ door }) => {
    await anAccount(door.stage, OFFICER);
    const { key } = await enrolled(door);
    const visits = [await pending(door), await pending(door)];
    const answers = await Promise.all(visits.map((visit) => signInWithCode(door.gate, visit, nextCode(key))));
    expect(answers.map(({ kind }) => kind).toSorted()).toEqual(['refused', 'signed-in']);
  });

  test('is locked after wrong codes, across sign-ins', async ({ door }) => {
    await anAccount(door.stage, OFFICER);
    const { key } = await enrolled(door);
    const kinds: string[] = [];
    for (let round = 0; round < 6; round += 1) {
      kinds.push((await signInWithCode(door.gate, await pending(door), '123456')).kind);
    }
    expect(kinds).toEqual([...Array<string>(5).fill('refused'), 'locked']);
    expect((await signInWithCode(door.gate, await pending(door), nextCode(key))).kind).toBe('locked');
  });

  test('has recovery codes that open once each, however they are typed', async ({ door }) => {
    await anAccount(door.stage, OFFICER);
    const { recoveryCodes, visit } = await enrolled(door);
    expect(new Set(recoveryCodes).size).toBe(10);
    const [first = '', second = ''] = recoveryCodes;
    const typed = first.toLowerCase().replaceAll('-', ' ');
    expect((await signInWithCode(door.gate, await pending(door), typed)).kind).toBe('signed-in');
    expect((await signInWithCode(door.gate, await pending(door), first)).kind).toBe('refused');

    const signedIn = await findSignedIn(door.gate, visit);
    if (signedIn === undefined) throw new Error('not signed in');
    expect(await renewRecoveryCodes(door.gate, visit, { signedIn, password: 'not this one' })).toBeUndefined();
    const renewed = await renewRecoveryCodes(door.gate, visit, { signedIn, password: GOOD_PASSWORD });
    expect(renewed).toHaveLength(10);
    expect((await signInWithCode(door.gate, await pending(door), second)).kind).toBe('refused');
    expect((await signInWithCode(door.gate, await pending(door), renewed?.[0] ?? '')).kind).toBe('signed-in');
  });

  test('lies encrypted in the store', async ({ door }) => {
    await anAccount(door.stage, OFFICER);
    const { key, recoveryCodes } = await enrolled(door);
    const { rows } = await sql`select secret, recovery_codes from kernel.account_second_factor`.execute(
      door.stage.database,
    );
    const kept = JSON.stringify(rows);
    for (const secret of [key, recoveryCodes[0] ?? '']) expect(kept).not.toContain(secret);
  });

  test('is for whoever wants one, and can be given up again', async ({ door }) => {
    await anAccount(door.stage);
    const { visit } = await enrolled(door);
    const signedIn = await findSignedIn(door.gate, visit);
    if (signedIn === undefined) throw new Error('not signed in');
    expect(await removeSecondFactor(door.gate, visit, { signedIn, password: 'not this one' })).toBeUndefined();
    expect(await removeSecondFactor(door.gate, visit, { signedIn, password: GOOD_PASSWORD })).toBeDefined();
    expect((await signIn(door.gate, aVisit(), WHO)).kind).toBe('signed-in');
  });

  test('goes with a lost phone, by a code from the counter', async ({ door }) => {
    const accountId = await anAccount(door.stage, OFFICER);
    const { visit } = await enrolled(door);
    const input = { accountId, resetsSecondFactor: true };
    const { code } = await perform(door.stage, actorWith('admin', DISTRICT), { useCase: resetAtCounter, input });
    const next = { code, password: 'another good sentence' };
    await perform(door.stage, visitorOf(DISTRICT), { useCase: redeemReset, input: next });
    expect(await findSignedIn(door.gate, visit)).toBeUndefined();
    const answer = await signIn(door.gate, aVisit(), { ...WHO, password: next.password });
    expect(answer.kind).toBe('signed-in');
  });
});

describe('a password', () => {
  test('is changed by whoever knows it, for a good one, and ends all other sessions', async ({ door }) => {
    await anAccount(door.stage);
    const [{ visit, signedIn }, other] = [await half(door), await half(door)];
    const change = (present: string, next: string) => changePassword(door.gate, visit, { signedIn, present, next });
    await expect(change(GOOD_PASSWORD, 'zhang.wei zhang.wei')).rejects.toMatchObject({ code: 'account.bad-password' });
    expect(await change('not this one', 'another good sentence')).toBe(false);
    expect(await change(GOOD_PASSWORD, 'another good sentence')).toBe(true);
    expect(await findSignedIn(door.gate, visit)).toBeDefined();
    expect(await findSignedIn(door.gate, other.visit)).toBeUndefined();
    expect((await signIn(door.gate, aVisit(), WHO)).kind).toBe('refused');
    const next = { ...WHO, password: 'ａnother good sentence' };
    expect((await signIn(door.gate, aVisit(), next)).kind).toBe('signed-in');
  });

  test('is not guessed in a session that somebody left open', async ({ door }) => {
    await anAccount(door.stage);
    const { visit, signedIn } = await half(door);
    for (let round = 0; round < 5; round += 1) {
      await changePassword(door.gate, visit, { signedIn, present: `guess ${round}`, next: 'another good sentence' });
    }
    const right = { signedIn, present: GOOD_PASSWORD, next: 'another good sentence' };
    expect(await changePassword(door.gate, visit, right)).toBe(false);
  });
});

describe('an account of a demonstration', () => {
  const input = { ...DEMONSTRATION, ...OFFICER, name: '周敏', userName: 'shiqiao', key: SECRET };

  test('is made nowhere else', async ({ door }) => {
    const call = perform(door.stage, operatorOf(DISTRICT), { useCase: openDemonstrationAccount, input });
    await expect(call).rejects.toMatchObject({ kind: 'forbidden', code: 'account.not-a-demonstration' });
    await sql`insert into kernel.setting (name, value) values ('mode', 'production')`.execute(door.stage.database);
    const again = perform(door.stage, operatorOf(DISTRICT), { useCase: openDemonstrationAccount, input });
    await expect(again).rejects.toMatchObject({ kind: 'forbidden' });
  });

  test('signs in as all do, with the code that everybody sees, also twice in half a minute', async ({ door }) => {
    await sql`insert into kernel.setting (name, value) values ('mode', 'demo')`.execute(door.stage.database);
    await perform(door.stage, operatorOf(DISTRICT), { useCase: openDemonstrationAccount, input });
    for (let round = 0; round < 2; round += 1) {
      const first = await signIn(door.gate, aVisit(), { identifier: 'shiqiao', password: DEMONSTRATION.password });
      if (first.kind !== 'second-factor') throw new Error(first.kind);
      const code = totpAt(DEMONSTRATION.totpSecret, stepAt(Temporal.Now.instant()));
      expect((await signInWithCode(door.gate, nextVisit(aVisit(), first.cookies), code)).kind).toBe('signed-in');
    }
  });
});
