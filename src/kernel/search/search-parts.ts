/** What somebody looks for: a part between blanks, and the words that it is made of where it is made of several. */
export interface SearchPart {
  readonly text: string;
  /** Two or more, or none. */
  readonly words: readonly string[];
}

const segmenter = new Intl.Segmenter('zh', { granularity: 'word' });

/** Folds what is written differently and reads the same: full-width forms, and the case of Latin letters. */
export function fold(text: string): string {
  return text.normalize('NFKC').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function wordsOf(part: string): string[] {
  const words = [...segmenter.segment(part)].filter((segment) => segment.isWordLike).map(({ segment }) => segment);
  return words.length > 1 ? [...new Set(words)] : [];
}

/**
 * Cuts a query at blanks. Chinese is written without any, so that a part that is found nowhere as it stands is to be
 * looked for word by word.
 * @returns each part once, folded; none when there is nothing to look for
 */
export function searchParts(query: string): SearchPart[] {
  const parts = fold(query)
    .split(/\s+/u)
    .filter((part) => part !== '');
  return [...new Set(parts)].map((text) => ({ text, words: wordsOf(text) }));
}
