import type { Actor } from '../../use-case/define-use-case.ts';
import type { AttachmentWork } from './attachment-work.ts';
import { processAttachments } from './process-attachments.ts';
import { sweepFiles } from './sweep-files.ts';

/** How many are asked for at a time. */
const A_ROUND = 64;

/** Processes attachments in the background of this process, one round after the other. */
export interface AttachmentWorker {
  /** Looks whether there is something to process. To be called when something has come in. */
  wake(): void;
  /** Resolves when there is nothing left to process. */
  idle(): Promise<void>;
  /** Removes what a crash has left. */
  sweep(): Promise<void>;
}

export interface AttachmentWorkerSetting extends AttachmentWork {
  /** The clock, for the whole of the store. */
  readonly actor: () => Promise<Actor>;
  /** Told of defects of ours; what came in stays there for the next look. */
  readonly onFailure: (error: unknown) => void;
}

export function openAttachmentWorker(setting: AttachmentWorkerSetting): AttachmentWorker {
  let working = Promise.resolve();
  let isAsked = false;

  async function work(): Promise<void> {
    isAsked = false;
    // Without room nothing could be saved: it waits until it is asked again.
    while (await setting.stage.hasRoom()) {
      if ((await processAttachments(setting, await setting.actor(), A_ROUND)) === 0) return;
    }
  }

  return {
    wake() {
      if (isAsked) return;
      isAsked = true;
      working = working.then(work).catch(setting.onFailure);
    },
    idle: () => working,
    async sweep() {
      await sweepFiles(setting, await setting.actor());
    },
  };
}
