import { createHash, randomBytes } from 'node:crypto';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { dictionary } from '@zxcvbn-ts/language-common';
import { accountErrors } from './domain/account-errors.ts';
import { CODE_BYTES, codeFrom } from './domain/codes.ts';
import { type PasswordContext, faultOf, normalisePassword } from './domain/password.ts';

// Secrets come from the machine's generator alone: a door through which a test could set them would be a door.

/** A new code to be printed or sent: the only copy, the store keeps its hash. */
export function newCode(): string {
  return codeFrom(randomBytes(CODE_BYTES));
}

const RECOVERY_CODES = 10;
const RECOVERY_LENGTH = 14;

/** Ten codes of sixty random bits each, in place of a lost phone. */
export function newRecoveryCodes(): string[] {
  return Array.from({ length: RECOVERY_CODES }, () => newCode().slice(0, RECOVERY_LENGTH));
}

/** What an authenticator is to share with us: 192 random bits, more than RFC 4226 asks. */
export function newSharedSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** What the store keeps of a code. It has 80 random bits, so that a plain hash cannot be turned back. */
export function hashOfCode(code: string): string {
  return createHash('sha256').update(code).digest('base64url');
}

/** Common passwords by their first letters in lower case; read once. */
let common: ReadonlySet<string> | undefined;

function isCommon(password: string): boolean {
  common ??= new Set(dictionary['passwords-common'].map(String));
  return common.has(password);
}

/** @throws Problem `invalid` that says what is wrong with a new password */
export function requireGoodPassword(password: string, context: Omit<PasswordContext, 'isCommon'>): void {
  const fault = faultOf(password, { ...context, isCommon });
  if (fault !== undefined) throw accountErrors.badPassword(fault);
}

/** scrypt with a salt of its own (N = 16384, r = 16, p = 1), as the sign-in library makes and reads it. */
export function hashOfPassword(password: string): Promise<string> {
  return hashPassword(normalisePassword(password));
}

export function isPasswordOf(given: { readonly hash: string; readonly password: string }): Promise<boolean> {
  return verifyPassword({ hash: given.hash, password: normalisePassword(given.password) });
}
