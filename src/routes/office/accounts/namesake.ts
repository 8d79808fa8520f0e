import type { Bilingual } from '#kernel/contract.ts';
import type { Level } from '#modules/deputies/contract.ts';

/** One of several people of a name, told apart by the post. */
export interface Namesake {
  readonly id: string;
  readonly name: string;
  readonly level: Level | null;
  readonly town: Bilingual | null;
  readonly electoralDistrict: string | null;
}
