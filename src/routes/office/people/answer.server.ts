import { textOf } from '../forms.server.ts';
import { orNull } from './id.server.ts';

/** What a form says of open commitments: of one, by its id, or of all others. An empty answer follows the default. */
export function answerOf(form: FormData, name: string) {
  return {
    answer: textOf(form, `answer-${name}`),
    successorPostId: orNull(textOf(form, `successor-${name}`)),
    reason: orNull(textOf(form, `reason-${name}`)),
  };
}

/** All texts of a field that a form has several times, in their order. */
export function textsOf(form: FormData, name: string): string[] {
  return form.getAll(name).flatMap((value) => (typeof value === 'string' ? [value.trim()] : []));
}
