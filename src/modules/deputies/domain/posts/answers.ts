import type { AnswerForPause } from '../../contract.ts';
import { postErrors } from './post-errors.ts';

export interface AskedCommitment {
  readonly id: string;
  readonly membershipId: string;
}

/** Whoever may take commitments over: in post, by the post's id. */
export type Successors = ReadonlyMap<string, { readonly name: string }>;

export interface Decided {
  readonly withdrawals: readonly { readonly commitmentId: string; readonly reason: string }[];
  readonly handed: readonly { readonly commitmentId: string; readonly successorPostId: string }[];
  /** Left unfulfilled. */
  readonly left: number;
  /** Kept open until a suspension ends. */
  readonly waiting: number;
}

/** Why the deputy does not go on with what is open. */
export type Interruption = 'ended' | 'suspended';

const HANDED: Readonly<Record<Interruption, string>> = { ended: '代表任职结束', suspended: '代表暂停执行职务' };

/** What the public reads on a commitment that another deputy goes on with. */
export function handedTo(name: string, because: Interruption): string {
  return `${HANDED[because]}，移交${name}代表继续办理（handed to ${name}）`;
}

/**
 * What becomes of each open commitment when posts end, or one is suspended.
 * @throws Problem `invalid` for a hand-over to nobody in post, or to the post itself, and for a withdrawal without a reason
 */
export function decideAnswers<Commitment extends AskedCommitment>(
  open: readonly Commitment[],
  answerOf: (commitment: Commitment) => AnswerForPause,
  { successors, because }: { readonly successors: Successors; readonly because: Interruption },
): Decided {
  const decided = open.map((commitment) => {
    const { answer, successorPostId, reason } = answerOf(commitment);
    const commitmentId = commitment.id;
    if (answer === 'leave' || answer === 'wait') return { kept: answer };
    if (answer === 'withdraw') {
      if (reason === null) throw postErrors.noReason();
      return { withdrawal: { commitmentId, reason } };
    }
    const successor = successorPostId === null ? undefined : successors.get(successorPostId);
    if (successor === undefined || successorPostId === null || successorPostId === commitment.membershipId) {
      throw postErrors.noSuccessor();
    }
    return {
      withdrawal: { commitmentId, reason: handedTo(successor.name, because) },
      handed: { commitmentId, successorPostId },
    };
  });
  return {
    withdrawals: decided.flatMap(({ withdrawal }) => withdrawal ?? []),
    handed: decided.flatMap(({ handed }) => handed ?? []),
    left: decided.filter(({ kept }) => kept === 'leave').length,
    waiting: decided.filter(({ kept }) => kept === 'wait').length,
  };
}
