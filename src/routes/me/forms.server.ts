import { fail } from '@sveltejs/kit';
import { type Bilingual, Problem } from '#kernel/contract.ts';
import { en } from '#lib/messages/en.ts';
import { zh } from '#lib/messages/zh.ts';
import { STATUS } from '#platform/http/problem-json.ts';

type FieldName = keyof typeof zh.me.fields;

function isField(name: string): name is FieldName {
  return Object.hasOwn(zh.me.fields, name);
}

/** What is to be told of a problem: of a field that cannot be read, by the name that it has on the page. */
export function sentenceOf({ code, facts, says }: Problem): Bilingual {
  const at = String(facts['at'] ?? '').split('.')[0] ?? '';
  if (!code.endsWith('.input') || !isField(at)) return says;
  return { zh: zh.me.checkField(zh.me.fields[at]), en: en.me.checkField(en.me.fields[at]) };
}

/** The fields of text that a form has brought; one that was left empty counts as not given. */
export function given(fields: FormData | URLSearchParams): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of fields) if (typeof value === 'string' && value.trim() !== '') found[name] = value.trim();
  return found;
}

/** Shows the form again as it was filled in, with a sentence of what went wrong; whatever else is thrown goes on. */
export async function orAgain<Result>(values: Record<string, string>, run: () => Promise<Result>) {
  try {
    return await run();
  } catch (error) {
    const isTheirs = error instanceof Problem && ['invalid', 'conflict', 'unavailable'].includes(error.kind);
    if (!isTheirs) throw error;
    return fail(STATUS[error.kind], { says: sentenceOf(error), values });
  }
}
