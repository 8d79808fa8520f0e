import { z } from 'zod';
import type { ReceivedFile } from '#platform/files/receive-form.ts';
import type { RegionCode } from '../../values/region-code.ts';
import type { Scene } from '../../use-case/define-use-case.ts';
import type { AttachmentRole } from '../domain/attachment.ts';
import { cleanName } from '../domain/clean-name.ts';
import { insertAttachment } from '../store/attachments.ts';

const FORMATS = ['jpeg', 'png', 'webp', 'gif', 'pdf', 'docx', 'xlsx'] as const;

/** A file that `receiveForm` has put on the disk and looked at, as a part of a use case's input. */
export const Received = z.object({
  id: z.uuid(),
  field: z.string(),
  name: z.string(),
  kind: z.enum(['picture', 'document']),
  format: z.enum(FORMATS),
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  width: z.int().nonnegative(),
  height: z.int().nonnegative(),
});
export type Received = z.output<typeof Received>;

export interface ReceivedFor {
  /** Whose officers screen it. */
  readonly region: RegionCode;
  /** The station of the deputy, whose clerk screens them too. */
  readonly unit: string | null;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly role: AttachmentRole;
  /** While what it belongs to is not public: until `withholdAttachments` says otherwise. */
  readonly isWithheld?: boolean;
}

/**
 * Makes a file that has come in an attachment of something, within the transaction of whoever calls. It is on the disk
 * already; smaller pictures are made after the commit, and nobody outside sees it before it was screened.
 * @returns the attachment's id
 */
export async function receiveAttachment(
  { tx, actor, newId, recordedAt }: Pick<Scene, 'tx' | 'actor' | 'newId' | 'recordedAt'>,
  file: Received | ReceivedFile,
  { region, unit, subject, role, isWithheld = false }: ReceivedFor,
): Promise<string> {
  const id = newId();
  await insertAttachment(tx, {
    ...{
      id,
      region,
      unit,
      subject,
      role,
      isWithheld,
      kind: file.kind,
      format: file.format,
      name: cleanName(file.name, file.format),
    },
    ...{ width: file.width, height: file.height, bytes: file.bytes, original: file.id, originalSha256: file.sha256 },
    ...{ receivedAt: recordedAt, receivedBy: actor.id },
  });
  return id;
}
