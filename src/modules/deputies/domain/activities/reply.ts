import type { ActivityState, Reply } from '../../contract.ts';
import { hasPersonalNumber } from '../duties/personal-numbers.ts';
import { activityErrors, replyErrors } from './activity-errors.ts';

interface Asked {
  readonly activity: { readonly state: ActivityState; readonly startsAt: string };
  readonly reply: Reply;
  readonly reason: string | null;
  readonly now: string;
}

/**
 * A reply as it is kept: until the beginning it may be another one; whoever cannot come says why.
 * @throws Problem, one for each way in which it is refused
 */
export function soundReply({ activity, reply, reason, now }: Asked): Pick<Asked, 'reply' | 'reason'> {
  if (activity.state === 'cancelled') throw activityErrors.notNow(activity.state);
  if (activity.state === 'held' || now >= activity.startsAt) throw replyErrors.tooLate();
  if (reply === 'comes') return { reply, reason: null };
  if (reason === null) throw replyErrors.needsReason();
  if (hasPersonalNumber(reason)) throw replyErrors.personalNumber();
  return { reply, reason };
}

/** What those invited have replied, in numbers. */
export interface ReplyCounts {
  readonly comes: number;
  readonly cannot: number;
  /** Of whom nothing was heard. */
  readonly open: number;
}

/** Each person once, whoever is invited in two posts. */
export function countReplies(
  listed: readonly { readonly personId: string; readonly reply: Reply | null }[],
): ReplyCounts {
  const said = new Map<string, Reply | null>();
  for (const { personId, reply } of listed) said.set(personId, said.get(personId) ?? reply);
  const count = (reply: Reply | null) => [...said.values()].filter((one) => one === reply).length;
  return { comes: count('comes'), cannot: count('cannot'), open: count(null) };
}
