import { z } from 'zod';
import { isWithin } from '../../values/region-code.ts';
import { defineQuery } from '../../use-case/define-use-case.ts';
import { accountErrors } from '../domain/account-errors.ts';
import { readIdentifier } from '../domain/identifier.ts';
import { findAccountBy } from '../store/accounts.ts';

/** One account by the phone or user name that it signs in with, for whoever works at the machine itself. */
export const findAccountNamed = defineQuery({
  name: 'kernel.find-account-named',
  input: z.object({ identifier: z.string().max(100) }),
  by: ['operator'],
  async read({ tx, actor }, { identifier }) {
    const by = readIdentifier(identifier);
    const account = by && (await findAccountBy(tx, by));
    if (account === undefined || !isWithin(account.region, actor.region)) throw accountErrors.notFound();
    return account;
  },
  trail: (_, { region, id }) => [{ region, subject: id }],
});
