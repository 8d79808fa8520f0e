/** The embedded store is not available. The sentence says what happened and what to do. */
export class EmbeddedFailure extends Error {
  override readonly name = 'EmbeddedFailure';
  /** Stable, for logs and tests. */
  readonly code: EmbeddedFailureCode;
  readonly says: { readonly zh: string; readonly en: string };

  constructor(code: EmbeddedFailureCode, says: { readonly zh: string; readonly en: string }) {
    super(says.en);
    this.code = code;
    this.says = says;
  }
}

export type EmbeddedFailureCode =
  | 'no-binaries'
  | 'no-user'
  | 'no-folder'
  | 'start-failed'
  | 'disk-full'
  | 'still-in-use'
  | 'already-serving'
  | 'stopped';
