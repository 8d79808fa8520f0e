import { symmetricEncrypt } from 'better-auth/crypto';
import { toInstantText } from '#platform/database/database.ts';
import { readRecoveryCode } from './domain/codes.ts';
import { type Gate, type Visit, recordEvent } from './gate.ts';
import { type Enrolment, addressFor, openSecret, useUpCode, withPassword } from './second-factor.ts';
import { newRecoveryCodes, newSharedSecret } from './secrets.ts';
import { countTry, tryWasGood } from './sign-in.ts';
import type { SignedIn } from './signed-in.ts';
import {
  findNextSecret,
  findRecoveryCodes,
  saveNextFactor,
  takeNextFactor,
  updateRecoveryCodes,
} from './store/second-factors.ts';
import { deleteSessions } from './store/sessions.ts';
import { base32, stepOf } from './totp.ts';

const MINUTES = 10;

/** Uses a recovery code up. @returns whether it was one */
async function useUpRecoveryCode({ stage, secret: key }: Gate, accountId: string, code: string): Promise<boolean> {
  return stage.database.transaction().execute(async (tx) => {
    const kept = await findRecoveryCodes(tx, accountId);
    if (kept === undefined) return false;
    const codes = JSON.parse(await openSecret({ secret: key }, kept)) as readonly string[];
    if (!codes.includes(code)) return false;
    const left = JSON.stringify(codes.filter((each) => each !== code));
    await updateRecoveryCodes(tx, accountId, await symmetricEncrypt({ key, data: left }));
    return true;
  });
}

/**
 * Begins to replace the phone of a second factor, with the password and a code of the present phone, or a recovery code.
 * The present one holds until the new one is proven. Undefined when password or code is wrong.
 */
export async function beginReplacement(
  gate: Gate,
  visit: Visit,
  of: { readonly signedIn: SignedIn; readonly password: string; readonly code: string },
): Promise<Enrolment | undefined> {
  const { accountId, name, hasSecondFactor, needsSecondFactor } = of.signedIn;
  if (!hasSecondFactor || needsSecondFactor) return undefined;
  const { api } = gate.authFor(visit);
  const call = { body: { password: of.password }, headers: visit.headers };
  const isOwner = await withPassword(gate, { visit, signedIn: of.signedIn }, () => api.verifyPassword(call));
  if (isOwner === undefined) return undefined;
  const subject = `code:${accountId}`;
  if ((await countTry(gate, visit, subject)) !== undefined) return undefined;
  const code = of.code.normalize('NFKC').replace(/\s/g, '');
  const method = /^\d{6}$/.test(code) ? 'totp' : 'recovery';
  const isGood =
    method === 'totp'
      ? await useUpCode(gate, accountId, code)
      : await useUpRecoveryCode(gate, accountId, readRecoveryCode(code));
  if (!isGood) {
    await recordEvent(gate, visit, { event: 'code-refused', accountId, method });
    return undefined;
  }
  await tryWasGood(gate, visit, subject);
  const shared = newSharedSecret();
  const recoveryCodes = newRecoveryCodes();
  const keep = (data: string) => symmetricEncrypt({ key: gate.secret, data });
  const until = toInstantText(gate.stage.recordedNow().add({ minutes: MINUTES }));
  const next = { secret: await keep(shared), recoveryCodes: await keep(JSON.stringify(recoveryCodes)), until };
  await saveNextFactor(gate.stage.database, accountId, next);
  const secret = base32(shared);
  return { address: addressFor(name, secret), secret, recoveryCodes };
}

/** Finishes it with a code of the new phone, and ends all other sessions. @returns false when the code is wrong */
export async function finishReplacement(
  gate: Gate,
  visit: Visit,
  of: { readonly signedIn: SignedIn; readonly code: string },
): Promise<boolean> {
  const { accountId, sessionId, needsSecondFactor } = of.signedIn;
  const { database, recordedNow } = gate.stage;
  const subject = `code:${accountId}`;
  if (needsSecondFactor || (await countTry(gate, visit, subject)) !== undefined) return false;
  const kept = await findNextSecret(database, accountId, toInstantText(recordedNow()));
  const code = of.code.normalize('NFKC').replace(/\s/g, '');
  const step = kept === undefined ? undefined : stepOf(await openSecret(gate, kept), code, recordedNow());
  const isTaken =
    kept !== undefined && step !== undefined && (await takeNextFactor(database, accountId, { secret: kept, step }));
  if (!isTaken) {
    await recordEvent(gate, visit, { event: 'code-refused', accountId, method: 'totp' });
    return false;
  }
  await tryWasGood(gate, visit, subject);
  await deleteSessions(database, accountId, { butId: sessionId });
  await recordEvent(gate, visit, { event: 'second-factor-replaced', accountId });
  return true;
}
