import { type Actor, ask, officeGrants, readRegionNames } from '#kernel/index.server.ts';
import { countToDo, listBatches } from '#modules/deputies/index.server.ts';
import { signedInOr } from '../visit.server.ts';
import { officeOf } from './office.server.ts';
import type { LayoutServerLoad } from './$types';

const IMPORTS: readonly string[] = ['district-officer', 'town-officer'];
const NONE = { total: 0, items: [] };

function batchesFor({ stage, actor }: { readonly stage: App.Locals['stage']; readonly actor: Actor }) {
  const isTheirs = IMPORTS.includes(actor.role);
  return isTheirs ? ask(stage, actor, { query: listBatches, input: { limit: 20 } }) : { waiting: NONE, latest: NONE };
}

export const load: LayoutServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const signedIn = signedInOr(event);
  const regions = await ask(stage, event.locals.actor, { query: readRegionNames, input: {} });
  const nameOf = (region: string): string => regions[region] ?? '';
  const isReader = countToDo.by.some((role) => role === actor.role);
  return {
    /** How many wait in each way; undefined for whoever has no business with it. */
    counts: isReader ? await ask(stage, actor, { query: countToDo, input: {} }) : undefined,
    batches: await batchesFor({ stage, actor }),
    /** Who works here, and as what. */
    acting: { name: signedIn.name, role: actor.role, place: nameOf(actor.region), unit: actor.unit ?? null },
    capacities: officeGrants(signedIn).map(({ id, role, region, unit }) => ({ id, role, unit, place: nameOf(region) })),
  };
};
