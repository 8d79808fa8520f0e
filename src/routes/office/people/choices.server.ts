import { ask } from '#kernel/index.server.ts';
import { listPeople } from '#modules/deputies/index.server.ts';
import type { Office } from '../office.server.ts';

/** Somebody whom a form can name, as they are found by name. */
export interface PersonChoice {
  readonly id: string;
  readonly name: string;
  /** Where they hold or held a post. */
  readonly towns: readonly string[];
}

const MOST = 20;

/** The first of those whose name, pinyin or initials hold what is looked for, in post or not. */
export async function findChoices(
  { stage, actor }: Office,
  q: string | undefined,
  without?: string,
): Promise<PersonChoice[] | undefined> {
  if (q === undefined) return undefined;
  const { people } = await ask(stage, actor, { query: listPeople, input: { q, standing: 'all' } });
  return people
    .filter(({ id }) => id !== without)
    .slice(0, MOST)
    .map(({ id, name, towns }) => ({ id, name, towns }));
}
