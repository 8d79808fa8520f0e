/** The five kinds of failure with the status code of each: the one place that knows both. */
export const STATUS = {
  invalid: 400,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  unavailable: 503,
} as const;

export interface Bilingual {
  readonly zh: string;
  readonly en: string;
}

/** A failure as it is told to a client. */
export interface Failure {
  readonly status: number;
  /** Stable and public. */
  readonly code: string;
  readonly says: Bilingual;
  readonly facts?: Readonly<Record<string, string | number>>;
}

/** What each status means, in a word. */
export const TITLES: Readonly<Record<number, Bilingual>> = {
  400: { zh: '请求有误', en: 'Invalid request' },
  403: { zh: '没有权限', en: 'Not allowed' },
  404: { zh: '没有找到', en: 'Not found' },
  405: { zh: '不支持此方法', en: 'Method not allowed' },
  409: { zh: '内容已有变动', en: 'Conflict' },
  411: { zh: '请求未说明长度', en: 'Length required' },
  413: { zh: '内容过大', en: 'Content too large' },
  500: { zh: '系统出错', en: 'Internal error' },
  503: { zh: '暂时无法提供服务', en: 'Unavailable' },
};

/** The language that a client prefers, by Accept-Language (RFC 9110): Chinese unless English is wanted more. */
export function preferredLanguage(accept: string | null | undefined): 'zh' | 'en' {
  const weights = { zh: 0, en: 0 };
  for (const range of (accept ?? '').toLowerCase().split(',')) {
    const [tag = '', ...parameters] = range.split(';').map((part) => part.trim());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    const weight = quality === undefined ? 1 : Number(quality.slice(2));
    const [language = ''] = tag.split('-');
    if (language === 'zh' || language === 'en') weights[language] = Math.max(weights[language], weight || 0);
  }
  return weights.en > weights.zh ? 'en' : 'zh';
}

/** A failure as `application/problem+json` (RFC 9457), in the client's language. */
export function problemResponse(
  { status, code, says, facts = {} }: Failure,
  acceptLanguage: string | null | undefined,
): Response {
  const language = preferredLanguage(acceptLanguage);
  const title = (TITLES[status] ?? TITLES[500])?.[language];
  const body = { type: `urn:jiannuo:problem:${code}`, title, status, detail: says[language], code, facts };
  return new Response(JSON.stringify(body), {
    status,
    headers: {
      'content-type': 'application/problem+json; charset=utf-8',
      'content-language': language === 'zh' ? 'zh-CN' : 'en',
      'cache-control': 'no-store',
      vary: 'accept-language',
    },
  });
}
