import type { Actor, Stage } from '#kernel/index.server.ts';
import type { Bilingual, Day, RegionCode } from '#kernel/contract.ts';
import type { Locale } from '#lib/language.ts';

declare global {
  namespace App {
    interface Error {
      status: number;
      message: string;
      /** What happened and what to do, where we know it. */
      says?: Bilingual;
    }
    interface Locals {
      stage: Stage;
      actor: Actor;
      locale: Locale;
      mode: 'demo' | 'production';
      /** The district that the site is of; null while its store is empty. */
      district: { readonly code: RegionCode; readonly name: string } | null;
      /** The day by the clock of the office's business. */
      today: Day;
      isLarge: boolean;
    }
  }
}
