import { z } from 'zod';
import { type Scene, defineUseCase } from '../../use-case/define-use-case.ts';
import { accountErrors } from '../domain/account-errors.ts';
import { mayReset } from '../domain/roles.ts';
import { updateDisabled } from '../store/accounts.ts';
import { withdrawInvitations } from '../store/invitations.ts';
import { deleteSessions } from '../store/sessions.ts';
import { getAccountHere, onTrail } from './shared.ts';

const Which = z.object({ accountId: z.uuid() });

async function getOthers(scene: Scene, accountId: string) {
  const { account, grants } = await getAccountHere(scene, accountId);
  if (accountId === scene.actor.id) throw accountErrors.ownAccount();
  // Security closes what is misused, whatever its roles; an administrator what is theirs to give.
  if (scene.actor.role !== 'security' && !mayReset(scene.actor, { region: account.region, grants })) {
    throw accountErrors.outside();
  }
  return account;
}

/** Closes an account: nobody signs in by it, its sessions end, its codes are useless. */
export const disableAccount = defineUseCase({
  name: 'kernel.disable-account',
  input: Which,
  by: ['operator', 'admin', 'security'],
  async run(scene, { accountId }) {
    const { tx, recordedAt } = scene;
    const { region, disabledAt } = await getOthers(scene, accountId);
    await updateDisabled(tx, accountId, disabledAt ?? recordedAt);
    await withdrawInvitations(tx, { accountId }, recordedAt);
    const sessionsEnded = await deleteSessions(tx, accountId);
    return onTrail(undefined, {
      ...{ region, subject: accountId, before: { disabledAt } },
      after: { disabledAt: disabledAt ?? recordedAt, sessionsEnded },
    });
  },
});

/** Opens an account again that was closed. */
export const enableAccount = defineUseCase({
  name: 'kernel.enable-account',
  input: Which,
  by: ['operator', 'admin'],
  async run(scene, { accountId }) {
    const { region, disabledAt, userName, phone } = await getOthers(scene, accountId);
    if (userName === null && phone === null) throw accountErrors.identifierNeeded();
    if (!(await updateDisabled(scene.tx, accountId, null))) throw accountErrors.taken();
    return onTrail(undefined, { region, subject: accountId, before: { disabledAt }, after: { disabledAt: null } });
  },
});
