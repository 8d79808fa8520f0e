import { z } from 'zod';
import { defineUseCase } from '../../use-case/define-use-case.ts';
import { accountErrors } from '../domain/account-errors.ts';
import { readCode } from '../domain/codes.ts';
import { requiresSecondFactor } from '../domain/roles.ts';
import { hashOfCode, hashOfPassword, requireGoodPassword } from '../secrets.ts';
import { deleteSecondFactor, findAccount, updatePassword } from '../store/accounts.ts';
import { forgetAttempts } from '../store/attempts.ts';
import { findGrants } from '../store/grants.ts';
import { findOpenInvitation, useUpInvitation } from '../store/invitations.ts';
import { deleteSessions } from '../store/sessions.ts';
import { NewPassword, SITE_WORDS } from './redeem-invitation.ts';
import { onTrail, todayOf } from './shared.ts';

/** Sets a new password with a code from the counter, ends all sessions of the account, and opens its lock. */
export const redeemReset = defineUseCase({
  name: 'kernel.redeem-reset',
  input: z.object({ code: z.string().max(100), password: NewPassword }),
  by: ['visitor'],
  async run(scene, { code: typed, password }) {
    const { tx, recordedAt } = scene;
    const code = readCode(typed);
    const reset = code === undefined ? undefined : await findOpenInvitation(tx, hashOfCode(code), recordedAt);
    const account = reset?.accountId == null ? undefined : await findAccount(tx, reset.accountId);
    if (reset === undefined || account === undefined || account.disabledAt !== null) throw accountErrors.badCode();
    const { id: accountId, region, name, userName, phone } = account;
    const roles = (await findGrants(tx, [accountId], todayOf(scene))).map(({ role }) => role);
    const words = [...SITE_WORDS, name, userName ?? '', phone ?? ''];
    requireGoodPassword(password, { hasSecondFactor: requiresSecondFactor(roles), words });
    if (!(await useUpInvitation(tx, reset, { accountId, at: recordedAt }))) throw accountErrors.badCode();
    await updatePassword(tx, accountId, { hash: await hashOfPassword(password), at: recordedAt });
    if (reset.resetsSecondFactor) {
      await deleteSecondFactor(tx, accountId);
      await forgetAttempts(tx, `code:${accountId}`);
    }
    await forgetAttempts(tx, `account:${accountId}`);
    const ended = await deleteSessions(tx, accountId);
    const after = { password: 'changed', sessionsEnded: ended, secondFactorReset: reset.resetsSecondFactor };
    return onTrail({ accountId }, { region, subject: accountId, after });
  },
});
