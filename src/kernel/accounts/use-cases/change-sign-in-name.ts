import { z } from 'zod';
import { defineUseCase } from '../../use-case/define-use-case.ts';
import { accountErrors } from '../domain/account-errors.ts';
import { Phone, UserName } from '../domain/identifier.ts';
import { mayReset } from '../domain/roles.ts';
import { updateSignInName } from '../store/accounts.ts';
import { deleteSessions } from '../store/sessions.ts';
import { getAccountHere, onTrail } from './shared.ts';

/** Changes what somebody signs in with, at the counter: a new phone number, another user name. Its sessions end. */
export const changeSignInName = defineUseCase({
  name: 'kernel.change-sign-in-name',
  input: z.object({
    accountId: z.uuid(),
    userName: UserName.nullable().default(null),
    phone: Phone.nullable().default(null),
  }),
  by: ['operator', 'admin', 'district-officer', 'town-officer'],
  async run(scene, { accountId, userName, phone }) {
    const { tx, actor, recordedAt: at } = scene;
    const { account, grants } = await getAccountHere(scene, accountId);
    if (accountId === actor.id) throw accountErrors.ownAccount();
    if (!mayReset(actor, { region: account.region, grants })) throw accountErrors.outside();
    if (userName === null && phone === null) throw accountErrors.identifierNeeded();
    if (!(await updateSignInName(tx, accountId, { userName, phone, at }))) throw accountErrors.taken();
    const sessionsEnded = await deleteSessions(tx, accountId);
    return onTrail(undefined, {
      ...{ region: account.region, subject: accountId },
      before: { userName: account.userName, phone: account.phone },
      after: { userName, phone, sessionsEnded },
    });
  },
});
