import { z } from 'zod';
import { type Scene, defineUseCase } from '../../use-case/define-use-case.ts';
import { accountErrors } from '../domain/account-errors.ts';
import { readCode } from '../domain/codes.ts';
import { Phone, UserName } from '../domain/identifier.ts';
import { PASSWORD_LENGTH } from '../domain/password.ts';
import { requiresSecondFactor } from '../domain/roles.ts';
import { hashOfCode, hashOfPassword, requireGoodPassword } from '../secrets.ts';
import { hasAccounts, insertAccount } from '../store/accounts.ts';
import { insertGrant } from '../store/grants.ts';
import { type Invitation, findOpenInvitation, useUpInvitation, withdrawInvitations } from '../store/invitations.ts';
import { PersonName, onTrail, personBehind, todayOf } from './shared.ts';

/** A new password as it arrives; what it has to be is said by the rules, in a sentence. */
export const NewPassword = z.string().max(PASSWORD_LENGTH.longest * 4);

/** Names that stand near every password here, besides its owner's. */
export const SITE_WORDS = ['jiannuo', '践诺'];

type Opening = Invitation & { readonly role: NonNullable<Invitation['role']> };

/** @throws Problem `invalid` unless the code opens an account now */
export async function getOpening({ tx, recordedAt }: Scene, typed: string): Promise<Opening> {
  const code = readCode(typed);
  const found = code === undefined ? undefined : await findOpenInvitation(tx, hashOfCode(code), recordedAt);
  if (found?.role == null) throw accountErrors.badCode();
  // Whoever came first is the first: a second code from the console would be a way round them.
  if (found.kind === 'first-admin' && (await hasAccounts(tx))) throw accountErrors.badCode();
  return { ...found, role: found.role };
}

/** Opens an account with an invitation's code, which is used up by it. Whoever holds the code is whom it is for. */
export const redeemInvitation = defineUseCase({
  name: 'kernel.redeem-invitation',
  input: z.object({
    code: z.string().max(100),
    name: PersonName,
    userName: UserName.nullable().default(null),
    phone: Phone.nullable().default(null),
    password: NewPassword,
  }),
  by: ['visitor'],
  async run(scene, input) {
    const { tx, recordedAt, newId } = scene;
    const invitation = await getOpening(scene, input.code);
    const { role, region, unit, personId } = invitation;
    const { name, userName, phone, password } = input;
    if (userName === null && phone === null) throw accountErrors.identifierNeeded();
    const words = [...SITE_WORDS, name, userName ?? '', phone ?? ''];
    requireGoodPassword(password, { hasSecondFactor: requiresSecondFactor([role]), words });
    const accountId = newId();
    const person = await personBehind(scene, { region, role, personId, name });
    const isNew = await insertAccount(
      tx,
      {
        ...{ id: accountId, name, userName, phone, region, person, isDemonstration: false },
        ...{ passwordHash: await hashOfPassword(password), credentialId: newId() },
      },
      recordedAt,
    );
    if (!isNew) throw accountErrors.taken();
    if (!(await useUpInvitation(tx, invitation, { accountId, at: recordedAt }))) throw accountErrors.badCode();
    if (invitation.kind === 'first-admin') await withdrawInvitations(tx, { kind: 'first-admin' }, recordedAt);
    const grant = { id: newId(), accountId, role, region, unit, fromDay: todayOf(scene), untilDay: null };
    await insertGrant(tx, grant, invitation.createdBy);
    const after = { name, userName, phone, role, unit, personId, invitation: invitation.id };
    return onTrail({ accountId }, { region, subject: accountId, after });
  },
});
