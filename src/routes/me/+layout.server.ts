import { ask, deputyActor, readInbox } from '#kernel/index.server.ts';
import { readMe } from '#modules/deputies/index.server.ts';
import type { LayoutServerLoad } from './$types';

/**
 * Whatever is somebody's own is kept in no cache of the network. The phone's own cache knows by the account whose pages
 * it holds, and holds no two accounts' at once.
 */
export const load: LayoutServerLoad = async ({ locals, setHeaders }) => {
  const { signedIn, stage } = locals;
  setHeaders({ 'cache-control': 'no-store', 'x-jiannuo-account': signedIn?.accountId ?? '' });
  const isDeputy = signedIn?.personId != null && signedIn.grants.some(({ role }) => role === 'deputy');
  const account = signedIn?.accountId ?? '';
  const isOfficer = signedIn?.grants.some(({ role }) => role !== 'deputy') === true;
  // The inbox and the preferences under /me are everybody's who has an account.
  if (!isDeputy || signedIn.needsSecondFactor) return { account, isOfficer, me: undefined };
  const actor = deputyActor(signedIn);
  const { unread } = await ask(stage, actor, { query: readInbox, input: { limit: 0 } });
  return { account, isOfficer, me: { ...(await ask(stage, actor, { query: readMe, input: {} })), unread } };
};
