import { availableParallelism } from 'node:os';
import { z } from 'zod';
import { FileRefusal } from '#platform/files/refusal.ts';
import { Turns } from '#platform/files/turns.ts';
import { checkFile } from '#platform/files/receive-form.ts';
import { makeSizes } from '#platform/pictures/make-sizes.ts';
import { type Actor, ask, defineQuery, defineUseCase, perform } from '../../use-case/define-use-case.ts';
import {
  type Processed,
  type StoredAttachment,
  findAttachmentForChange,
  findReceived,
  updateProcessed,
  updateUnreadable,
} from '../store/attachments.ts';
import type { AttachmentWork } from './attachment-work.ts';

/** One core is left for whoever is served meanwhile. */
const AT_ONCE = Math.max(1, availableParallelism() - 1);
/** Saved together: fewer transactions, and pages kept in memory are made anew less often. */
const SAVED_TOGETHER = 8;

const Sha256 = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .nullable();

/** What has come in and was not processed yet, the oldest first. */
export const readReceived = defineQuery({
  name: 'kernel.read-received',
  input: z.object({ limit: z.int().positive().max(1000) }),
  by: ['clock'],
  read: ({ tx }, { limit }): Promise<StoredAttachment[]> => findReceived(tx, limit),
});

/** Saves what was made of files that came in. Whatever was done meanwhile by somebody else stays as it is. */
export const keepProcessed = defineUseCase({
  name: 'kernel.keep-processed',
  // Nobody outside sees a picture before it has been screened.
  isQuiet: true,
  input: z.object({
    processed: z.array(
      z.object({
        ...{ id: z.uuid(), sha256: Sha256, smallSha256: Sha256, tinySha256: Sha256 },
        ...{ format: z.string(), width: z.int(), height: z.int(), bytes: z.int() },
      }),
    ),
    unreadable: z.array(z.object({ id: z.uuid(), refusal: z.string() })),
  }),
  by: ['clock'],
  async run({ tx, actor }, { processed, unreadable }) {
    const saved: string[] = [];
    const load = async (id: string) => {
      const stored = await findAttachmentForChange(tx, id, actor.region);
      return stored?.state === 'received' ? stored : undefined;
    };
    for (const { id, ...to } of processed) {
      const stored = await load(id);
      if (stored === undefined) continue;
      await updateProcessed(tx, stored, to);
      saved.push(id);
    }
    for (const { id, refusal } of unreadable) {
      const stored = await load(id);
      if (stored === undefined) continue;
      await updateUnreadable(tx, stored, refusal);
      saved.push(id);
    }
    return { result: { saved }, record: [] };
  },
});

/** What became of a file: its contents to be kept with their facts, or why it could not be read. */
type Made =
  | { readonly row: StoredAttachment; readonly contents: readonly Buffer[]; readonly facts: Omit<Processed, Names> }
  | { readonly row: StoredAttachment; readonly refusal: string };
type Names = 'sha256' | 'smallSha256' | 'tinySha256';

async function make({ files }: AttachmentWork, row: StoredAttachment): Promise<Made> {
  try {
    const bytes = await files.readIncoming(row.original ?? '');
    if (row.kind === 'picture') {
      const { large, small, tiny, width, height } = await makeSizes(bytes);
      return { row, contents: [large, small, tiny], facts: { format: 'jpeg', width, height, bytes: large.length } };
    }
    await checkFile(bytes);
    return { row, contents: [bytes], facts: { format: row.format, width: 0, height: 0, bytes: bytes.length } };
  } catch (error) {
    if (error instanceof FileRefusal) return { row, refusal: error.code };
    const isGone = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (isGone) return { row, refusal: 'file.lost' };
    throw error;
  }
}

async function save(work: AttachmentWork, actor: Actor, made: readonly Made[]): Promise<number> {
  const good = made.filter((one) => 'contents' in one);
  const unreadable = made.flatMap((one) => ('refusal' in one ? [{ id: one.row.id, refusal: one.refusal }] : []));
  const { saved } = await work.files.keep(
    good.flatMap(({ contents }) => contents),
    (names) => {
      const left = [...names];
      const processed = good.map(({ row, contents, facts }) => {
        const [sha256 = null, smallSha256 = null, tinySha256 = null] = left.splice(0, contents.length);
        return { id: row.id, sha256, smallSha256, tinySha256, ...facts };
      });
      return perform(work.stage, actor, { useCase: keepProcessed, input: { processed, unreadable } });
    },
  );
  // Only now: until the rows have let go of it, a crash finds the file as it came and begins again.
  for (const { row } of made) await work.files.dropIncoming(row.original ?? '');
  return saved.length;
}

/**
 * Makes of files that came in what is kept of them: pictures without metadata in three sizes, documents as they are.
 * What a crash interrupts is begun again; each is saved once, however many work on it.
 * @param actor the clock, for the regions whose files are to be processed
 * @returns how many were saved; 0 when nothing is left
 */
export async function processAttachments(work: AttachmentWork, actor: Actor, limit: number): Promise<number> {
  const rows = await ask(work.stage, actor, { query: readReceived, input: { limit } });
  const turns = new Turns(AT_ONCE);
  let saved = 0;
  for (let from = 0; from < rows.length; from += SAVED_TOGETHER) {
    const together = rows.slice(from, from + SAVED_TOGETHER);
    const made = await Promise.all(together.map((row) => turns.take(() => make(work, row))));
    saved += await save(work, actor, made);
  }
  return saved;
}
