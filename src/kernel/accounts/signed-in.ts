import { Problem } from '../values/problem.ts';
import { type RegionCode, districtCode } from '../values/region-code.ts';
import type { Actor } from '../use-case/define-use-case.ts';
import { isOfficeRole } from './domain/roles.ts';
import type { Grant } from './store/grants.ts';

/** Who is signed in, as every request finds out anew. */
export interface SignedIn {
  readonly accountId: string;
  readonly sessionId: string;
  readonly personId: string | null;
  readonly name: string;
  /** The roles that hold today. */
  readonly grants: readonly Grant[];
  /** A role asks for a second factor that this session has not proven: nothing opens but the page that asks for it. */
  readonly needsSecondFactor: boolean;
  /** Whether the account has one. */
  readonly hasSecondFactor: boolean;
}

function actorOf({ accountId, personId }: SignedIn, grant: Grant, region: RegionCode = grant.region): Actor {
  const { role, unit } = grant;
  return { id: accountId, role, region, ...(personId !== null && { personId }), ...(unit !== null && { unit }) };
}

function deputysActor(signedIn: SignedIn, grant: Grant): Actor {
  return actorOf(signedIn, grant, districtCode(grant.region).padEnd(12, '0') as RegionCode);
}

/** In which capacities somebody may act; none before the second factor that a role asks for. */
export function actorsOf(signedIn: SignedIn): Actor[] {
  if (signedIn.needsSecondFactor) return [];
  return signedIn.grants.map((grant) =>
    grant.role === 'deputy' ? deputysActor(signedIn, grant) : actorOf(signedIn, grant),
  );
}

function none(): Problem {
  const says = {
    zh: '您的账号没有可以打开这一页的角色。需要时请联系管理员。',
    en: 'Your account has no role that opens this page. Ask an administrator if you need one.',
  };
  return new Problem('forbidden', 'account.no-role', { says });
}

/** The grants in which somebody may work in the office. */
export function officeGrants({ grants, needsSecondFactor }: SignedIn): Grant[] {
  return needsSecondFactor ? [] : grants.filter(({ role }) => isOfficeRole(role));
}

/**
 * Somebody in the office role that they chose, else in their first one.
 * @throws Problem `forbidden` when they have none
 */
export function officeActor(signedIn: SignedIn, chosenGrantId: string | undefined): Actor {
  const grants = officeGrants(signedIn);
  const grant = grants.find(({ id }) => id === chosenGrantId) ?? grants[0];
  if (grant === undefined) throw none();
  return actorOf(signedIn, grant);
}

/** Somebody as the deputy that they are. @throws Problem `forbidden` when they are none */
export function deputyActor(signedIn: SignedIn): Actor {
  const grant = signedIn.grants.find(({ role }) => role === 'deputy');
  if (grant === undefined || signedIn.personId === null || signedIn.needsSecondFactor) throw none();
  return deputysActor(signedIn, grant);
}
