import { z } from 'zod';
import { ROLES, defineQuery } from '../../use-case/define-use-case.ts';
import { seeingAll } from '../../use-case/store/bounds.ts';
import type { Attachment, AttachmentSize } from '../domain/attachment.ts';
import { attachmentErrors } from '../domain/errors.ts';
import { mayView } from '../domain/may-view.ts';
import { type StoredAttachment, findAttachment, isFileUsed } from '../store/attachments.ts';

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
 * One attachment and the file of one size, for whoever may see it.
 * @throws Problem `not-found` also for what somebody may not see, so that nothing is told of it
 */
export const readAttachment = defineQuery({
  name: 'kernel.read-attachment',
  input: z.object({ id: z.uuid(), size: z.enum(['large', 'small', 'tiny']) }),
  by: ROLES,
  async read({ tx, actor }, { id, size }): Promise<{ attachment: Attachment; sha256: string }> {
    const stored = await findAttachment(tx, id);
    if (stored === undefined || !mayView(actor, stored)) throw attachmentErrors.notFound();
    const sha256 = fileOf(stored, size);
    if (sha256 === null) throw attachmentErrors.notFound();
    return { attachment: publicFacts(stored), sha256 };
  },
  // Before screening a picture may show a resident's face.
  trail: ({ size }, { attachment }) =>
    attachment.screening === 'shown'
      ? []
      : [{ region: attachment.region, subject: attachment.id, after: { size, screening: attachment.screening } }],
});

/** Whether any attachment keeps a file under this hash, in whatever region: equal files are kept once. */
export const readFileUse = defineQuery({
  name: 'kernel.read-file-use',
  input: z.object({ sha256: z.string() }),
  by: ['clock', 'operator', 'district-officer', 'town-officer', 'station-clerk'],
  read: ({ tx }, { sha256 }): Promise<boolean> => seeingAll(tx, () => isFileUsed(tx, sha256)),
});
