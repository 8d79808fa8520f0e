import { z } from 'zod';
import { Day } from '../../values/time.ts';
import { defineUseCase } from '../../use-case/define-use-case.ts';
import { accountErrors } from '../domain/account-errors.ts';
import { mayCombine, mayGive } from '../domain/roles.ts';
import { insertGrant, lockAccount } from '../store/grants.ts';
import { deleteSessions } from '../store/sessions.ts';
import { requireKnownUnit } from './require-known-unit.ts';
import { Place, WhichPerson, getAccountHere, onTrail, requireKnownPerson, requirePlace, todayOf } from './shared.ts';

/** Gives an account a further role. Its sessions end, because the rules for them may be other ones now. */
export const grantRole = defineUseCase({
  name: 'kernel.grant-role',
  input: Place.extend({
    accountId: z.uuid(),
    isNoneOfThem: WhichPerson.shape.isNoneOfThem,
    fromDay: Day.optional(),
    untilDay: Day.nullable().default(null),
  }),
  by: ['operator', 'admin', 'district-officer'],
  async run(scene, input) {
    const { tx, actor, newId } = scene;
    const { accountId, role, region, unit, untilDay } = input;
    if (!mayGive(actor, input)) throw accountErrors.outside();
    if (accountId === actor.id) throw accountErrors.ownAccount();
    requirePlace(input);
    await requireKnownUnit(scene, input);
    await lockAccount(tx, accountId);
    const { account, grants } = await getAccountHere(scene, accountId);
    if (role === 'deputy' && account.personId === null) throw accountErrors.personNeeded();
    const { personId, name } = account;
    await requireKnownPerson(scene, { ...input, personId, name });
    if (!mayCombine([role, ...grants.map((grant) => grant.role)])) throw accountErrors.incompatible();
    const fromDay = input.fromDay ?? todayOf(scene);
    const grant = { id: newId(), accountId, role, region, unit, fromDay, untilDay };
    await insertGrant(tx, grant, actor.id);
    await deleteSessions(tx, accountId);
    const before = { roles: grants.map((held) => held.role) };
    return onTrail({ grantId: grant.id }, { region, subject: accountId, before, after: { ...grant } });
  },
});
