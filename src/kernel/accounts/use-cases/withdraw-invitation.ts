import { z } from 'zod';
import { isWithin } from '../../values/region-code.ts';
import { defineUseCase } from '../../use-case/define-use-case.ts';
import { accountErrors } from '../domain/account-errors.ts';
import { findInvitation, withdrawInvitations } from '../store/invitations.ts';
import { onTrail } from './shared.ts';

/** Makes a code that is still open useless. */
export const withdrawInvitation = defineUseCase({
  name: 'kernel.withdraw-invitation',
  input: z.object({ invitationId: z.uuid() }),
  by: ['operator', 'admin', 'district-officer'],
  async run({ tx, actor, recordedAt }, { invitationId: id }) {
    const invitation = await findInvitation(tx, id);
    const isOurs = invitation !== undefined && isWithin(invitation.region, actor.region);
    if (!isOurs || (actor.role === 'district-officer' && invitation.createdBy !== actor.id)) {
      throw accountErrors.invitationNotFound();
    }
    await withdrawInvitations(tx, { id }, recordedAt);
    const { region, name, role } = invitation;
    return onTrail(undefined, { region, subject: id, before: { name, role }, after: { withdrawnAt: recordedAt } });
  },
});
