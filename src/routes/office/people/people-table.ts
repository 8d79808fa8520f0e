import type { Language } from '#lib/language.ts';
import { LEVEL_TAGS, type Level } from '#modules/deputies/contract.ts';

interface Person {
  readonly name: string;
  readonly levels: readonly Level[];
  readonly towns: readonly string[];
  readonly commitments: number;
}

/** A person a row, as it stands on the screen. */
export function peopleTable({ words, locale }: Language, people: readonly Person[]) {
  const { title, columns } = words.people;
  return {
    name: title,
    headings: [columns.name, columns.levels, columns.towns, columns.commitments],
    rows: people.map(({ name, levels, towns, commitments }) => [
      name,
      levels.map((level) => LEVEL_TAGS[level][locale]).join(' '),
      towns.join('、'),
      commitments,
    ]),
  };
}
