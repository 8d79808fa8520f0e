import { z } from 'zod';
import { defineQuery } from '../../use-case/define-use-case.ts';
import { accountErrors } from '../domain/account-errors.ts';
import { readCode } from '../domain/codes.ts';
import { requiresSecondFactor } from '../domain/roles.ts';
import { hashOfCode } from '../secrets.ts';
import { findOpenInvitation } from '../store/invitations.ts';
import { getOpening } from './redeem-invitation.ts';

const Typed = z.object({ code: z.string().max(100) });

/** What an invitation is for, told to whoever holds its code. */
export const readInvitation = defineQuery({
  name: 'kernel.read-invitation',
  input: Typed,
  by: ['visitor'],
  async read(scene, { code }) {
    const { name, role, region, unit, expiresAt, kind } = await getOpening(scene, code);
    return { name, role, region, unit, expiresAt, kind, hasSecondFactor: requiresSecondFactor([role]) };
  },
});

/** Whose password a code resets, told to whoever holds it. */
export const readReset = defineQuery({
  name: 'kernel.read-reset',
  input: Typed,
  by: ['visitor'],
  async read({ tx, recordedAt }, { code: typed }) {
    const code = readCode(typed);
    const found = code === undefined ? undefined : await findOpenInvitation(tx, hashOfCode(code), recordedAt);
    if (found?.kind !== 'reset') throw accountErrors.badCode();
    const { name, expiresAt, resetsSecondFactor } = found;
    return { name, expiresAt, resetsSecondFactor };
  },
});
