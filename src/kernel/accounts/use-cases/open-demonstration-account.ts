import { symmetricEncrypt } from 'better-auth/crypto';
import { z } from 'zod';
import { Problem } from '../../values/problem.ts';
import { defineQuery, defineUseCase } from '../../use-case/define-use-case.ts';
import { findSetting } from '../../settings/store/settings.ts';
import { accountErrors } from '../domain/account-errors.ts';
import { UserName } from '../domain/identifier.ts';
import { requiresSecondFactor } from '../domain/roles.ts';
import { hashOfPassword } from '../secrets.ts';
import { findDemonstrationAccounts, insertAccount, insertSecondFactor } from '../store/accounts.ts';
import { findGrants, insertGrant } from '../store/grants.ts';
import { PersonName, Place, onTrail, personBehind, requirePerson, requirePlace, todayOf } from './shared.ts';

/**
 * Makes an account whose password and second factor everybody is told: only where everything is invented.
 * @throws Problem `forbidden` in a store that is not a demonstration's
 */
export const openDemonstrationAccount = defineUseCase({
  name: 'kernel.open-demonstration-account',
  input: Place.extend({
    name: PersonName,
    userName: UserName,
    personId: z.uuid().nullable().default(null),
    password: z.string().min(1),
    totpSecret: z.string().min(1),
    /** The installation's secret, under which second factors are kept. */
    key: z.string().min(1),
  }),
  by: ['operator'],
  async run(scene, input) {
    const { tx, actor, recordedAt, newId } = scene;
    if ((await findSetting(tx, 'mode')) !== 'demo') {
      const says = {
        zh: '演示账号只能建在演示数据里。',
        en: 'Accounts of a demonstration are for a demonstration only.',
      };
      throw new Problem('forbidden', 'account.not-a-demonstration', { says });
    }
    requirePlace(input);
    const { name, userName, role, region, unit, personId, password, totpSecret, key } = input;
    if (personId !== null) await requirePerson(scene, region, personId);
    const accountId = newId();
    const isNew = await insertAccount(
      tx,
      {
        ...{ id: accountId, name, userName, phone: null, region, isDemonstration: true },
        person: await personBehind(scene, { region, role, personId, name }),
        ...{ passwordHash: await hashOfPassword(password), credentialId: newId() },
      },
      recordedAt,
    );
    if (!isNew) throw accountErrors.taken();
    if (requiresSecondFactor([role])) {
      const secret = await symmetricEncrypt({ key, data: totpSecret });
      const recoveryCodes = await symmetricEncrypt({ key, data: '[]' });
      await insertSecondFactor(tx, { id: newId(), accountId, secret, recoveryCodes });
    }
    const grant = { id: newId(), accountId, role, region, unit, fromDay: todayOf(scene), untilDay: null };
    await insertGrant(tx, grant, actor.id);
    return onTrail({ accountId }, { region, subject: accountId, after: { name, role } });
  },
});

/** The accounts of a demonstration with their roles; none in a store that is not one. */
export const listDemonstrationAccounts = defineQuery({
  name: 'kernel.list-demonstration-accounts',
  input: z.object({}),
  by: ['operator', 'visitor'],
  async read(scene) {
    const { tx } = scene;
    if ((await findSetting(tx, 'mode')) !== 'demo') return [];
    const accounts = await findDemonstrationAccounts(tx);
    const ids = accounts.map(({ id }) => id);
    const grants = await findGrants(tx, ids, todayOf(scene));
    return accounts.map(({ id, name, userName, hasSecondFactor, personId }) => ({
      ...{ id, name, userName: userName ?? '', hasSecondFactor, personId },
      grants: grants.filter(({ accountId }) => accountId === id),
    }));
  },
});
