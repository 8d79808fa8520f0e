import type { RequestEvent } from '@sveltejs/kit';
import { type Stage, type Actor, perform } from '#kernel/index.server.ts';
import { logDuty } from '#modules/deputies/index.server.ts';
import { dropFiles } from '#platform/files/receive-form.ts';
import { attachmentWork, withReceivedForm } from './attachments/attachments.server.ts';

/** What can be chosen several times. */
const SEVERAL = ['topics', 'themes'] as const;

export interface TypedDuty {
  /** Fields of text; one that was left empty counts as not given. */
  readonly typed: Readonly<Record<string, string>>;
  readonly topics: readonly string[];
  readonly themes: readonly string[];
}

function textsIn(form: URLSearchParams, name: string): string[] {
  return form.getAll(name).flatMap((value) => (value.trim() === '' ? [] : [value.trim()]));
}

function typedIn(form: URLSearchParams): TypedDuty {
  const single = [...form.keys()].filter((name) => !SEVERAL.some((one) => one === name));
  const typed = Object.fromEntries(single.flatMap((name) => textsIn(form, name).map((text) => [name, text] as const)));
  return { typed, topics: textsIn(form, 'topics'), themes: textsIn(form, 'themes') };
}

/**
 * Takes a duty in, as the page or the phone's queue sends it.
 * @param onTyped told what stands on the form before anything is done with it
 */
export function takeDuty(
  { request }: Pick<RequestEvent, 'request'>,
  { stage, actor }: { readonly stage: Stage; readonly actor: Actor },
  onTyped: (duty: TypedDuty) => void,
) {
  return withReceivedForm({ request }, async ({ fields, files }) => {
    const duty = typedIn(fields);
    onTyped(duty);
    const { account: _, ...typed } = duty.typed;
    const { topics, themes } = duty;
    const answer = await perform(stage, actor, {
      useCase: logDuty,
      input: { ...typed, topics, themes, photos: files },
    });
    // A duty that came before has its photos already.
    if (!answer.isNew) await dropFiles((await attachmentWork()).files, files);
    return answer;
  });
}
