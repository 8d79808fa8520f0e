import type { Scene } from '../../use-case/define-use-case.ts';
import type { RegionCode } from '../../values/region-code.ts';
import type { NoticeRecipient } from '../notice-kind.ts';
import { insertNotices } from '../store/notices.ts';

/** A notice that a use case wants told. */
export interface NoticeToTell {
  /** Six digits. */
  readonly district: string;
  /** Whose officers see in the outbox what became of it. */
  readonly region: RegionCode;
  readonly recipient: NoticeRecipient;
  /** The `kind` of one of the `NoticeKind`s. */
  readonly kind: string;
  /** The id of what it is about; whoever tells it reads the rest anew. */
  readonly subject: string;
  /** Exists once for ever in the district: `overdue:<commitment>:<due day>:<account>`. */
  readonly uniqueKey: string;
  /** By the clock of the business; without it, now. */
  readonly at?: string;
}

/**
 * Puts notices into the outbox, in the transaction of the change that they tell of: both are kept, or neither.
 * @returns how many are new; one whose key has been there before is not told again
 */
export async function enqueueNotices(
  { tx, now, recordedAt, newId }: Pick<Scene, 'tx' | 'now' | 'recordedAt' | 'newId'>,
  notices: readonly NoticeToTell[],
): Promise<number> {
  const rows = notices.map(({ at, ...notice }) => ({ ...notice, id: newId(), dueAt: at ?? now, recordedAt }));
  return insertNotices(tx, rows);
}
