import type { CommitmentState, ConfirmationAnswer } from '../../contract.ts';

/** Without letters and digits that are taken for one another; a code is read from paper too. */
const LETTERS = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';
const CODE_LENGTH = 10;

/** The code of a round, from random bytes of an id: ten characters, about 49 bits. */
export function codeFrom(id: string): string {
  let value = BigInt(`0x${id.replaceAll('-', '').slice(-18)}`);
  let code = '';
  while (code.length < CODE_LENGTH) {
    code += LETTERS[Number(value % BigInt(LETTERS.length))] ?? '';
    value /= BigInt(LETTERS.length);
  }
  return code;
}

/** A village may share one address, and somebody with many browsers has only one. */
export const MOST_FROM_ONE_PLACE = 20;

/** As many answers against as make an office look again. */
const ENOUGH_TO_DISPUTE = 3;

/** What is said to be done, whoever said so, can be doubted. */
const DOUBTED: readonly CommitmentState[] = ['claimed', 'fulfilled'];

/**
 * Whether residents' answers ask for a second look: at least three say that it was not done, and they are more than those
 * who say that it was; or one says why, of what is claimed or verified. They never decide by themselves.
 */
export function asksForDispute(
  counts: Readonly<Record<'done' | 'partly' | 'notDone', number>>,
  { hasReason, state }: { readonly hasReason: boolean; readonly state: CommitmentState },
): boolean {
  if (hasReason && DOUBTED.includes(state)) return true;
  return counts.notDone >= ENOUGH_TO_DISPUTE && counts.notDone > counts.done;
}

/** The counts with one answer more. */
export function withAnswer(
  { done, partly, notDone }: Readonly<Record<'done' | 'partly' | 'notDone', number>>,
  answer: ConfirmationAnswer,
) {
  return {
    done: done + Number(answer === 'done'),
    partly: partly + Number(answer === 'partly'),
    notDone: notDone + Number(answer === 'not-done'),
  };
}
