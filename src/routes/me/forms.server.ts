import { fail } from '@sveltejs/kit';
import { Problem } from '#kernel/contract.ts';
import { STATUS } from '#platform/http/problem-json.ts';

/** Shows the form again as it was filled in, with a sentence of what went wrong; whatever else is thrown goes on. */
export async function orAgain<Result>(values: Record<string, string>, run: () => Promise<Result>) {
  try {
    return await run();
  } catch (error) {
    const isTheirs = error instanceof Problem && ['invalid', 'conflict', 'unavailable'].includes(error.kind);
    if (!isTheirs) throw error;
    return fail(STATUS[error.kind], { says: error.says, values });
  }
}
