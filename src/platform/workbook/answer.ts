import { type Facts, type RefusalCode, WorkbookRefusal } from './refusal.ts';

/** What a worker answers: errors lose their class on the way between threads, so a refusal travels as data. */
export type Answer<T> =
  | { readonly result: T; readonly refused?: never }
  | { readonly refused: { readonly code: RefusalCode; readonly facts: Facts } };

/** For the worker files: turns a refusal into data. */
export async function answer<T>(task: () => Promise<T>): Promise<Answer<T>> {
  try {
    return { result: await task() };
  } catch (error) {
    if (error instanceof WorkbookRefusal) return { refused: { code: error.code, facts: error.facts } };
    throw error;
  }
}
