import { z } from 'zod';
import { previousDay } from '../../values/time.ts';
import { defineUseCase } from '../../use-case/define-use-case.ts';
import { accountErrors } from '../domain/account-errors.ts';
import { mayGive } from '../domain/roles.ts';
import { endGrant, findGrant } from '../store/grants.ts';
import { deleteSessions } from '../store/sessions.ts';
import { onTrail, todayOf } from './shared.ts';

/** Takes a role away from an account, at once: its sessions end. */
export const revokeRole = defineUseCase({
  name: 'kernel.revoke-role',
  input: z.object({ grantId: z.uuid() }),
  by: ['operator', 'admin', 'district-officer'],
  async run(scene, { grantId }) {
    const { tx, actor } = scene;
    const grant = await findGrant(tx, grantId);
    const today = todayOf(scene);
    if (grant === undefined || (grant.untilDay !== null && grant.untilDay < today)) throw accountErrors.grantNotFound();
    if (!mayGive(actor, grant)) throw accountErrors.outside();
    if (grant.accountId === actor.id) throw accountErrors.ownAccount();
    await endGrant(tx, grant, previousDay(today));
    await deleteSessions(tx, grant.accountId);
    const { role, region, unit, accountId } = grant;
    return onTrail(undefined, { region, subject: accountId, before: { role, unit }, after: { role: null } });
  },
});
