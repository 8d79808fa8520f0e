import type { Problem } from '#kernel/contract.ts';
import { openLog } from '#platform/log.ts';

/** A line of the log for what somebody was not allowed to do: by its code and facts, which name no person. */
export function noteRefusal({ kind, code }: Pick<Problem, 'kind' | 'code'>): void {
  if (kind === 'forbidden') openLog().warn({ code }, 'refused');
}
