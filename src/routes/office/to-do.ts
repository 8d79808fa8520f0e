import type { Query } from '#lib/href.ts';
import type { Language } from '#lib/language.ts';
import type { ToDo, ToDoKind } from '#modules/deputies/contract.ts';

/** A kind of waiting in the reader's words, with the days of the district's rule. */
export function kindLabel(kind: ToDoKind, todo: Pick<ToDo, 'rule'> | undefined, language: Language): string {
  const { desk } = language.words;
  if (todo !== undefined && kind === 'stalled') return desk.stalledFor(String(todo.rule.stalledDays));
  if (todo !== undefined && kind === 'due-soon') return desk.dueWithin(String(todo.rule.dueSoonDays));
  return desk.kinds[kind];
}

/** The table of exactly those that a count of the to-do list counts. */
export function kindQuery(kind: ToDoKind): Query {
  return { is: kind, year: 'all' };
}
