/** The languages of the product: Chinese first, English complete. */
export const LOCALES = ['zh', 'en'] as const;
export type Locale = (typeof LOCALES)[number];

/** A text for people, in both languages. */
export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}
