import { OAuth2Server } from 'oauth2-mock-server';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import {
  type Door,
  GOOD_PASSWORD,
  aVisit,
  actorWith,
  anAccount,
  nextVisit,
  openDoor,
} from '#tests/support/accounts.ts';
import { DISTRICT, SHIQIAO, test as withStage } from '#tests/support/deputies.ts';
import { perform } from '../use-case/define-use-case.ts';
import { cookiesOf } from './gate.ts';
import { beginOidc, findSignedIn, finishOidc, signIn } from './sign-in.ts';
import { disableAccount } from './use-cases/disable-account.ts';

const ORIGIN = 'https://pledges.example';
const SECURE = { ...aVisit(), isSecure: true };

interface Sign {
  readonly door: Door;
  /** What the government's sign-on says of whoever comes next. */
  readonly says: (claims: Readonly<Record<string, unknown>>) => void;
}

const test = withStage.extend<{ sign: Sign }>({
  sign: async ({ stage }, use) => {
    const server = new OAuth2Server();
    await server.issuer.keys.generate('RS256');
    await server.start(0, 'localhost');
    let claims: Readonly<Record<string, unknown>> = {};
    server.service.on('beforeTokenSigning', (token: { payload: Record<string, unknown> }) => {
      Object.assign(token.payload, claims);
    });
    server.service.on('beforeUserinfo', (answer: { body: Record<string, unknown> }) => {
      answer.body = { ...claims };
    });
    const oidc = {
      ...{ issuer: server.issuer.url ?? '', clientId: 'jiannuo', clientSecret: 'hidden' },
      ...{ label: '统一身份认证', claim: 'preferred_username' },
    };
    const door = await openDoor(stage, { origin: ORIGIN, oidc });
    await use({
      door,
      says: (given) => {
        claims = { aud: 'jiannuo', ...given };
      },
    });
    await door.gate.close();
    await server.stop();
  },
});

/** Goes to the sign-on and comes back. */
async function goThrough(
  { door: { gate } }: Sign,
  change: (search: URLSearchParams) => void = () => undefined,
  from = SECURE,
) {
  const begun = await beginOidc(gate, from, '/office');
  if (begun === undefined) throw new Error('not begun');
  const there = await fetch(begun.url, { redirect: 'manual' });
  const back = new URL(there.headers.get('location') ?? '');
  expect(back.origin + back.pathname).toBe(`${ORIGIN}/sign-in/auth/callback/government`);
  change(back.searchParams);
  const visit = nextVisit(from, begun.cookies);
  const answer = await finishOidc(gate, visit, back.search);
  const next = nextVisit(visit, cookiesOf(answer.headers));
  return { location: answer.headers.get('location'), signedIn: await findSignedIn(gate, next), begun, back, visit };
}

describe('the government’s sign-on', () => {
  test('lets in whoever was invited under what it says, and knows them by their subject from then on', async ({
    sign,
  }) => {
    const accountId = await anAccount(sign.door.stage);
    sign.says({ sub: 'gov-1', preferred_username: 'Zhang.Wei' });
    const first = await goThrough(sign);
    expect([first.location, first.signedIn?.accountId]).toEqual([`/office`, accountId]);
    const { rows } = await sql`select account_id, event, method from kernel.sign_in_event`.execute(
      sign.door.stage.database,
    );
    expect(rows).toEqual([{ account_id: accountId, event: 'signed-in', method: 'oidc' }]);
    sign.says({ sub: 'gov-1', preferred_username: 'renamed' });
    expect((await goThrough(sign)).signedIn?.accountId).toBe(accountId);
  });

  test('ends the session that the browser brings along, and leaves it alone where nobody comes in', async ({
    sign,
  }) => {
    await anAccount(sign.door.stage);
    sign.says({ sub: 'gov-1', preferred_username: 'zhang.wei' });
    const { gate } = sign.door;
    const answer = await signIn(gate, SECURE, { identifier: 'zhang.wei', password: GOOD_PASSWORD });
    if (answer.kind !== 'signed-in') throw new Error(answer.kind);
    const before = nextVisit(SECURE, answer.cookies);
    sign.says({ sub: 'gov-2', preferred_username: 'nobody' });
    expect((await goThrough(sign, undefined, before)).signedIn?.name).toBe('张伟');
    sign.says({ sub: 'gov-1', preferred_username: 'zhang.wei' });
    expect((await goThrough(sign, undefined, before)).signedIn).toBeDefined();
    expect(await findSignedIn(gate, before)).toBeUndefined();
  });

  test('makes no account for anybody', async ({ sign }) => {
    await anAccount(sign.door.stage);
    for (const preferred_username of ['nobody', undefined, 7, 'zhang.wei@account.invalid']) {
      sign.says({ sub: 'gov-2', ...(preferred_username !== undefined && { preferred_username }) });
      const { location, signedIn } = await goThrough(sign);
      expect(signedIn).toBeUndefined();
      expect(location).toContain('/sign-in?refused=oidc');
    }
    const { rows } = await sql<{ n: bigint }>`select count(*) as n from kernel.account`.execute(
      sign.door.stage.database,
    );
    expect(rows).toEqual([{ n: 1n }]);
  });

  test('does not open an account that is closed', async ({ sign }) => {
    const accountId = await anAccount(sign.door.stage);
    sign.says({ sub: 'gov-1', preferred_username: 'zhang.wei' });
    await goThrough(sign);
    const call = { useCase: disableAccount, input: { accountId } };
    await perform(sign.door.stage, actorWith('admin', DISTRICT), call);
    expect((await goThrough(sign)).signedIn).toBeUndefined();
  });

  test('stands for the second factor only where it says that it asked for one', async ({ sign }) => {
    await anAccount(sign.door.stage, { role: 'town-officer', region: SHIQIAO, unit: null });
    sign.says({ sub: 'gov-1', preferred_username: 'zhang.wei', amr: ['pwd'] });
    expect((await goThrough(sign)).signedIn?.needsSecondFactor).toBe(true);
    sign.says({ sub: 'gov-1', preferred_username: 'zhang.wei', amr: ['pwd', 'otp'] });
    expect((await goThrough(sign)).signedIn?.needsSecondFactor).toBe(false);
  });

  test('is not believed with another state, a token for somebody else, or a code used again', async ({ sign }) => {
    await anAccount(sign.door.stage);
    sign.says({ sub: 'gov-1', preferred_username: 'zhang.wei' });
    expect((await goThrough(sign, (search) => search.set('state', 'another'))).signedIn).toBeUndefined();
    expect((await goThrough(sign, (search) => search.delete('state'))).signedIn).toBeUndefined();
    sign.says({ sub: 'gov-1', preferred_username: 'zhang.wei', aud: 'another-client' });
    expect((await goThrough(sign)).signedIn).toBeUndefined();
    sign.says({ sub: 'gov-1', preferred_username: 'zhang.wei', iss: 'https://elsewhere.example' });
    expect((await goThrough(sign)).signedIn).toBeUndefined();
    sign.says({ sub: 'gov-1', preferred_username: 'zhang.wei', nonce: 'another' });
    expect((await goThrough(sign)).signedIn).toBeUndefined();

    sign.says({ sub: 'gov-1', preferred_username: 'zhang.wei' });
    const once = await goThrough(sign);
    expect(once.signedIn).toBeDefined();
    const again = await finishOidc(sign.door.gate, once.visit, once.back.search);
    expect(cookiesOf(again.headers).some(({ name, value }) => name.endsWith('session_token') && value !== '')).toBe(
      false,
    );
  });

  test('is asked with PKCE, a state and a nonce', async ({ sign }) => {
    const begun = await beginOidc(sign.door.gate, SECURE, '/office');
    const asked = new URL(begun?.url ?? '').searchParams;
    expect(asked.get('code_challenge_method')).toBe('S256');
    for (const name of ['code_challenge', 'state', 'nonce']) expect(asked.get(name)?.length, name).toBeGreaterThan(20);
    expect(asked.get('scope')?.split(' ')).toContain('openid');
  });
});
