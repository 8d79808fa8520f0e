import { z } from '@hono/zod-openapi';
import { TITLES } from './problem-json.ts';

/** RFC 9457, with a stable code and the facts that the sentence is made of. */
const ProblemDocument = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    facts: z.record(z.string(), z.union([z.string(), z.number()])),
  })
  .openapi('Problem');

const MEANINGS = {
  400: 'A parameter is unknown, repeated or malformed. Codes: request.parameter, as-of.malformed, as-of.too-early, as-of.in-future.',
  404: 'There is no such thing, or none that is public.',
  500: 'A defect on our side; it is logged, and nothing of it is told.',
  405: 'The API is read only.',
} as const;

const EXAMPLES = {
  'request.parameter': { detail: '参数 colour 有误:没有此参数。', facts: { parameter: 'colour' } },
  'deputy.unknown': { detail: '没有这位代表。', facts: { personId: '01926f0e-5b7a-7c3d-9e10-2f4a6b8c0d1e' } },
  'method.not-allowed': { detail: '此地址只支持 GET, HEAD, OPTIONS。', facts: {} },
  internal: { detail: '系统出错,已记录。请稍后再试。', facts: {} },
} as const;

function problem(description: string, status: keyof typeof MEANINGS, code: keyof typeof EXAMPLES) {
  const title = TITLES[status]?.zh;
  const example = { type: `urn:jiannuo:problem:${code}`, title, status, code, ...EXAMPLES[code] };
  return { description, content: { 'application/problem+json': { schema: ProblemDocument, example } } };
}

/** What every reading operation can answer besides its good answer. */
export const problemResponses = {
  304: { description: 'The client has this answer already, by its If-None-Match.' },
  400: problem(MEANINGS[400], 400, 'request.parameter'),
  404: problem(MEANINGS[404], 404, 'deputy.unknown'),
  405: problem(MEANINGS[405], 405, 'method.not-allowed'),
  500: problem(MEANINGS[500], 500, 'internal'),
} as const;
