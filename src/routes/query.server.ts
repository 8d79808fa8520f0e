import { z } from 'zod';
import { AsOf, Problem } from '#kernel/contract.ts';
import { type Messages, zh } from '#lib/messages/zh.ts';
import { en } from '#lib/messages/en.ts';

/** What WeChat and senders of newsletters add to a shared address; it says nothing about the page. */
const TRACKERS = /^(from|isappinstalled|scene|nsukey|utm_\w+)$/;

function wrong(name: string, says: (words: Messages) => string): Problem {
  return new Problem('invalid', 'pages.query', { says: { zh: says(zh), en: says(en) }, facts: { name } });
}

/**
 * Reads the parameters of an address by a schema. Empty ones, as a form sends them, count as not given.
 * @throws Problem `invalid` for a parameter that the page does not know, that is given twice, or whose value is wrong
 */
export function readQuery<Schema extends z.ZodObject>(url: URL, schema: Schema): z.output<Schema> {
  const given: Record<string, string> = {};
  for (const [name, value] of url.searchParams) {
    if (TRACKERS.test(name) || value === '') continue;
    if (!Object.hasOwn(schema.shape, name)) throw wrong(name, (words) => words.errors.unknownParameter(name));
    if (Object.hasOwn(given, name)) throw wrong(name, (words) => words.errors.repeatedParameter(name));
    given[name] = value;
  }
  const { asOf } = given;
  if (asOf !== undefined && !AsOf.safeParse(asOf).success) {
    throw wrong('asOf', (words) => words.errors.badParameter('asOf', asOf));
  }
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const name = String(parsed.error.issues[0]?.path[0] ?? '');
  throw wrong(name, (words) => words.errors.badParameter(name, given[name] ?? ''));
}

/** For pages that take no parameters. @throws Problem `invalid` when there is one */
export function readNoQuery(url: URL): void {
  readQuery(url, z.object({}));
}
