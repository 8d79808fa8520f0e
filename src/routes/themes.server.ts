import { type Actor, type Stage, ask } from '#kernel/index.server.ts';
import { readThemes } from '#modules/deputies/index.server.ts';

/** What the district works on in a year, for a form to offer; nothing to whoever fills in no form. */
export async function themesFor(
  { stage, actor }: { readonly stage: Stage; readonly actor: Actor },
  year: number,
): Promise<readonly string[]> {
  if (!readThemes.by.some((role) => role === actor.role)) return [];
  return (await ask(stage, actor, { query: readThemes, input: { year } })).themes;
}
