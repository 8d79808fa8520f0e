import type { OpenAPIHono } from '@hono/zod-openapi';
import type { Env } from 'hono';
import { deputyParameters } from '#modules/deputies/index.server.ts';

/** A parameter as the document has it, with its meaning in Chinese besides. */
export interface ApiParameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description: string;
  readonly example: string | number;
  readonly schema: Readonly<Record<string, unknown>>;
  readonly 'x-zh': { readonly description: string };
}

interface ApiContent {
  readonly schema?: unknown;
  readonly example?: unknown;
}

export interface ApiOperation {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly 'x-zh': { readonly summary: string; readonly description: string };
  readonly parameters?: readonly ApiParameter[];
  readonly responses: Readonly<
    Record<string, { readonly description: string; readonly content?: Readonly<Record<string, ApiContent>> }>
  >;
}

export interface ApiDocument {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string; readonly description: string };
  readonly paths: Readonly<Record<string, { readonly get: ApiOperation }>>;
  readonly components: { readonly schemas: Readonly<Record<string, unknown>> };
}

type RawParameter = Omit<ApiParameter, 'description' | 'example' | 'x-zh'>;

/** @throws Error for a parameter that nobody has described: the document is to be whole */
function described(parameter: RawParameter): ApiParameter {
  const note = deputyParameters[parameter.name];
  if (note === undefined) throw new Error(`the parameter ${parameter.name} is not described`);
  const { says, example } = note;
  return { ...parameter, description: says.en, example, 'x-zh': { description: says.zh } };
}

/** The OpenAPI 3.1 document of an application, with every parameter described. */
export function documentOf<E extends Env>(app: OpenAPIHono<E>): ApiDocument {
  const document = app.getOpenAPI31Document({
    openapi: '3.1.0',
    info: {
      title: '践诺 Jiannuo',
      version: '1',
      description:
        "A district's deputies, what they promised and what became of it. Public and read-only; personal data by consent only.",
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: '/' }],
    security: [],
    tags: [
      { name: 'deputies', description: '代表 Deputies' },
      { name: 'commitments', description: '承诺 Commitments' },
      { name: 'figures', description: '数据 Figures' },
      { name: 'stations', description: '代表家站 Stations' },
    ],
  }) as unknown as ApiDocument;
  const paths = Object.entries(document.paths).map(([path, { get }]) => [
    path,
    { get: { ...get, parameters: (get.parameters ?? []).map(described) } },
  ]);
  return { ...document, paths: Object.fromEntries(paths) as ApiDocument['paths'] };
}
