import { z } from 'zod';
import {
  type Actor,
  type AttachmentWork,
  Received,
  type Role,
  defineUseCase,
  perform,
  processAttachments,
  receiveAttachment,
} from '#kernel/index.server.ts';
import { COUNTRY, RegionCode } from '#kernel/contract.ts';
import { receiveFile } from '#platform/files/receive-form.ts';
import { aPicture, inPieces } from './pictures.ts';

const SHIQIAO = RegionCode.parse('500199101000');

export const clock: Actor = { id: 'clock', role: 'clock', region: COUNTRY };

export function actorIn(role: Role, region: string, id = `${role} of ${region}`): Actor {
  return { id, role, region: RegionCode.parse(region) };
}

/** What a module does when somebody reports with a photo: its own rows, and the attachments. */
export const report = defineUseCase({
  name: 'test.report',
  input: z.object({
    region: RegionCode,
    subject: z.string(),
    unit: z.string().nullable().default(null),
    files: z.array(Received),
    fails: z.boolean().default(false),
  }),
  by: ['deputy', 'town-officer'],
  async run(scene, { region, subject, unit, files, fails }) {
    const ids: string[] = [];
    for (const file of files) {
      const to = { region, unit, subject: { kind: 'progress-entry', id: subject }, role: 'after' as const };
      ids.push(await receiveAttachment(scene, file, to));
    }
    if (fails) throw new Error('the report fails after its photos');
    return { result: ids, record: [] };
  },
});

interface Sent {
  readonly content?: Buffer;
  readonly name?: string;
  readonly region?: string;
  readonly subject?: string;
  /** The station of the deputy. */
  readonly unit?: string;
  readonly by?: Actor;
}

/** A file that somebody sends with a report. @returns the attachment's id */
export async function anAttachment(work: AttachmentWork, sent: Sent = {}): Promise<string> {
  const { content, name = '照片.jpg', region = SHIQIAO, subject = 'entry-1' } = sent;
  const by = sent.by ?? actorIn('deputy', region, 'account-1');
  const file = await receiveFile(work.files, { field: 'photo', name }, inPieces(content ?? (await aPicture()), 65_536));
  const [id] = await perform(work.stage, by, {
    useCase: report,
    input: { region, subject, unit: sent.unit ?? null, files: [file] },
  });
  return id ?? '';
}

/** One that was processed, too, and waits for screening. */
export async function aWaiting(work: AttachmentWork, sent: Sent = {}): Promise<string> {
  const id = await anAttachment(work, sent);
  await processAttachments(work, clock, 100);
  return id;
}
