import { fail } from '@sveltejs/kit';
import { createInvitation, perform } from '#kernel/index.server.ts';
import { fieldsOf, orNull, orSay } from '../../../door.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import { officeOf } from '../../office.server.ts';
import { withoutAction } from '../../query.ts';
import { sheetOf } from '../codes.server.ts';
import { namesakesOf, placesOf, whichPerson } from '../places.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

export const load: PageServerLoad = async (event) => {
  readNoQuery(withoutAction(event.url));
  return placesOf(await officeOf(event, createInvitation.by));
};

const KEPT = ['name', 'role', 'region', 'unit', 'personId', 'days'] as const;

async function keptOf(event: RequestEvent) {
  const field = await fieldsOf(event);
  return Object.fromEntries(KEPT.map((name) => [name, field(name)])) as Record<(typeof KEPT)[number], string>;
}

export const actions: Actions = {
  /** Looks up everybody of the name, so that the account is linked to the right one. */
  find: async (event) => {
    const office = await officeOf(event);
    const kept = await keptOf(event);
    const answer = await orSay(() => namesakesOf(office, kept.name));
    return 'status' in answer ? fail(answer.status, { ...answer.data, kept }) : { kept, people: answer };
  },
  invite: async (event) => {
    const office = await officeOf(event);
    const { stage, actor } = office;
    const kept = await keptOf(event);
    const input = {
      ...{ name: kept.name, role: kept.role, region: kept.region, unit: orNull(kept.unit) },
      ...{ ...whichPerson(kept.personId), days: Number(kept.days) },
    };
    const answer = await orSay(() => perform(stage, actor, { useCase: createInvitation, input }));
    if ('status' in answer) {
      // Those of the name are shown at once, so that one of them can be chosen.
      const people = await orSay(() => namesakesOf(office, kept.name));
      return fail(answer.status, { ...answer.data, kept, people: 'status' in people ? [] : people });
    }
    const { code, expiresAt } = answer;
    const sheet = await sheetOf(event, { kind: 'invitation', name: kept.name, code, expiresAt });
    return { sheet };
  },
};
