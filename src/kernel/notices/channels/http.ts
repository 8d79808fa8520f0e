import type { Outcome } from '../domain/delivery-life.ts';

const WAIT_MS = 15_000;
const MOST_BYTES = 64 * 1024;

/** Before any of these nothing has been handed over. */
const NEVER_SENT =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH|UND_ERR_CONNECT_TIMEOUT|CERT_|ERR_TLS|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO)/;

async function readSome(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MOST_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function codeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  if (cause instanceof Error && 'code' in cause && typeof cause.code === 'string') return cause.code;
  return cause instanceof Error ? cause.name : 'unknown';
}

export interface Request {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

/**
 * Hands a request over, follows no redirect, and judges the answer.
 * @param judge told the text of an answer whose status is good
 */
export async function hand(request: Request, judge: (answer: string) => Outcome): Promise<Outcome> {
  const { url, method, headers, body } = request;
  try {
    const response = await fetch(url, {
      ...{ method, headers, redirect: 'manual', signal: AbortSignal.timeout(WAIT_MS) },
      ...(body === undefined ? {} : { body }),
    });
    const answer = await readSome(response);
    if (response.ok) return judge(answer);
    return { kind: 'failed', code: `http-${response.status}`, isDown: true };
  } catch (error) {
    const code = codeOf(error);
    if (NEVER_SENT.test(code)) return { kind: 'failed', code: code.toLowerCase(), isDown: true };
    return { kind: 'unknown', code: code.toLowerCase() };
  }
}
