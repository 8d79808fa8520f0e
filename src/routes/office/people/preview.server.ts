import { type Bilingual, Problem } from '#kernel/contract.ts';
import { textsOf } from './answer.server.ts';

/** A preview, once there is something to look at; what speaks against what would be done is said on the page. */
export async function orSays<Preview>(
  run: (() => Promise<Preview>) | undefined,
): Promise<{ readonly preview?: Preview; readonly problem?: Bilingual }> {
  if (run === undefined) return {};
  try {
    return { preview: await run() };
  } catch (failure) {
    if (!(failure instanceof Problem) || failure.kind === 'unavailable') throw failure;
    return { problem: failure.says };
  }
}

/** The posts that become one, and of which years the listing of the one that goes is kept. */
export function pairsIn(form: FormData) {
  return textsOf(form, 'pair').map((pair) => {
    const [keptId = '', goneId = ''] = pair.split('/');
    const years = textsOf(form, `year-${goneId}`).flatMap((choice) =>
      choice.endsWith(' gone') ? parseInt(choice) : [],
    );
    return { keptId, goneId, years };
  });
}
