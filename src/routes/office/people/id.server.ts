import { error } from '@sveltejs/kit';
import { z } from 'zod';

/** An id as an address carries it. @throws the page that says there is nothing here, for what cannot be one */
export function idOf(text: string): string {
  if (!z.uuid().safeParse(text).success) error(404, 'person.unknown');
  return text;
}

/** What stands at the end of an address that somebody has copied, or the id alone. */
export function pastedId(text: string): string {
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/i.exec(text)?.[0] ?? text;
}

/** A field that may be left empty. */
export function orNull(text: string): string | null {
  return text === '' ? null : text;
}
