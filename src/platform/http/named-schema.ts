import { extendZodWithOpenApi } from '@hono/zod-openapi';
import { z } from 'zod';

extendZodWithOpenApi(z);

/**
 * A schema under the name that it has in the API's document. A copy, because schemas that were made before zod was
 * extended know nothing of documents.
 */
export function namedSchema<Schema extends z.ZodType>(name: string, schema: Schema): Schema {
  return schema.clone().openapi(name);
}
