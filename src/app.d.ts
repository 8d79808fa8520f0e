import type { Actor, SignedIn, Stage } from '#kernel/index.server.ts';
import type { Bilingual, Day } from '#kernel/contract.ts';
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
      /** The day by the clock of the office's business. */
      today: Day;
      isLarge: boolean;
      /** Who is signed in; never known on public pages, which are the same for all. */
      signedIn: SignedIn | undefined;
    }
  }
}
