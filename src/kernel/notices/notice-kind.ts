import type { Transaction } from '#platform/database/database.ts';
import type { Role, Stage } from '../use-case/define-use-case.ts';
import type { Bilingual } from '../values/bilingual.ts';
import type { RegionCode } from '../values/region-code.ts';

/** Who is to be told: an account, whoever is the person, or whoever holds a role for a region or for one around it. */
export type NoticeRecipient =
  | { readonly accountId: string }
  | { readonly personId: string }
  | { readonly roleIn: { readonly role: Role; readonly region: RegionCode } };

/** A notice as it is told of. */
export interface Notice {
  readonly id: string;
  readonly district: string;
  readonly region: RegionCode;
  readonly kind: string;
  /** The id of what the notice is about. */
  readonly subject: string;
  /** The business day on which it was due to be told. */
  readonly dueAt: string;
}

interface Words {
  /** One line: the subject of an e-mail. */
  readonly title: string;
  readonly text: string;
}

/** What is told, in both languages. */
export interface Told {
  readonly zh: Words;
  readonly en: Words;
  /** Where to go in the product, without the language: `/office/commitments/…`. */
  readonly address: string;
}

/** A kind of notice; each module gives its own. */
export interface NoticeKind {
  /** `module.what`. */
  readonly kind: string;
  /** As a person's preferences name it. */
  readonly label: Bilingual;
  /** Whether it is told in the product even to whoever would rather not hear of it. */
  readonly isMandatory: boolean;
  /**
   * Reads what is to be told as it is now, in a transaction that cannot write. Called for each attempt.
   * @returns undefined when it is so no longer, and there is nothing to tell
   */
  tell(tx: Transaction, notice: Notice): Promise<Told | undefined>;
}

export type NoticeKinds = ReadonlyMap<string, NoticeKind>;

/** Work that is due by the clock; each module gives its own. It runs by the machine's clock and decides by `stage.now()`. */
export interface ClockWork {
  /** `module.verb`. */
  readonly name: string;
  /** Five fields, read in Asia/Shanghai. */
  readonly cron: string;
  /** May be cut off at any moment and run again from its beginning: what it does twice has to come out once. */
  run(stage: Stage): Promise<void>;
}
