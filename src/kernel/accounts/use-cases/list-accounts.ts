import { z } from 'zod';
import { typed } from '../../values/typed.ts';
import { defineQuery } from '../../use-case/define-use-case.ts';
import { findAccounts } from '../store/accounts.ts';
import { findGrants } from '../store/grants.ts';
import { findInvitations } from '../store/invitations.ts';
import { getAccountHere, todayOf } from './shared.ts';

const OPEN_INVITATIONS = 200;

/** The accounts of the region with their roles, by name. */
export const listAccounts = defineQuery({
  name: 'kernel.list-accounts',
  input: z.object({
    text: typed({ min: 0, max: 40 }).default(''),
    page: z.number().int().min(1).max(1000).default(1),
    pageSize: z.number().int().min(1).max(100).default(50),
  }),
  by: ['operator', 'admin', 'security', 'auditor', 'district-officer', 'town-officer'],
  async read(scene, { text, page, pageSize }) {
    const { tx, actor } = scene;
    const offset = (page - 1) * pageSize;
    const { items, total } = await findAccounts(tx, { within: actor.region, text, limit: pageSize, offset });
    const ids = items.map(({ id }) => id);
    const grants = await findGrants(tx, ids, todayOf(scene));
    return {
      total,
      items: items.map((account) => ({
        ...account,
        grants: grants.filter(({ accountId }) => accountId === account.id),
      })),
    };
  },
  trail: (_, { items }) => items.map(({ region, id }) => ({ region, subject: id })),
});

/** One account of the region with its roles. */
export const readAccount = defineQuery({
  name: 'kernel.read-account',
  input: z.object({ accountId: z.uuid() }),
  by: ['operator', 'admin', 'security', 'auditor', 'district-officer', 'town-officer'],
  read: (scene, { accountId }) => getAccountHere(scene, accountId),
  trail: (_, { account }) => [{ region: account.region, subject: account.id }],
});

/** The codes of the region that nobody has used yet; the codes themselves are not kept. */
export const listInvitations = defineQuery({
  name: 'kernel.list-invitations',
  input: z.object({}),
  by: ['operator', 'admin', 'auditor', 'district-officer'],
  async read({ tx, actor, recordedAt }) {
    const all = await findInvitations(tx, actor.region, { at: recordedAt, limit: OPEN_INVITATIONS });
    return all.filter(({ createdBy }) => actor.role !== 'district-officer' || createdBy === actor.id);
  },
});
