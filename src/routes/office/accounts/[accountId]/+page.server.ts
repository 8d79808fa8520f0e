import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { Problem } from '#kernel/contract.ts';
import {
  ask,
  changeSignInName,
  disableAccount,
  enableAccount,
  grantRole,
  linkAccount,
  perform,
  readAccount,
  readRegionNames,
  resetAtCounter,
  revokeRole,
} from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { fieldsOf, orNull, orSay } from '../../../door.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import { type Office, officeOf } from '../../office.server.ts';
import { withoutAction } from '../../query.ts';
import { sheetOf } from '../codes.server.ts';
import { isUnknownUnit, namesakesOf, placesOf } from '../places.server.ts';
import type { Actions, PageServerLoad, RequestEvent } from './$types';

function accountIdOf({ params }: Pick<RequestEvent, 'params'>): string {
  if (z.uuid().safeParse(params.accountId).success) return params.accountId;
  const says = { zh: '没有这个账号。', en: 'There is no such account.' };
  throw new Problem('not-found', 'account.not-found', { says });
}

export const load: PageServerLoad = async (event) => {
  const office = await officeOf(event);
  readNoQuery(withoutAction(event.url));
  const { stage, actor } = office;
  const input = { accountId: accountIdOf(event) };
  const { account, grants } = await ask(stage, actor, { query: readAccount, input });
  const places = await placesOf(office);
  return {
    ...{ account, grants, isOwn: account.id === actor.id },
    ...{ mayGrant: ['admin', 'district-officer'].includes(actor.role), mayClose: actor.role === 'admin' },
    ...{ mayReset: ['admin', 'district-officer', 'town-officer'].includes(actor.role) },
    ...{ ...places, unknownUnits: grants.filter((grant) => isUnknownUnit(places.units, grant)).map(({ id }) => id) },
    seesSecurity: ['security', 'auditor'].includes(actor.role),
    names: await ask(stage, event.locals.actor, { query: readRegionNames, input: {} }),
  };
};

async function changed(event: RequestEvent, change: (office: Office, accountId: string) => Promise<unknown>) {
  const office = await officeOf(event);
  const accountId = accountIdOf(event);
  const answer = await orSay(async () => {
    await change(office, accountId);
    return undefined;
  });
  if (answer !== undefined) return answer;
  redirect(303, hrefOf(event.locals.locale, `/office/accounts/${accountId}`));
}

export const actions: Actions = {
  grant: (event) =>
    changed(event, async ({ stage, actor }, accountId) => {
      const field = await fieldsOf(event);
      const place = { role: field('role'), region: field('region'), unit: orNull(field('unit')) };
      const input = { accountId, ...place, isNoneOfThem: field('isNoneOfThem') === 'yes' };
      await perform(stage, actor, { useCase: grantRole, input });
    }),
  /** Looks up everybody of the name, so that the account is linked to the right one. */
  find: async (event) => {
    const office = await officeOf(event);
    const name = (await fieldsOf(event))('name');
    const people = await orSay(() => namesakesOf(office, name));
    return 'status' in people ? people : { people, name };
  },
  link: (event) =>
    changed(event, async ({ stage, actor }, accountId) => {
      const input = { accountId, personId: (await fieldsOf(event))('personId') };
      await perform(stage, actor, { useCase: linkAccount, input });
    }),
  rename: (event) =>
    changed(event, async ({ stage, actor }, accountId) => {
      const field = await fieldsOf(event);
      const input = { accountId, userName: orNull(field('userName')), phone: orNull(field('phone')) };
      await perform(stage, actor, { useCase: changeSignInName, input });
    }),
  revoke: (event) =>
    changed(event, async ({ stage, actor }) => {
      const input = { grantId: (await fieldsOf(event))('grantId') };
      await perform(stage, actor, { useCase: revokeRole, input });
    }),
  disable: (event) =>
    changed(event, ({ stage, actor }, accountId) =>
      perform(stage, actor, { useCase: disableAccount, input: { accountId } }),
    ),
  enable: (event) =>
    changed(event, ({ stage, actor }, accountId) =>
      perform(stage, actor, { useCase: enableAccount, input: { accountId } }),
    ),
  reset: async (event) => {
    const { stage, actor } = await officeOf(event);
    const resetsSecondFactor = (await fieldsOf(event))('resetsSecondFactor') === 'yes';
    const input = { accountId: accountIdOf(event), resetsSecondFactor };
    const answer = await orSay(() => perform(stage, actor, { useCase: resetAtCounter, input }));
    return 'status' in answer ? answer : { sheet: await sheetOf(event, { kind: 'reset', ...answer }) };
  },
};
