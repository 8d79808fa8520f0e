import { type Office } from '../office.server.ts';
import { regionLevel } from '#kernel/contract.ts';
import { findRegionsWithin } from '#kernel/index.server.ts';

/** The towns of the actor's region, by their codes. */
export async function findTowns({ stage, actor }: Pick<Office, 'stage' | 'actor'>) {
  const regions = await stage.database.transaction().execute((tx) => findRegionsWithin(tx, actor.region));
  return regions.filter(({ code }) => regionLevel(code) === 'town');
}
