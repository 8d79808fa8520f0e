import type { IncomingMessage, ServerResponse } from 'node:http';
import { openLog } from '#platform/log.ts';
import { type Failure, TITLES, problemResponse } from '#platform/http/problem-json.ts';

/** A form without files is a few lines; those of the office and of deputies bring files, behind sign-in. */
const MOST_FORM_BYTES = 256 * 1024;
/** Where forms bring files. What is taken there is measured again, piece by piece, while it comes in. */
const BRINGS_FILES = /^\/(en\/)?(office|me)(\/|$|\?)/;
const IS_API = /^\/api(\/|$|\?)/;

const UNREADABLE: Failure = {
  status: 400,
  code: 'request.address',
  says: {
    zh: '网址写法有误，无法读取。请检查后重试。',
    en: 'The address is malformed and cannot be read. Check it and try again.',
  },
};
const WITHOUT_LENGTH: Failure = {
  status: 411,
  code: 'request.length',
  says: { zh: '请求没有说明长度，未被接收。', en: 'The request does not say how long it is, and was not taken.' },
};
const TOO_LARGE: Failure = {
  status: 413,
  code: 'request.too-large',
  says: { zh: '提交的内容过大，未被接收。', en: 'What was sent is too large, and was not taken.' },
};

/** No character has to be written as NUL, and none of what is decoded may be it. */
function isReadable(url: string): boolean {
  try {
    return !decodeURIComponent(url.split('?')[0] ?? '').includes('\0');
  } catch {
    return false;
  }
}

/** Why a request is not worth looking at, before anything is read of it; undefined when it is. */
export function refusalOf({ url = '/', method, headers }: Pick<IncomingMessage, 'url' | 'method' | 'headers'>) {
  if (!isReadable(url)) return UNREADABLE;
  if (method === 'GET' || method === 'HEAD' || BRINGS_FILES.test(url)) return undefined;
  if (headers['transfer-encoding'] !== undefined) return WITHOUT_LENGTH;
  return Number(headers['content-length'] ?? 0) > MOST_FORM_BYTES ? TOO_LARGE : undefined;
}

const STYLE =
  'margin:15vh auto;max-width:34em;padding:0 20px;background:#fbfaf6;color:#1b1a17;font:17px/1.7 sans-serif';

function pageOf({ status, says }: Failure): string {
  const title = TITLES[status] ?? says;
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title.zh} · 践诺</title></head>
<body style="${STYLE}"><main><h1>${title.zh}</h1><p>${says.zh}</p><p lang="en">${says.en}</p>
<p><a href="/" style="color:inherit">践诺首页</a></p></main></body></html>
`;
}

/** Answers what is not looked at: the API as problem+json, pages as a page. The line is closed, its rest is not read. */
export async function refuse(request: IncomingMessage, response: ServerResponse, failure: Failure): Promise<void> {
  openLog().warn({ code: failure.code, status: failure.status, method: request.method }, 'not looked at');
  const headers: Record<string, string> = { connection: 'close', 'cache-control': 'no-store' };
  if (IS_API.test(request.url ?? '')) {
    const answer = problemResponse(failure, request.headers['accept-language']);
    for (const [name, value] of answer.headers) headers[name] = value;
    response.writeHead(failure.status, headers).end(await answer.text());
    return;
  }
  headers['content-type'] = 'text/html; charset=utf-8';
  response.writeHead(failure.status, headers).end(pageOf(failure));
}
