import { Problem } from '#kernel/contract.ts';
import {
  type AttachmentWork,
  type AttachmentWorker,
  attachmentErrors,
  openAttachmentWorker,
} from '#kernel/index.server.ts';
import { type ReceivedForm, dropFiles, receiveForm } from '#platform/files/receive-form.ts';
import { FileRefusal } from '#platform/files/refusal.ts';
import { openLog } from '#platform/log.ts';
import { clockOf, theStore } from '../../composition.server.ts';

const HOUR_MS = 3_600_000;

async function openWorker(): Promise<AttachmentWorker> {
  const { stage, files, home } = await theStore();
  const log = openLog();
  const onFailure = (error: unknown) => {
    log.error({ error }, 'attachments were not processed; the next look tries again');
  };
  const worker = openAttachmentWorker({ stage, files, actor: async () => clockOf(await home()), onFailure });
  const sweep = () => void worker.sweep().catch(onFailure);
  setInterval(sweep, HOUR_MS).unref();
  sweep();
  return worker;
}

let opening: Promise<AttachmentWorker> | undefined;

/** The one worker of this process; it opens with the first that asks for it. */
export async function theAttachmentWorker(): Promise<AttachmentWorker> {
  opening ??= openWorker();
  try {
    return await opening;
  } catch (error) {
    opening = undefined;
    throw error;
  }
}

/** What a process has to do for attachments when it starts: go on where the one before it was cut off. */
export async function startAttachments(): Promise<void> {
  try {
    (await theAttachmentWorker()).wake();
  } catch (error) {
    openLog().error({ error }, 'attachments will be processed with the first that comes in');
  }
}

/** The store and its files, for what a page does with attachments. */
export async function attachmentWork(): Promise<AttachmentWork> {
  const { stage, files } = await theStore();
  return { stage, files };
}

/** A refusal of a file as a problem of the request. */
function problemOf(error: unknown): unknown {
  return error instanceof FileRefusal ? attachmentErrors.file(error.code, error.says) : error;
}

/**
 * Reads a form with files and does something with it. The files are on the disk before `use` begins; when it fails they
 * are removed, else smaller pictures are made of them in the background.
 * @throws Problem `invalid` for a file or form that is not taken, or what `use` throws
 */
export async function withReceivedForm<Result>(
  { request }: { readonly request: Request },
  use: (form: ReceivedForm) => Promise<Result>,
): Promise<Result> {
  const { stage, files } = await theStore();
  if (!(await stage.hasRoom())) throw noRoom();
  const form = await receiveForm(files, request).catch((error: unknown) => {
    throw problemOf(error);
  });
  try {
    const result = await use(form);
    (await theAttachmentWorker()).wake();
    return result;
  } catch (error) {
    await dropFiles(files, form.files);
    throw error;
  }
}

function noRoom(): Problem {
  const says = {
    zh: '磁盘剩余空间不足 512 MB，暂时不能接收文件；请稍后再试。',
    en: 'Less than 512 MB are free on the disk, so no files are taken at the moment: try again later.',
  };
  return new Problem('unavailable', 'store.disk-low', { says });
}
