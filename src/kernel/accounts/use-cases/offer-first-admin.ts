import { z } from 'zod';
import { toInstantText } from '#platform/database/database.ts';
import { defineUseCase } from '../../use-case/define-use-case.ts';
import { hashOfCode, newCode } from '../secrets.ts';
import { hasAccounts } from '../store/accounts.ts';
import { insertInvitation, withdrawInvitations } from '../store/invitations.ts';
import { onTrail } from './shared.ts';

const HOURS = 24;

/**
 * While a store has no account, each start makes a code for the first admin and forgets the one before.
 * @returns the code, or undefined when there is an account
 */
export const offerFirstAdmin = defineUseCase({
  name: 'kernel.offer-first-admin',
  input: z.object({}),
  by: ['operator'],
  async run({ tx, actor, recordedAt, newId }) {
    if (await hasAccounts(tx)) return onTrail(undefined);
    await withdrawInvitations(tx, { kind: 'first-admin' }, recordedAt);
    const code = newCode();
    const expiresAt = toInstantText(Temporal.Instant.from(recordedAt).add({ hours: HOURS }));
    const id = newId();
    const { region } = actor;
    const offer = {
      ...{ id, kind: 'first-admin' as const, name: '系统管理员', role: 'admin' as const, region, unit: null },
      ...{ personId: null, accountId: null, resetsSecondFactor: false, createdAt: recordedAt, createdBy: actor.id },
    };
    await insertInvitation(tx, { ...offer, expiresAt }, hashOfCode(code));
    return onTrail(code, { region, subject: id, after: { role: 'admin', expiresAt } });
  },
});
