import { type RequestEvent, fail } from '@sveltejs/kit';
import { Problem, type ProblemKind } from '#kernel/contract.ts';
import { BATCH_LIMITS } from '#modules/deputies/contract.ts';
import { batchErrors } from '#modules/deputies/index.server.ts';

/** A form is a little more than its files. */
const FORM_BYTES = BATCH_LIMITS.allBytes + 1024 * 1024;

const STATUS: Partial<Record<ProblemKind, number>> = { conflict: 409, unavailable: 503 };

/** @throws Problem `invalid` when it is too large, or did not arrive whole */
export async function readForm({ request }: Pick<RequestEvent, 'request'>): Promise<FormData> {
  if (Number(request.headers.get('content-length') ?? 0) > FORM_BYTES) throw batchErrors.allTooLarge();
  try {
    return await request.formData();
  } catch {
    throw batchErrors.notReceived();
  }
}

export interface FormFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** The files of a field; a field that was left empty arrives as one file without a name. */
export async function filesOf(form: FormData, name: string): Promise<FormFile[]> {
  const files = form.getAll(name).filter((entry) => entry instanceof File && entry.name !== '') as File[];
  return Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) })));
}

export function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value.trim() : '';
}

/** Shows the form again with the sentence of what went wrong; what does not lie with the form goes to the error page. */
export async function orAgain<Result>(run: () => Promise<Result>) {
  try {
    return await run();
  } catch (error) {
    const isTheirs = error instanceof Problem && ['invalid', 'conflict', 'unavailable'].includes(error.kind);
    if (!isTheirs) throw error;
    return fail(STATUS[error.kind] ?? 400, { says: error.says });
  }
}
