import { createContext } from 'svelte';
import { type Format, formatOf } from './format.ts';
import { type Query, hrefOf } from './href.ts';
import { type Messages, zh } from './messages/zh.ts';
import { en } from './messages/en.ts';

/** The languages of the pages; the same two as the product's. */
export type Locale = 'zh' | 'en';

/** The value of `lang` for each. */
export const LANG: Readonly<Record<Locale, string>> = { zh: 'zh-CN', en: 'en' };

/** What a component needs to speak: words, formats, and links that stay in the language. */
export interface Language {
  readonly locale: Locale;
  readonly words: Messages;
  readonly format: Format;
  /** A link within the site, with the language and the parameters that are set. */
  readonly to: (path: string, query?: Query) => string;
}

const MESSAGES: Readonly<Record<Locale, Messages>> = { zh, en };

export function languageOf(locale: Locale): Language {
  return {
    locale,
    words: MESSAGES[locale],
    format: formatOf(locale),
    to: (path, query) => hrefOf(locale, path, query),
  };
}

const [useLanguage, provideLanguage] = createContext<Language>();
export { provideLanguage, useLanguage };
