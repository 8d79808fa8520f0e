import { error } from '@sveltejs/kit';
import { z } from 'zod';

/** The id in an address; whatever is none leads nowhere. */
export function activityIdOf({ activityId }: { readonly activityId: string }): string {
  return z.uuid().safeParse(activityId).success ? activityId : error(404);
}
