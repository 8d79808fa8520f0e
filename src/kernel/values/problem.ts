import type { Bilingual } from './bilingual.ts';

/** The five ways in which a request can fail. Only `platform/http` knows the status code of each. */
export type ProblemKind = 'invalid' | 'not-found' | 'forbidden' | 'conflict' | 'unavailable';

export type ProblemFacts = Readonly<Record<string, string | number>>;

/** A failure that the caller can understand and act upon. Whatever else is thrown is a defect of ours. */
export class Problem extends Error {
  override readonly name = 'Problem';
  readonly kind: ProblemKind;
  /** Stable and public: clients and translations depend on it. */
  readonly code: string;
  readonly facts: ProblemFacts;
  /** What happened and what to do, for the person in front of it. */
  readonly says: Bilingual;

  constructor(kind: ProblemKind, code: string, what: { says: Bilingual; facts?: ProblemFacts }) {
    super(`${code}: ${what.says.en}`);
    this.kind = kind;
    this.code = code;
    this.says = what.says;
    this.facts = what.facts ?? {};
  }
}
