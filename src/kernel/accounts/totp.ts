import { createHmac } from 'node:crypto';

export const TOTP = { digits: 6, seconds: 30, window: 1 } as const;

const HIGHEST_BYTE = 0x7f;
const LOW_NIBBLE = 0x0f;

/** The code of one step of thirty seconds since 1970 (RFC 6238 with SHA-1, as every authenticator reads it). */
export function totpAt(secret: string, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & LOW_NIBBLE;
  const number = digest.readUInt32BE(offset) & ((HIGHEST_BYTE << 24) | 0xffffff);
  return String(number % 10 ** TOTP.digits).padStart(TOTP.digits, '0');
}

export function stepAt(instant: Temporal.Instant): number {
  return Math.floor(instant.epochMilliseconds / 1000 / TOTP.seconds);
}

/** The latest step, of those that a clock a little off allows, whose code was given. Undefined when there is none. */
export function stepOf(secret: string, code: string, now: Temporal.Instant): number | undefined {
  const current = stepAt(now);
  for (let step = current + TOTP.window; step >= current - TOTP.window; step -= 1) {
    if (totpAt(secret, step) === code) return step;
  }
  return undefined;
}

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const BITS = 5;

/** A secret as authenticators take it (RFC 4648 without padding). */
export function base32(secret: string): string {
  const bits = Array.from(Buffer.from(secret), (byte) => byte.toString(2).padStart(8, '0')).join('');
  const parts = bits.match(/.{1,5}/g) ?? [];
  return parts.map((part) => BASE32[Number.parseInt(part.padEnd(BITS, '0'), 2)] ?? '').join('');
}
