import { z } from 'zod';
import { typed } from '../../values/typed.ts';
import { type Scene, defineQuery } from '../../use-case/define-use-case.ts';
import { findAccounts } from '../store/accounts.ts';
import { findGrants } from '../store/grants.ts';
import { findInvitations } from '../store/invitations.ts';
import { GrantableRoleSchema, getAccountHere, todayOf } from './shared.ts';

const OPEN_INVITATIONS = 200;

const READERS = ['operator', 'admin', 'security', 'auditor', 'district-officer', 'town-officer'] as const;

/** Which accounts: by part of a name or of what somebody signs in with, by a role that is held, open or closed. */
export const AccountFilter = z.object({
  text: typed({ min: 0, max: 40 }).default(''),
  role: GrantableRoleSchema.optional(),
  state: z.enum(['open', 'closed']).optional(),
});

async function findHeld(
  scene: Scene,
  { text, role, state }: z.output<typeof AccountFilter>,
  part: { readonly limit: number | null; readonly offset: number },
) {
  const { tx, actor } = scene;
  const day = todayOf(scene);
  const isOpen = state === undefined ? undefined : state === 'open';
  const { items, total } = await findAccounts(tx, { within: actor.region, text, role, day, isOpen, ...part });
  const grants = await findGrants(
    tx,
    items.map(({ id }) => id),
    day,
  );
  const byAccount = Map.groupBy(grants, ({ accountId }) => accountId);
  return { total, items: items.map((account) => ({ ...account, grants: byAccount.get(account.id) ?? [] })) };
}

/** The accounts of the region with their roles, by name. */
export const listAccounts = defineQuery({
  name: 'kernel.list-accounts',
  input: AccountFilter.extend({
    page: z.number().int().min(1).max(1000).default(1),
    pageSize: z.number().int().min(1).max(100).default(50),
  }),
  by: READERS,
  read: (scene, { page, pageSize, ...asked }) =>
    findHeld(scene, asked, { limit: pageSize, offset: (page - 1) * pageSize }),
  trail: (_, { items }) => items.map(({ region, id }) => ({ region, subject: id })),
});

/** The same on all of its pages, for a file. */
export const exportAccounts = defineQuery({
  name: 'kernel.export-accounts',
  input: AccountFilter,
  by: READERS,
  async read(scene, asked) {
    const { items } = await findHeld(scene, asked, { limit: null, offset: 0 });
    return { items, region: scene.actor.region };
  },
  trail: (asked, { items, region }) => [{ region, subject: 'accounts', after: { ...asked, rows: items.length } }],
});

/** One account of the region with its roles. */
export const readAccount = defineQuery({
  name: 'kernel.read-account',
  input: z.object({ accountId: z.uuid() }),
  by: READERS,
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
