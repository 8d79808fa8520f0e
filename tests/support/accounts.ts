import { sql } from 'kysely';
import { inject } from 'vitest';
import { RegionCode } from '../../src/kernel/contract.ts';
import {
  type Actor,
  type Gate,
  type Stage,
  type Visit,
  createInvitation,
  openGate,
  perform,
  redeemInvitation,
  withCookies,
} from '../../src/kernel/index.server.ts';
import { APPLICATION_ROLE } from '../../src/platform/database/application-role.ts';
import { DISTRICT, operatorOf, visitorOf, test as withStage } from './deputies.ts';

export const GOOD_PASSWORD = 'lanterns over the quiet river';

/** The machine's clock, moved by as much as a test says. */
export interface MovableClock {
  forward: (duration: Temporal.DurationLike) => void;
}

export const SECRET = 's'.repeat(40);

export interface Door {
  readonly gate: Gate;
  readonly stage: Stage;
  readonly clock: MovableClock;
}

/** A door on a database that a test has made, by a clock of its own. */
export async function openDoor(stage: Stage, more: Partial<Parameters<typeof openGate>[0]> = {}): Promise<Door> {
  const { rows } = await sql<{ name: string }>`select current_database() as name`.execute(stage.database);
  const connection = { host: inject('socketFolder'), user: APPLICATION_ROLE, database: rows[0]?.name };
  let ahead = Temporal.Duration.from({ seconds: 0 });
  const now = () => Temporal.Now.instant().add(ahead);
  const own: Stage = { ...stage, now, recordedNow: now };
  const settings = { stage: own, connection, secret: SECRET, origin: undefined, oidc: undefined, ...more };
  const clock: MovableClock = {
    forward: (duration) => {
      ahead = ahead.add(duration);
    },
  };
  return { gate: openGate(settings), clock, stage: own };
}

/** A test with a door: the sign-in library on the test's own database, by the machine's clock. */
export const test = withStage.extend<{ door: Door }>({
  door: async ({ stage }, use) => {
    const door = await openDoor(stage);
    await use(door);
    await door.gate.close();
  },
});

export function aVisit(given: Partial<{ address: string; cookie: string }> = {}): Visit {
  const { address = '192.0.2.1', cookie } = given;
  const headers = new Headers({ 'x-jiannuo-address': address, 'user-agent': 'test' });
  if (cookie !== undefined) headers.set('cookie', cookie);
  return { headers, address, isSecure: false };
}

/** The next visit of a browser that was given some cookies. */
export function nextVisit(visit: Visit, cookies: Parameters<typeof withCookies>[1]): Visit {
  return { ...visit, headers: withCookies(visit.headers, cookies) };
}

export interface GivenAccount {
  readonly role: string;
  readonly region: string;
  readonly userName: string;
  readonly password: string;
  readonly unit: string | null;
  readonly personId: string | null;
}

/** An account, opened by an invitation as everybody's is. @returns its id */
export async function anAccount(stage: Stage, given: Partial<GivenAccount> = {}): Promise<string> {
  const { role = 'group-leader', region = DISTRICT, unit = '第一小组', personId = null } = given;
  const { userName = 'zhang.wei', password = GOOD_PASSWORD } = given;
  const invite = { role, region: RegionCode.parse(region), unit, personId, name: '张伟', isNoneOfThem: true };
  const { code } = await perform(stage, operatorOf(DISTRICT), { useCase: createInvitation, input: invite });
  const input = { code, name: '张伟', userName, password };
  return (await perform(stage, visitorOf(DISTRICT), { useCase: redeemInvitation, input })).accountId;
}

export function actorWith(role: Actor['role'], region: string, id = role as string): Actor {
  return { id, role, region: RegionCode.parse(region) };
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** What an authenticator makes of the secret that it has scanned. */
export function keyOf(secret: string): string {
  const bits = Array.from(secret, (sign) => sign)
    .map((sign) => BASE32.indexOf(sign).toString(2).padStart(5, '0'))
    .join('');
  return String.fromCharCode(...(bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2)));
}
