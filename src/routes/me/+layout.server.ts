import { ask, deputyActor } from '#kernel/index.server.ts';
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
  const me =
    isDeputy && !signedIn.needsSecondFactor
      ? await ask(stage, deputyActor(signedIn), { query: readMe, input: {} })
      : undefined;
  return { account: signedIn?.accountId ?? '', me };
};
