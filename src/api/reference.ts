import type { Bilingual } from '#kernel/contract.ts';
import type { ApiDocument, ApiOperation, ApiParameter } from './document.ts';

/** One address of the API, for people. */
export interface ReferenceEntry {
  readonly id: string;
  readonly path: string;
  readonly title: Bilingual;
  readonly says: Bilingual;
  readonly parameters: readonly {
    readonly name: string;
    readonly isRequired: boolean;
    /** `integer`, or the values that it can have. */
    readonly kind: string;
    readonly says: Bilingual;
    readonly example: string;
  }[];
  readonly responses: readonly { readonly status: string; readonly says: string; readonly example: string | null }[];
  /** A link that works as it stands, where no id is needed for it. */
  readonly tryIt: string | null;
}

function kindOf({ schema }: ApiParameter): string {
  const values = schema['enum'];
  if (Array.isArray(values)) return values.map(String).join(' | ');
  return typeof schema['format'] === 'string' ? schema['format'] : String(schema['type']);
}

function responsesOf(operation: ApiOperation): ReferenceEntry['responses'] {
  return Object.entries(operation.responses).map(([status, { description, content }]) => {
    const [shown] = Object.values(content ?? {});
    const example = shown?.example === undefined ? null : JSON.stringify(shown.example, null, 2);
    return { status, says: description, example };
  });
}

/** What the reference page shows: all of the document that a reader needs, and nothing that it does not have. */
export function referenceOf(document: ApiDocument): ReferenceEntry[] {
  return Object.entries(document.paths).map(([path, { get: operation }]) => ({
    id: operation.operationId,
    path,
    title: { zh: operation['x-zh'].summary, en: operation.summary },
    says: { zh: operation['x-zh'].description, en: operation.description },
    parameters: (operation.parameters ?? []).map((parameter) => ({
      name: parameter.name,
      isRequired: parameter.required ?? false,
      kind: kindOf(parameter),
      says: { zh: parameter['x-zh'].description, en: parameter.description },
      example: String(parameter.example),
    })),
    responses: responsesOf(operation),
    tryIt: path.includes('{') ? null : path,
  }));
}
