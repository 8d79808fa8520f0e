import { z } from 'zod';
import { toInstantText } from '#platform/database/database.ts';
import { defineUseCase } from '../../use-case/define-use-case.ts';
import { accountErrors } from '../domain/account-errors.ts';
import { mayReset } from '../domain/roles.ts';
import { hashOfCode, newCode } from '../secrets.ts';
import { insertInvitation, withdrawInvitations } from '../store/invitations.ts';
import { getAccountHere, onTrail } from './shared.ts';

const HOURS = 24;

/**
 * Makes a code, printed at the counter for somebody who is known there, with which they choose a new password. With a
 * lost phone the second factor goes too: only an administrator may do that.
 */
export const resetAtCounter = defineUseCase({
  name: 'kernel.reset-at-counter',
  input: z.object({ accountId: z.uuid(), resetsSecondFactor: z.boolean().default(false) }),
  by: ['operator', 'admin', 'district-officer', 'town-officer'],
  async run(scene, { accountId, resetsSecondFactor }) {
    const { tx, actor, recordedAt, newId } = scene;
    const { account, grants } = await getAccountHere(scene, accountId);
    if (accountId === actor.id) throw accountErrors.ownAccount();
    const mayTouchFactor = actor.role === 'admin' || actor.role === 'operator';
    if (!mayReset(actor, { region: account.region, grants }) || (resetsSecondFactor && !mayTouchFactor)) {
      throw accountErrors.outside();
    }
    await withdrawInvitations(tx, { accountId }, recordedAt);
    const code = newCode();
    const expiresAt = toInstantText(Temporal.Instant.from(recordedAt).add({ hours: HOURS }));
    const { region, name } = account;
    const reset = {
      ...{ id: newId(), kind: 'reset' as const, name, role: null, region, unit: null, personId: null, accountId },
      ...{ resetsSecondFactor, createdAt: recordedAt, createdBy: actor.id, expiresAt },
    };
    await insertInvitation(tx, reset, hashOfCode(code));
    return onTrail({ code, name, expiresAt }, { region, subject: accountId, after: { resetsSecondFactor, expiresAt } });
  },
});
