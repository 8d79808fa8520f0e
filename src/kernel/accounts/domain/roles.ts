import { type RegionCode, isWithin, regionLevel } from '../../values/region-code.ts';

/** The roles that an account can be given. The others stand for the machine and for anybody. */
export const GRANTABLE_ROLES = [
  'admin',
  'security',
  'auditor',
  'district-officer',
  'town-officer',
  'station-clerk',
  'group-leader',
  'deputy',
] as const;
export type GrantableRole = (typeof GRANTABLE_ROLES)[number];

/** Roles whose pages are the office's. */
const OFFICE: readonly string[] = GRANTABLE_ROLES.filter((role) => role !== 'deputy');
/** Nobody who runs, guards or checks the system also does its business, or two of the three (separation of duties). */
const EXCLUSIVE: readonly string[] = ['admin', 'security', 'auditor'];
/** Roles that see or change what is other people's: a password alone is not enough for them. */
const STRONG: readonly string[] = [...EXCLUSIVE, 'district-officer', 'town-officer', 'station-clerk'];
/** Roles for a part of a region, which is named. */
const OF_A_UNIT: readonly string[] = ['station-clerk', 'group-leader'];

export function isOfficeRole(role: string): boolean {
  return OFFICE.includes(role);
}

export function requiresSecondFactor(roles: readonly string[]): boolean {
  return roles.some((role) => STRONG.includes(role));
}

export function requiresUnit(role: string): boolean {
  return OF_A_UNIT.includes(role);
}

/** Whether one account may hold all of some roles. */
export function mayCombine(roles: readonly string[]): boolean {
  const different = [...new Set(roles)];
  return different.length < 2 || !different.some((role) => EXCLUSIVE.includes(role));
}

/** Whether a role can be given for a region of that level: a town's officer for a town, a district's for a district. */
export function suits(role: GrantableRole, region: RegionCode): boolean {
  const level = regionLevel(region);
  if (role === 'district-officer') return level === 'district';
  if (role === 'town-officer') return level === 'town';
  if (role === 'deputy' || role === 'group-leader') return ['district', 'town'].includes(level);
  return role !== 'station-clerk' || ['town', 'village'].includes(level);
}

const GIVES: Readonly<Record<string, readonly string[]>> = {
  operator: GRANTABLE_ROLES,
  admin: GRANTABLE_ROLES,
  'district-officer': ['deputy', 'group-leader'],
};

/** Whether somebody acting in one role for one region may give another role for another region, or take it away. */
export function mayGive(
  actor: { readonly role: string; readonly region: RegionCode },
  given: { readonly role: string; readonly region: RegionCode },
): boolean {
  return (GIVES[actor.role] ?? []).includes(given.role) && isWithin(given.region, actor.region);
}

const RESETS: Readonly<Record<string, readonly string[]>> = {
  operator: GRANTABLE_ROLES,
  admin: GRANTABLE_ROLES,
  'district-officer': ['deputy', 'group-leader'],
  'town-officer': ['deputy'],
};

interface Held {
  readonly role: string;
  readonly region: RegionCode;
}

/** Whether a printed code for a new password may be made: for each role that the account holds, or none. */
export function mayReset(actor: Held, account: { readonly region: RegionCode; readonly grants: readonly Held[] }) {
  const roles = RESETS[actor.role] ?? [];
  const isTheirs = ({ role, region }: Held) => roles.includes(role) && isWithin(region, actor.region);
  return roles.length > 0 && isWithin(account.region, actor.region) && account.grants.every(isTheirs);
}

/** How long a session lives: unused, and at most. */
export interface SessionLimits {
  readonly idleMinutes: number;
  readonly longestMinutes: number;
}

const HOUR = 60;
const DAY = 24 * HOUR;

/** An office's screen is left open before visitors, a deputy's phone lies in a pocket. */
export function sessionLimits(roles: readonly string[]): SessionLimits {
  return roles.some(isOfficeRole)
    ? { idleMinutes: 30, longestMinutes: 12 * HOUR }
    : { idleMinutes: 7 * DAY, longestMinutes: 30 * DAY };
}

/** When a session that is used now will end: after the time unused, and never later than its longest. */
export function sessionEnd(limits: SessionLimits, begun: Temporal.Instant, now: Temporal.Instant): Temporal.Instant {
  const idle = now.add({ minutes: limits.idleMinutes });
  const last = begun.add({ minutes: limits.longestMinutes });
  return Temporal.Instant.compare(idle, last) < 0 ? idle : last;
}
