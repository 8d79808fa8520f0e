import { z } from 'zod';
import { AccountFilter } from '#kernel/index.server.ts';

/** What the address of the list of accounts may ask for. */
export const AccountQuery = AccountFilter.omit({ text: true }).extend({
  q: AccountFilter.shape.text,
  page: z.coerce.number().int().min(1).max(1000).default(1),
});
