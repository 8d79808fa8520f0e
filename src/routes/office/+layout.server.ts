import {
  type Actor,
  type Role,
  ask,
  listOutbox,
  listWaiting,
  officeGrants,
  readInbox,
  readRegionNames,
} from '#kernel/index.server.ts';
import { countToDo, listBatches } from '#modules/deputies/index.server.ts';
import { signedInOr } from '../visit.server.ts';
import { GROUPS } from './notices/groups.ts';
import { officeOf } from './office.server.ts';
import type { LayoutServerLoad } from './$types';

const IMPORTS: readonly string[] = ['district-officer', 'town-officer'];
const NONE = { total: 0, items: [] };

interface Office {
  readonly stage: App.Locals['stage'];
  readonly actor: Actor;
}

function batchesFor({ stage, actor }: Office) {
  const isTheirs = IMPORTS.includes(actor.role);
  return isTheirs ? ask(stage, actor, { query: listBatches, input: { limit: 20 } }) : { waiting: NONE, latest: NONE };
}

const isFor = (by: readonly Role[], { role }: Actor): boolean => by.includes(role);

/** How many photos wait to be looked at; undefined for whoever has no business with them. */
async function photosFor({ stage, actor }: Office): Promise<number | undefined> {
  if (!isFor(listWaiting.by, actor)) return undefined;
  return (await ask(stage, actor, { query: listWaiting, input: { limit: 0 } })).total;
}

/** How many notices could not be delivered. */
async function failingFor({ stage, actor }: Office): Promise<number | undefined> {
  if (!isFor(listOutbox.by, actor)) return undefined;
  const { states } = await ask(stage, actor, { query: listOutbox, input: { states: [...GROUPS.failing], limit: 1 } });
  return GROUPS.failing.reduce((sum: number, state) => sum + (states[state] ?? 0), 0);
}

export const load: LayoutServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const signedIn = signedInOr(event);
  const regions = await ask(stage, event.locals.actor, { query: readRegionNames, input: {} });
  const nameOf = (region: string): string => regions[region] ?? '';
  return {
    /** How many wait in each way; undefined for whoever has no business with it. */
    counts: isFor(countToDo.by, actor) ? await ask(stage, actor, { query: countToDo, input: {} }) : undefined,
    batches: await batchesFor({ stage, actor }),
    photos: await photosFor({ stage, actor }),
    failing: await failingFor({ stage, actor }),
    unread: (await ask(stage, actor, { query: readInbox, input: { limit: 0 } })).unread,
    /** Who works here, and as what. */
    acting: { name: signedIn.name, role: actor.role, place: nameOf(actor.region), unit: actor.unit ?? null },
    capacities: officeGrants(signedIn).map(({ id, role, region, unit }) => ({ id, role, unit, place: nameOf(region) })),
  };
};
