import type { DeliveryState } from '#kernel/contract.ts';

/** The states that an officer looks at together. */
export const GROUPS = {
  failing: ['will-retry', 'in-doubt', 'given-up'],
  waiting: ['waiting', 'sending'],
  delivered: ['delivered'],
  void: ['void'],
} as const satisfies Readonly<Record<string, readonly DeliveryState[]>>;

export type Group = keyof typeof GROUPS;
export const GROUP_NAMES = ['failing', 'waiting', 'delivered', 'void'] as const satisfies readonly Group[];

type Reason = 'unknown' | 'down' | 'refused' | 'busy' | 'nonsense' | 'cut' | 'defect' | 'settings';

const REASONS: readonly (readonly [pattern: RegExp, reason: Reason])[] = [
  [/^(defect)$/, 'defect'],
  [/^(not-configured|wecom-93000)$/, 'settings'],
  [/^(answer-not-understood)$/, 'nonsense'],
  [/^(cut-off|etimedout|econnreset|und_err_socket|timeouterror|aborterror)$/, 'cut'],
  [/^smtp-5(50|51|52|53)$/, 'refused'],
  [/^(smtp-4|wecom-45009|http-429|http-5)/, 'busy'],
  [/^(esocket|econnection|econnrefused|enotfound|eai_again|edns|etls|eauth|und_err_connect_timeout)/, 'down'],
];

/** The code of a failure, as a reason that an officer understands; the code stands beside it. */
export function reasonOf(code: string): Reason {
  return REASONS.find(([pattern]) => pattern.test(code))?.[1] ?? 'unknown';
}
