import { fail } from '@sveltejs/kit';
import { Problem, type ProblemKind } from '#kernel/contract.ts';

const STATUS: Readonly<Record<ProblemKind, number>> = {
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unavailable: 503,
};

/**
 * Shows the form again as it was filled in, with the sentence of what went wrong; what may not be done is said beside the
 * form too. What does not exist for the actor goes to the error page.
 */
export async function orSayHere<Result>(typed: Record<string, string>, run: () => Promise<Result>) {
  try {
    return await run();
  } catch (error) {
    if (!(error instanceof Problem) || error.kind === 'not-found') throw error;
    return fail(STATUS[error.kind], { says: error.says, typed });
  }
}
