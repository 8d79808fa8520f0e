import type { z } from 'zod';
import { Problem } from '#kernel/contract.ts';
import type { JournalEntry, Outcome, Scene, TrailEntry, UseCase } from '#kernel/index.server.ts';
import type { BulkAction, BulkResult, BulkRow } from '../../contract.ts';
import { officeErrors } from '../../domain/office/office-errors.ts';
import { apart, insertBulk } from '../../store/office/bulk-actions.ts';
import type { Standing } from '../life/act.ts';

interface Done {
  readonly rows: BulkRow[];
  readonly record: JournalEntry[];
  readonly trail: TrailEntry[];
}

/**
 * Does the same to each of some commitments as if it were done to it alone: its own permission, its own revision. What is
 * refused is left as it is, with the reason, and the others go on.
 */
export async function inTurn<Item extends { readonly commitmentId: string }>(
  { tx }: Scene,
  items: readonly Item[],
  run: (item: Item) => Promise<Outcome<Standing>>,
): Promise<Done> {
  const done: Done = { rows: [], record: [], trail: [] };
  for (const item of items) {
    const { commitmentId } = item;
    try {
      const { result, record, trail = [] } = await apart(tx, () => run(item));
      const { revision, state } = result;
      done.rows.push({ commitmentId, revision, state, code: null, says: null });
      done.record.push(...record);
      done.trail.push(...trail);
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      done.rows.push({ commitmentId, revision: null, state: null, code: error.code, says: error.says });
    }
  }
  return done;
}

/** One of several, put to the use case by which it would be done alone. */
export function alone<Input extends z.ZodType>(scene: Scene, useCase: UseCase<Input, Standing>, raw: unknown) {
  const input = useCase.input.safeParse(raw);
  if (!input.success) throw officeErrors.howMissing();
  return useCase.run(scene, input.data);
}

/** Keeps what was done, so that it can be looked at again. */
export async function kept(scene: Scene, action: BulkAction, done: Done): Promise<Outcome<BulkResult>> {
  const { tx, actor, recordedAt, newId } = scene;
  const { rows, record, trail } = done;
  const bulkId = newId();
  await insertBulk(tx, actor.region, { id: bulkId, action, byAccount: actor.id, rows, doneAt: recordedAt });
  return { result: { bulkId, action, rows }, record, trail };
}
