/** The kind of subject of a person's photo of themselves; the subject's id is the person's. */
export const PORTRAIT = 'portrait';

/** A photo of a person that may be shown: its path is `attachmentPath` of it. */
export interface Portrait {
  readonly id: string;
  readonly version: number;
}
