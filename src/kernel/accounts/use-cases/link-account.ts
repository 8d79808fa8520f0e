import { z } from 'zod';
import { districtCode } from '../../values/region-code.ts';
import { defineUseCase } from '../../use-case/define-use-case.ts';
import { accountErrors } from '../domain/account-errors.ts';
import { updatePerson } from '../store/accounts.ts';
import { deleteSessions } from '../store/sessions.ts';
import { getAccountHere, onTrail, requirePerson } from './shared.ts';

/**
 * Says that the owner of an account is somebody whom the office knows already: who verifies and who promised are then told
 * apart by person, whatever the account. Its sessions end, because it may do other things now.
 */
export const linkAccount = defineUseCase({
  name: 'kernel.link-account',
  input: z.object({ accountId: z.uuid(), personId: z.uuid() }),
  by: ['operator', 'admin', 'district-officer'],
  async run(scene, { accountId, personId }) {
    const { tx } = scene;
    const { account } = await getAccountHere(scene, accountId);
    if (accountId === scene.actor.id) throw accountErrors.ownAccount();
    if (account.personId === personId) throw accountErrors.samePerson();
    await requirePerson(scene, account.region, personId);
    await updatePerson(tx, accountId, { district: districtCode(account.region), id: personId });
    const sessionsEnded = await deleteSessions(tx, accountId);
    return onTrail(undefined, {
      ...{ region: account.region, subject: accountId, before: { personId: account.personId } },
      after: { personId, sessionsEnded },
    });
  },
});
