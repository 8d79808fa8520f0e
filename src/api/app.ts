import { OpenAPIHono } from '@hono/zod-openapi';
import type { Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import { Problem } from '#kernel/contract.ts';
import type { Actor, Stage } from '#kernel/index.server.ts';
import { deputyRoutes } from '#modules/deputies/index.server.ts';
import { withEtag } from '#platform/http/etag.ts';
import { type Failure, STATUS, problemResponse } from '#platform/http/problem-json.ts';
import { refuseParameters } from '#platform/http/refuse-parameters.ts';
import { type ApiDocument, documentOf } from './document.ts';

/** What a request is answered from and for whom; given with each, so that the application itself holds nothing. */
export interface ApiBindings {
  readonly stage: Stage;
  readonly actor: Actor;
  /** Hears of what went wrong on our side. */
  readonly report: (error: unknown) => void;
}

interface ApiEnv {
  Bindings: ApiBindings;
}

const METHODS = 'GET, HEAD, OPTIONS';

const UNKNOWN_PATH: Failure = {
  status: 404,
  code: 'path.unknown',
  says: {
    zh: '没有这个地址。接口说明见 /api/reference。',
    en: 'There is no such address. See /api/reference for those that are there.',
  },
};

const WRONG_METHOD: Failure = {
  status: 405,
  code: 'method.not-allowed',
  says: { zh: `此地址只支持 ${METHODS}。`, en: `This address knows ${METHODS} only.` },
};

const DEFECT: Failure = {
  status: 500,
  code: 'internal',
  says: {
    zh: '系统出错,已记录。请稍后再试。',
    en: 'Something went wrong on our side and was logged. Try again later.',
  },
};

function failureOf(error: unknown): Failure {
  if (error instanceof Problem) {
    return { status: STATUS[error.kind], code: error.code, says: error.says, facts: error.facts };
  }
  if (error instanceof HTTPException && error.status < 500) {
    const says = { zh: '请求无法读取。', en: 'The request cannot be read.' };
    return { status: 400, code: 'request.malformed', says };
  }
  return DEFECT;
}

function refuse(context: Context<ApiEnv>, failure: Failure): Response {
  return problemResponse(failure, context.req.header('accept-language'));
}

/** Answers for a path that is there: what may be asked of it, or that something else may not. */
function answerOtherMethods(context: Context<ApiEnv>): Response {
  if (context.req.method !== 'OPTIONS') {
    const response = refuse(context, WRONG_METHOD);
    response.headers.set('allow', METHODS);
    return response;
  }
  const headers = {
    allow: METHODS,
    'access-control-allow-methods': METHODS,
    'access-control-allow-headers': 'accept-language, if-none-match',
    'access-control-max-age': '86400',
  };
  return new Response(null, { status: 204, headers });
}

/** All is public and read without credentials, so that any page may read it. */
function openToAll(response: Response): Response {
  response.headers.set('access-control-allow-origin', '*');
  response.headers.set('access-control-expose-headers', 'etag, link');
  return response;
}

function buildApi() {
  const app = new OpenAPIHono<ApiEnv>({ defaultHook: refuseParameters });
  app.use(async (context, next) => {
    await next();
    context.res = openToAll(await withEtag(context.req.raw, context.res));
  });
  app.onError((error, context) => {
    const failure = failureOf(error);
    if (failure.status === 500) context.env.report(error);
    return refuse(context, failure);
  });
  app.notFound((context) => refuse(context, UNKNOWN_PATH));
  app.route('/api/v1', deputyRoutes());
  const document: ApiDocument = documentOf(app);
  app.get('/api/openapi.json', (context) => context.json(document));
  for (const path of [...Object.keys(document.paths), '/api/openapi.json']) {
    app.all(path.replace(/\{(\w+)\}/g, ':$1'), answerOtherMethods);
  }
  return { app, document };
}

const api = buildApi();

/** The OpenAPI 3.1 document of the whole API. */
export const apiDocument: ApiDocument = api.document;

/** Answers a request to /api; never throws. */
export async function answerApi(request: Request, bindings: ApiBindings): Promise<Response> {
  return api.app.fetch(request, bindings);
}
