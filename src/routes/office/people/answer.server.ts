import { type RequestEvent, fail } from '@sveltejs/kit';
import { Problem } from '#kernel/contract.ts';
import { orAgain, readForm, textOf } from '../forms.server.ts';
import { orNull } from './id.server.ts';

/** What a form says of open commitments: of one, by its id, or of all others. An empty answer follows the default. */
export function answerOf(form: FormData, name: string) {
  return {
    answer: textOf(form, `answer-${name}`),
    successorPostId: orNull(textOf(form, `successor-${name}`)),
    reason: orNull(textOf(form, `reason-${name}`)),
  };
}

/** What a form says, by the name of the field; of a field that comes several times, the last. */
export type Typed = Readonly<Record<string, string>>;

/** Does what a form asks for; what goes wrong is said above the form, which keeps what was typed. */
export async function orTyped(event: Pick<RequestEvent, 'request'>, run: (form: FormData) => Promise<void>) {
  let typed: Typed = {};
  const again = await orAgain(async () => {
    const form = await readForm(event);
    typed = Object.fromEntries(
      [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value]] : [])),
    );
    await run(form);
  }).catch((failure: unknown) => {
    // A person whom the form names is a field of it, not the page.
    if (!(failure instanceof Problem) || failure.code !== 'person.unknown') throw failure;
    return fail(404, { says: failure.says });
  });
  return again === undefined ? undefined : fail(again.status, { ...again.data, typed });
}

/** All texts of a field that a form has several times, in their order. */
export function textsOf(form: FormData, name: string): string[] {
  return form.getAll(name).flatMap((value) => (typeof value === 'string' ? [value.trim()] : []));
}
