import type { Bilingual } from '#kernel/contract.ts';
import type { Scene } from '#kernel/index.server.ts';
import { isVerifier, sortClaims } from '../../domain/office/sort-claims.ts';
import { countClaims, findClaims } from '../../store/office/waiting.ts';

/** Claims that wait: how many the actor may verify, which those are, and which are barred to them. */
export interface WaitingClaims {
  readonly count: number;
  /** Undefined for whoever verifies none: then it is all that are claimed. */
  readonly ids: readonly string[] | undefined;
  readonly first: readonly string[];
  readonly barred: ReadonlyMap<string, Bilingual>;
}

export async function claimsOf({ tx, actor }: Pick<Scene, 'tx' | 'actor'>, first: number): Promise<WaitingClaims> {
  if (!isVerifier(actor)) {
    const claims = await countClaims(tx, actor, first);
    return { count: claims.count, ids: undefined, first: claims.first, barred: new Map() };
  }
  const { mine, barred } = sortClaims(actor, await findClaims(tx, actor));
  return { count: mine.length, ids: mine, first: mine.slice(0, first), barred };
}
