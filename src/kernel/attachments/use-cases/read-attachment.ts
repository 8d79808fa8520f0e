import { z } from 'zod';
import { districtCode } from '../../values/region-code.ts';
import { ROLES, type Scene, defineQuery } from '../../use-case/define-use-case.ts';
import { seeingAll } from '../../use-case/store/bounds.ts';
import type { Attachment, AttachmentSize } from '../domain/attachment.ts';
import { attachmentErrors } from '../domain/errors.ts';
import { mayView } from '../domain/may-view.ts';
import { PORTRAIT } from '../domain/portrait.ts';
import { type StoredAttachment, findAttachment, isFileUsed } from '../store/attachments.ts';
import { findPortraits } from '../store/portraits.ts';

/** An attachment without the names under which its files are kept. */
export function publicFacts(stored: StoredAttachment): Attachment {
  const { original: _original, sha256: _large, smallSha256: _small, tinySha256: _tiny, ...facts } = stored;
  return facts;
}

const BY_SIZE = { large: 'sha256', small: 'smallSha256', tiny: 'tinySha256' } as const;

/** The name of the file of one size; a document has one for all. */
export function fileOf(stored: StoredAttachment, size: AttachmentSize): string | null {
  return stored.kind === 'picture' ? stored[BY_SIZE[size]] : stored.sha256;
}

/**
 * A photo of a person is shown only with their consent, and until another takes its place: else it is as if it waited.
 * The person sees it in any case, whoever took it in.
 */
async function maySee({ tx, actor }: Pick<Scene, 'tx' | 'actor'>, stored: StoredAttachment): Promise<boolean> {
  if (stored.subjectKind !== PORTRAIT) return mayView(actor, stored);
  if (actor.personId === stored.subjectId) return mayView({ ...actor, id: stored.receivedBy }, stored);
  const shown = await findPortraits(tx, districtCode(stored.region), [stored.subjectId]);
  const screening = shown.get(stored.subjectId)?.id === stored.id ? stored.screening : 'waiting';
  return mayView(actor, stored.screening === 'shown' ? { ...stored, screening } : stored);
}

/**
 * One attachment and the file of one size, for whoever may see it.
 * @throws Problem `not-found` also for what somebody may not see, so that nothing is told of it
 */
export const readAttachment = defineQuery({
  name: 'kernel.read-attachment',
  input: z.object({ id: z.uuid(), size: z.enum(['large', 'small', 'tiny']) }),
  by: ROLES,
  async read({ tx, actor }, { id, size }): Promise<{ attachment: Attachment; sha256: string }> {
    const stored = await findAttachment(tx, id);
    if (stored === undefined || !(await maySee({ tx, actor }, stored))) throw attachmentErrors.notFound();
    const sha256 = fileOf(stored, size);
    if (sha256 === null) throw attachmentErrors.notFound();
    return { attachment: publicFacts(stored), sha256 };
  },
});

/** Whether any attachment keeps a file under this hash, in whatever region: equal files are kept once. */
export const readFileUse = defineQuery({
  name: 'kernel.read-file-use',
  input: z.object({ sha256: z.string() }),
  by: ['clock', 'operator', 'district-officer', 'town-officer', 'station-clerk'],
  read: ({ tx }, { sha256 }): Promise<boolean> => seeingAll(tx, () => isFileUsed(tx, sha256)),
});
