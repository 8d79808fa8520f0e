import { z } from 'zod';
import { RegionCode, districtCode } from '../../values/region-code.ts';
import { dayOf } from '../../values/time.ts';
import { typed } from '../../values/typed.ts';
import { isWithin } from '../../values/region-code.ts';
import type { Scene } from '../../use-case/define-use-case.ts';
import { accountErrors } from '../domain/account-errors.ts';
import { GRANTABLE_ROLES, requiresUnit, suits } from '../domain/roles.ts';
import { pinyinOf } from '../../people/domain/pinyin.ts';
import { savePeople } from '../../people/store/people.ts';
import { seeingAll } from '../../use-case/store/bounds.ts';
import { type Account, findAccount, findNamesakes, findPersonName } from '../store/accounts.ts';
import { type Grant, findGrants } from '../store/grants.ts';

export const GrantableRoleSchema = z.enum(GRANTABLE_ROLES);
export const PersonName = typed({ max: 40 });
/** A station's or a deputy group's name. */
export const Unit = typed({ max: 80 });

/** What a role is given for. */
export const Place = z.object({
  role: GrantableRoleSchema,
  region: RegionCode,
  unit: Unit.nullable().default(null),
});

/** @throws Problem `invalid` when the role cannot be given for that region, or its unit is missing */
export function requirePlace({ role, region, unit }: z.output<typeof Place>): void {
  if (!suits(role, region)) throw accountErrors.wrongLevel();
  if (requiresUnit(role) && unit === null) throw accountErrors.unitNeeded();
}

/** A new account's or grant's first day, by the machine's calendar: roles are no part of a demonstration's past. */
export function todayOf({ recordedAt }: Scene): string {
  return dayOf(recordedAt);
}

export interface Held {
  readonly account: Account;
  readonly grants: readonly Grant[];
}

/** An account opened within the actor's region, with the roles that it holds now or later. @throws Problem `not-found` */
export async function getAccountHere(scene: Scene, accountId: string): Promise<Held> {
  const account = await findAccount(scene.tx, accountId);
  if (account === undefined || !isWithin(account.region, scene.actor.region)) throw accountErrors.notFound();
  return { account, grants: await findGrants(scene.tx, [accountId], todayOf(scene)) };
}

/** @throws Problem `invalid` when the district of a region has nobody by that id */
export async function requirePerson({ tx }: Scene, region: RegionCode, personId: string): Promise<void> {
  const name = await findPersonName(tx, districtCode(region), personId);
  if (name === undefined) throw accountErrors.personNotFound();
}

/** What says who somebody is whose account is opened, or gets a role: one of those of the name, or none of them. */
export const WhichPerson = z.object({
  personId: z.uuid().nullable().default(null),
  /** That those of the same name have been looked at, and none of them is it. */
  isNoneOfThem: z.boolean().default(false),
});

/** Roles of the system itself: nobody promises or verifies in them. */
const OF_THE_SYSTEM: readonly string[] = ['admin', 'security', 'auditor'];

/**
 * Else a deputy who is an officer too would be two persons, and could verify what they promised.
 * @throws Problem `conflict` when there are others of the name, and nobody has said whether it is one of them
 */
export async function requireKnownPerson(
  scene: Scene,
  of: { readonly role: string; readonly region: RegionCode; readonly name: string } & z.output<typeof WhichPerson>,
): Promise<void> {
  if (of.isNoneOfThem || of.personId !== null || OF_THE_SYSTEM.includes(of.role)) return;
  const namesakes = await findNamesakes(scene.tx, districtCode(of.region), of.name);
  if (namesakes.length > 0) throw accountErrors.personUnclear();
}

const JUDGES: readonly string[] = ['district-officer', 'town-officer', 'station-clerk'];

/**
 * The person behind a new account. Whoever verifies has to be somebody, so that it is another person than who promised:
 * an officer whom the office did not know before becomes a person with the account.
 */
export async function personBehind(
  scene: Scene,
  of: { readonly region: RegionCode; readonly role: string; readonly personId: string | null; readonly name: string },
): Promise<{ readonly district: string; readonly id: string } | null> {
  const district = districtCode(of.region);
  if (of.personId !== null) return { district, id: of.personId };
  if (!JUDGES.includes(of.role)) return null;
  const id = scene.newId();
  const unsaid = { phone: null, sex: null, birthMonth: null, ethnicity: null };
  const person = { id, name: of.name, ...pinyinOf(of.name), ...unsaid };
  // An invitation is redeemed by somebody who has no account yet.
  await seeingAll(scene.tx, () => savePeople(scene.tx, district, [person]));
  return { district, id };
}

interface Seen {
  readonly region: RegionCode;
  readonly subject: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** Accounts are nobody's business but the trail's: the public journal never hears of them. */
export function onTrail<Result>(result: Result, ...trail: readonly Seen[]) {
  return { result, record: [], trail };
}
