import type { RequestEvent } from '@sveltejs/kit';
import { type Stage, type Actor, perform } from '#kernel/index.server.ts';
import { logDuty } from '#modules/deputies/index.server.ts';
import { readForm } from './office/forms.server.ts';

/** What can be chosen several times. */
const SEVERAL = ['topics', 'themes'] as const;

export interface TypedDuty {
  /** Fields of text; one that was left empty counts as not given. */
  readonly typed: Readonly<Record<string, string>>;
  readonly topics: readonly string[];
  readonly themes: readonly string[];
}

function textsIn(form: FormData, name: string): string[] {
  return form.getAll(name).flatMap((value) => (typeof value === 'string' && value.trim() !== '' ? [value.trim()] : []));
}

/** The form of a duty, as the page or the phone's queue sends it. */
export async function readDutyForm(event: Pick<RequestEvent, 'request'>): Promise<TypedDuty> {
  const form = await readForm(event);
  const single = [...form.keys()].filter((name) => !SEVERAL.some((one) => one === name));
  const typed = Object.fromEntries(single.flatMap((name) => textsIn(form, name).map((text) => [name, text] as const)));
  return { typed, topics: textsIn(form, 'topics'), themes: textsIn(form, 'themes') };
}

export function takeDuty({ stage, actor }: { readonly stage: Stage; readonly actor: Actor }, duty: TypedDuty) {
  const { typed, topics, themes } = duty;
  return perform(stage, actor, { useCase: logDuty, input: { ...typed, topics, themes } });
}
