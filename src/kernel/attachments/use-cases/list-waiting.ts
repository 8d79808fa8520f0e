import { z } from 'zod';
import { defineQuery } from '../../use-case/define-use-case.ts';
import type { Attachment } from '../domain/attachment.ts';
import { countWaiting, findWaiting } from '../store/attachments.ts';
import { publicFacts } from './read-attachment.ts';

export interface Waiting {
  readonly total: number;
  readonly items: readonly Attachment[];
}

/** What waits for whoever asks: in their region, for a clerk of their station alone, the oldest first. */
export const listWaiting = defineQuery({
  name: 'kernel.list-waiting',
  input: z.object({ offset: z.int().min(0).default(0), limit: z.int().min(0).max(200).default(50) }),
  by: ['district-officer', 'town-officer', 'station-clerk', 'auditor', 'operator'],
  async read({ tx, actor }, page): Promise<Waiting> {
    const desk = { region: actor.region, unit: actor.role === 'station-clerk' ? (actor.unit ?? null) : undefined };
    const total = await countWaiting(tx, desk);
    const items = page.limit === 0 ? [] : await findWaiting(tx, desk, page);
    return { total, items: items.map(publicFacts) };
  },
});
