/**
 * NIST SP 800-63B-4, section 3.1.1.2: fifteen characters where the password is the only factor, eight beside a second
 * one; at least 64 are taken; no rule of composition, no change by the calendar; common and obvious ones are refused.
 */
export const PASSWORD_LENGTH = { alone: 15, withSecondFactor: 8, longest: 128 } as const;

export type PasswordFault = 'too-short' | 'too-long' | 'common' | 'repetitive' | 'obvious';

/** The same text however it was typed: two keyboards may write one character in two ways. */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

export interface PasswordContext {
  readonly hasSecondFactor: boolean;
  /** Words that stand near: the user name, the phone, the product's name, the place. */
  readonly words: readonly string[];
  readonly isCommon: (password: string) => boolean;
}

const SEQUENCES = ['abcdefghijklmnopqrstuvwxyz', '01234567890', 'qwertyuiop', 'asdfghjkl', 'zxcvbnm'];
const SHORTEST_WORD = 3;
const LEAST_REST = 4;
const LEAST_DIFFERENT = 4;

/** What is left when obvious parts are taken away. */
function without(text: string, parts: readonly string[]): string {
  return parts.reduce((rest, part) => rest.split(part).join(''), text);
}

/** Runs of four and more along the keyboard, the alphabet or the digits, in either direction. */
function sequencesIn(text: string): string[] {
  const rows = SEQUENCES.flatMap((row) => [row, Array.from(row).toReversed().join('')]);
  const found: string[] = [];
  for (let at = 0; at < text.length; at += 1) {
    let length = LEAST_REST;
    while (at + length <= text.length && rows.some((row) => row.includes(text.slice(at, at + length)))) length += 1;
    if (length > LEAST_REST) found.push(text.slice(at, at + length - 1));
  }
  return found.toSorted((one, other) => other.length - one.length);
}

/** The part that a text repeats from beginning to end: `abc` of `abcabcabc`; the text itself when there is none. */
function unitOf(text: string): string {
  const at = (text + text).indexOf(text, 1);
  return at < text.length ? text.slice(0, at) : text;
}

/** What is wrong with a password, if anything. */
export function faultOf(password: string, context: PasswordContext): PasswordFault | undefined {
  const text = normalisePassword(password);
  const { length } = Array.from(text);
  if (length < (context.hasSecondFactor ? PASSWORD_LENGTH.withSecondFactor : PASSWORD_LENGTH.alone)) return 'too-short';
  if (length > PASSWORD_LENGTH.longest) return 'too-long';
  const plain = text.toLowerCase();
  if (context.isCommon(plain) || context.isCommon(unitOf(plain))) return 'common';
  if (new Set(plain).size < LEAST_DIFFERENT) return 'repetitive';
  const words = context.words.map((word) => word.toLowerCase()).filter((word) => word.length >= SHORTEST_WORD);
  const rest = without(without(plain, words), sequencesIn(plain));
  const ending = rest.replace(/[\d\s!@#.*_-]+/g, '');
  if (rest.length < LEAST_REST || (rest !== plain && (ending === '' || context.isCommon(ending)))) return 'obvious';
  return undefined;
}
