import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Door, GOOD_PASSWORD, aVisit, actorWith, anAccount, nextVisit, test } from '#tests/support/accounts.ts';
import { DISTRICT } from '#tests/support/deputies.ts';
import { toInstantText } from '#platform/database/database.ts';
import { perform } from '../use-case/define-use-case.ts';
import type { Visit } from './gate.ts';
import { endOwnSessions, findSignedIn, guardedByAddress, signIn, signOut } from './sign-in.ts';
import { findSessions } from './store/sessions.ts';
import { changeSignInName } from './use-cases/change-sign-in-name.ts';
import { disableAccount } from './use-cases/disable-account.ts';
import { endSessions, releaseLockout } from './use-cases/guard-accounts.ts';
import { redeemReset } from './use-cases/redeem-reset.ts';
import { visitorOf } from '#tests/support/deputies.ts';

const WHO = { identifier: 'Zhang.Wei', password: GOOD_PASSWORD };
const WRONG = { ...WHO, password: 'a wrong one of good length' };

/** Signs in, and gives the next visit of the same browser. */
async function comeIn({ gate }: Door, visit = aVisit(), who = WHO): Promise<Visit> {
  const answer = await signIn(gate, visit, who);
  if (answer.kind !== 'signed-in') throw new Error(`not signed in but ${answer.kind}`);
  return nextVisit(visit, answer.cookies);
}

async function eventsOf({ stage }: Door): Promise<string[]> {
  const { rows } = await sql<{ event: string }>`select event from kernel.sign_in_event order by at, id`.execute(
    stage.database,
  );
  return rows.map(({ event }) => event);
}

async function sessionsOf({ stage }: Door, accountId: string) {
  return findSessions(stage.database, accountId, toInstantText(stage.recordedNow()));
}

describe('signing in', () => {
  test('begins a session that says who it is, in a cookie that no script reads', async ({ door }) => {
    const accountId = await anAccount(door.stage);
    const answer = await signIn(door.gate, aVisit(), WHO);
    if (answer.kind !== 'signed-in') throw new Error(answer.kind);
    expect(answer.cookies).toHaveLength(1);
    const options = { httpOnly: true, sameSite: 'lax', path: '/' };
    expect(answer.cookies[0]).toMatchObject({ name: 'jiannuo.session_token', options });
    const signedIn = await findSignedIn(door.gate, nextVisit(aVisit(), answer.cookies));
    expect(signedIn).toMatchObject({ accountId, name: '张伟', needsSecondFactor: false });
    expect(signedIn?.grants.map(({ role, unit }) => [role, unit])).toEqual([['group-leader', '第一小组']]);
  });

  test('goes by phone too, however it is written, and says by what means', async ({ door }) => {
    const accountId = await anAccount(door.stage);
    const input = { accountId, phone: '13900000001' };
    await perform(door.stage, actorWith('admin', DISTRICT), { useCase: changeSignInName, input });
    for (const identifier of ['13900000001', '+86 139 0000 0001', '１３９０００００００１']) {
      const visit = await comeIn(door, aVisit(), { ...WHO, identifier });
      expect(await findSignedIn(door.gate, visit)).toMatchObject({ accountId });
    }
    expect((await signIn(door.gate, aVisit(), WHO)).kind).toBe('refused');
    const { rows } = await sql`select distinct event, method from kernel.sign_in_event order by event`.execute(
      door.stage.database,
    );
    expect(rows).toEqual([
      { event: 'refused', method: 'password' },
      { event: 'signed-in', method: 'password' },
    ]);
  });

  test('sends its cookie over https alone where the way is secure', async ({ door }) => {
    await anAccount(door.stage);
    const answer = await signIn(door.gate, { ...aVisit(), isSecure: true }, WHO);
    expect(answer).toMatchObject({
      cookies: [{ name: '__Host-jiannuo.session_token', options: { secure: true, path: '/' } }],
    });
  });

  test('refuses a name that nobody has exactly as a wrong password', async ({ door }) => {
    await anAccount(door.stage);
    const known = await signIn(door.gate, aVisit({ address: '192.0.2.2' }), WRONG);
    for (const identifier of ['nobody', '13800000000', '没有这个人', '', 'a@b.example', "' or 1=1 --"]) {
      expect(await signIn(door.gate, aVisit(), { ...WRONG, identifier })).toEqual(known);
    }
    expect(known).toEqual({ kind: 'refused' });
  });

  test('takes as long for a name that nobody has', async ({ door }) => {
    await anAccount(door.stage);
    const time = async (identifier: string, address: string) => {
      const begin = performance.now();
      await signIn(door.gate, aVisit({ address }), { ...WRONG, identifier });
      return performance.now() - begin;
    };
    const [known, unknown]: [number[], number[]] = [[], []];
    for (let round = 0; round < 4; round += 1) {
      known.push(await time('zhang.wei', '192.0.2.3'));
      unknown.push(await time(`nobody${round}`, '192.0.2.4'));
    }
    // Both do one scrypt, which is nearly all of the time; without it the one would take a tenth of the other.
    expect(Math.min(...unknown)).toBeGreaterThan(Math.min(...known) / 3);
  });

  test('gives a new session whatever session the browser brings along', async ({ door }) => {
    const accountId = await anAccount(door.stage);
    const planted = aVisit({ cookie: 'jiannuo.session_token=planted.by-somebody' });
    expect(await findSignedIn(door.gate, planted)).toBeUndefined();
    const first = await comeIn(door, planted);
    const second = await comeIn(door, first);
    expect(first.headers.get('cookie')).not.toContain('planted');
    expect(second.headers.get('cookie')).not.toBe(first.headers.get('cookie'));
    expect(await findSignedIn(door.gate, first)).toBeUndefined();
    expect(await sessionsOf(door, accountId)).toHaveLength(1);
  });

  test('is refused for an account that is closed, whose sessions have ended', async ({ door }) => {
    const accountId = await anAccount(door.stage);
    const visit = await comeIn(door);
    const call = { useCase: disableAccount, input: { accountId } };
    await perform(door.stage, actorWith('security', DISTRICT), call);
    expect(await findSignedIn(door.gate, visit)).toBeUndefined();
    expect(await signIn(door.gate, aVisit(), WHO)).toEqual({ kind: 'refused' });
  });
});

describe('trying passwords', () => {
  test('locks the account, for the right password too, and tells a stranger nothing', async ({ door }) => {
    const accountId = await anAccount(door.stage);
    const answers: string[] = [];
    for (let round = 0; round < 7; round += 1) {
      answers.push((await signIn(door.gate, aVisit({ address: `192.0.2.${round}` }), WRONG)).kind);
    }
    expect(answers).toEqual([...Array<string>(5).fill('refused'), 'locked', 'locked']);
    expect((await signIn(door.gate, aVisit(), WHO)).kind).toBe('locked');
    const strange: string[] = [];
    for (let round = 0; round < 7; round += 1) {
      const visit = aVisit({ address: `192.0.3.${round}` });
      strange.push((await signIn(door.gate, visit, { ...WRONG, identifier: 'nobody' })).kind);
    }
    expect(strange).toEqual(answers);
    expect((await eventsOf(door)).filter((event) => event === 'locked')).toHaveLength(5);

    await perform(door.stage, actorWith('security', DISTRICT), { useCase: releaseLockout, input: { accountId } });
    expect((await signIn(door.gate, aVisit(), WHO)).kind).toBe('signed-in');
  });

  test('waits longer after each failure, and a success begins anew', async ({ door }) => {
    await anAccount(door.stage);
    for (let round = 0; round < 5; round += 1) await signIn(door.gate, aVisit(), WRONG);
    door.clock.forward({ seconds: 61 });
    expect((await signIn(door.gate, aVisit(), WRONG)).kind).toBe('refused');
    door.clock.forward({ seconds: 61 });
    expect((await signIn(door.gate, aVisit(), WHO)).kind).toBe('locked');
    door.clock.forward({ seconds: 60 });
    expect((await signIn(door.gate, aVisit(), WHO)).kind).toBe('signed-in');
    expect((await signIn(door.gate, aVisit(), WRONG)).kind).toBe('refused');
    expect((await signIn(door.gate, aVisit(), WHO)).kind).toBe('signed-in');
  });

  test('at once is not faster: twenty tries are five', async ({ door }) => {
    await anAccount(door.stage);
    const tries = Array.from({ length: 20 }, (_, at) => signIn(door.gate, aVisit({ address: `192.0.4.${at}` }), WRONG));
    const kinds = (await Promise.all(tries)).map(({ kind }) => kind);
    expect(kinds.filter((kind) => kind === 'refused')).toHaveLength(5);
  });

  test('from one address on many names closes the address, not the names', async ({ door }) => {
    await anAccount(door.stage);
    const visit = aVisit({ address: '198.51.100.1' });
    let last = '';
    for (let round = 0; round < 31; round += 1) {
      last = (await signIn(door.gate, visit, { ...WRONG, identifier: `name${round}` })).kind;
    }
    expect(last).toBe('locked');
    expect((await signIn(door.gate, visit, WHO)).kind).toBe('locked');
    expect((await signIn(door.gate, aVisit(), WHO)).kind).toBe('signed-in');
  });

  test('of codes from one address is stopped after thirty', async ({ door }) => {
    const guess = () =>
      guardedByAddress(door.gate, aVisit(), () => {
        const input = { code: '0000-0000-0000-0000', password: GOOD_PASSWORD };
        return perform(door.stage, visitorOf(DISTRICT), { useCase: redeemReset, input });
      }).catch((error: unknown) => (error as { code: string }).code);
    const codes: unknown[] = [];
    for (let round = 0; round < 32; round += 1) codes.push(await guess());
    expect(new Set(codes.slice(0, 30))).toEqual(new Set(['account.bad-code']));
    expect(codes.slice(30)).toEqual(['account.too-many-tries', 'account.too-many-tries']);
  });
});

describe('a session', () => {
  test('that has expired is refused, by the library’s own pool with its own parsers', async ({ door }) => {
    await anAccount(door.stage);
    const visit = await comeIn(door);
    expect(await findSignedIn(door.gate, visit)).toBeDefined();
    await sql`update kernel.account_session set expires_at = now() - interval '1 second'`.execute(door.stage.database);
    expect(await findSignedIn(door.gate, visit)).toBeUndefined();
  });

  test('lives on while it is used, and ends at its longest whatever happens', async ({ door }) => {
    const accountId = await anAccount(door.stage);
    const visit = await comeIn(door);
    const minutesLeft = async () => {
      const [session] = await sessionsOf(door, accountId);
      const end = Temporal.Instant.from(session?.expiresAt ?? '');
      return Math.round(door.stage.recordedNow().until(end).total('minutes'));
    };
    expect(await minutesLeft()).toBe(30);
    door.clock.forward({ minutes: 20 });
    expect(await minutesLeft()).toBe(10);
    await findSignedIn(door.gate, visit);
    expect(await minutesLeft()).toBe(30);
    door.clock.forward({ hours: 11, minutes: 30 });
    await sql`update kernel.account_session set expires_at = now() + interval '1 day'`.execute(door.stage.database);
    await findSignedIn(door.gate, visit);
    expect(await minutesLeft()).toBe(10);
  });

  test('that was ended is refused: by its owner, by security, and by signing out', async ({ door }) => {
    const accountId = await anAccount(door.stage);
    const [one, other, third] = [await comeIn(door), await comeIn(door), await comeIn(door)];
    const own = await findSignedIn(door.gate, one);
    if (own === undefined) throw new Error('not signed in');
    expect(await endOwnSessions(door.gate, one, { signedIn: own, which: 'others' })).toBe(2);
    for (const visit of [other, third]) expect(await findSignedIn(door.gate, visit)).toBeUndefined();

    const next = await comeIn(door);
    const nextSession = (await findSignedIn(door.gate, next))?.sessionId;
    const call = { useCase: endSessions, input: { accountId, sessionId: nextSession } };
    await perform(door.stage, actorWith('security', DISTRICT), call);
    expect(await findSignedIn(door.gate, next)).toBeUndefined();
    expect(await findSignedIn(door.gate, one)).toBeDefined();

    await signOut(door.gate, one, own);
    expect(await findSignedIn(door.gate, one)).toBeUndefined();
    expect((await eventsOf(door)).slice(-3)).toEqual(['sessions-ended', 'signed-in', 'signed-out']);
  });

  test('of somebody else is not ended by knowing its id', async ({ door }) => {
    await anAccount(door.stage);
    await anAccount(door.stage, { userName: 'li.na' });
    const theirs = await comeIn(door);
    const id = (await findSignedIn(door.gate, theirs))?.sessionId ?? '';
    const own = await findSignedIn(door.gate, await comeIn(door, aVisit(), { ...WHO, identifier: 'li.na' }));
    if (own === undefined) throw new Error('not signed in');
    expect(await endOwnSessions(door.gate, aVisit(), { signedIn: own, which: { id } })).toBe(0);
    expect(await findSignedIn(door.gate, theirs)).toBeDefined();
  });

  test('whose cookie was changed by a letter is none', async ({ door }) => {
    await anAccount(door.stage);
    const visit = await comeIn(door);
    const cookie = visit.headers.get('cookie') ?? '';
    const changed = cookie.replace(/=(.)/, (_, letter: string) => `=${letter === 'a' ? 'b' : 'a'}`);
    expect(await findSignedIn(door.gate, aVisit({ cookie: changed }))).toBeUndefined();
    expect(await findSignedIn(door.gate, aVisit({ cookie: cookie.slice(0, -6) }))).toBeUndefined();
  });

  test('is swept away once it has ended', async ({ door }) => {
    await anAccount(door.stage);
    await comeIn(door);
    await sql`update kernel.account_session set expires_at = now() - interval '1 second'`.execute(door.stage.database);
    await door.gate.sweep();
    const { rows } = await sql`select 1 from kernel.account_session`.execute(door.stage.database);
    expect(rows).toEqual([]);
  });
});
