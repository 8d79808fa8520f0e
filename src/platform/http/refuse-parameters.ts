import type { z } from 'zod';
import { type Failure, problemResponse } from './problem-json.ts';

function failureOf(issue: z.core.$ZodIssue | undefined, isRepeated: (name: string) => boolean): Failure {
  const isUnknown = issue?.code === 'unrecognized_keys';
  const parameter = (isUnknown ? issue.keys[0] : issue?.path.map(String).join('.')) ?? '';
  const [zh, en] = isUnknown
    ? ['没有此参数。', 'there is no such parameter.']
    : isRepeated(parameter)
      ? ['只能出现一次。', 'it must not be repeated.']
      : ['取值不符合要求。', `${issue?.message ?? 'it is malformed'}.`];
  const says = { zh: `参数 ${parameter} 有误:${zh}`, en: `The parameter ${parameter} is wrong: ${en}` };
  return { status: 400, code: 'request.parameter', says, facts: { parameter } };
}

interface Asked {
  readonly req: {
    queries(name: string): string[] | undefined;
    header(name: 'accept-language'): string | undefined;
  };
}

/** Tells which parameter is unknown, repeated or malformed: the hook of every router. */
export function refuseParameters(
  result: { readonly success: true } | { readonly success: false; readonly error: z.core.$ZodError },
  { req }: Asked,
): Response | undefined {
  if (result.success) return undefined;
  const isRepeated = (name: string) => (req.queries(name)?.length ?? 0) > 1;
  return problemResponse(failureOf(result.error.issues[0], isRepeated), req.header('accept-language'));
}
