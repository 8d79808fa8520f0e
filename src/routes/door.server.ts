import { type RequestEvent, fail } from '@sveltejs/kit';
import { Problem, type ProblemKind } from '#kernel/contract.ts';
import type { Gate, Stage } from '#kernel/index.server.ts';
import { noteRefusal } from './refusals.server.ts';
import { theStore } from '../composition.server.ts';

const STATUS: Partial<Record<ProblemKind, number>> = {
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unavailable: 503,
};
/** A form at the door is a few lines. */
const FORM_BYTES = 16 * 1024;

/** The one door of this process. */
export async function theGate(): Promise<Gate> {
  return (await theStore()).gate();
}

/** A stage that remembers no answers: what a code is good for is asked anew each time. */
export function freshStage({ recall: _recall, ...stage }: Stage): Stage {
  return stage;
}

/** The fields of a small form as text. @throws Problem `invalid` when it is none */
export async function fieldsOf({ request }: Pick<RequestEvent, 'request'>): Promise<(name: string) => string> {
  const says = { zh: '表单没有完整收到，请再试一次。', en: 'The form did not arrive whole: try again.' };
  if (Number(request.headers.get('content-length') ?? 0) > FORM_BYTES)
    throw new Problem('invalid', 'form.size', { says });
  const form = await request.formData().catch(() => {
    throw new Problem('invalid', 'form.read', { says });
  });
  return (name) => {
    const value = form.get(name);
    return typeof value === 'string' ? value : '';
  };
}

/** Shows the form again with the sentence of what went wrong. */
export async function orSay<Result>(run: () => Promise<Result>) {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    noteRefusal(error);
    return fail(STATUS[error.kind] ?? 400, { says: error.says });
  }
}

/** Null for a field that was left empty. */
export function orNull(text: string): string | null {
  return text.trim() === '' ? null : text;
}
