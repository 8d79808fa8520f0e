import { Problem } from '#kernel/contract.ts';
import { type Actor, type Stage, ask, perform } from '#kernel/index.server.ts';
import type { IncomingFile } from '#platform/workbook/workbook.ts';
import { batchNotices } from '../../domain/import/batch-errors.ts';
import type { BatchRecord } from '../../store/import/batches.ts';
import {
  endRun,
  expireBatches,
  interruptBatch,
  interruptLeftovers,
  noteProgress,
  takeNextBatch,
} from './advance-batch.ts';
import { importFiles } from './import-files.ts';

/** Works on batches in the background of this process, one at a time. */
export interface BatchRunner {
  /** Looks whether there is a batch to work on. To be called when one has been started or decided about. */
  wake(): void;
  /** Resolves when there is nothing left to work on. */
  idle(): Promise<void>;
  /** Erases what has been kept for longer than it may. */
  expire(): Promise<void>;
}

export interface BatchRunnerSetting {
  readonly stage: Stage;
  readonly actor: () => Promise<Actor>;
  /** Told of defects of ours; what an officer can mend is told on the page. */
  readonly onFailure: (error: unknown) => void;
}

interface Work {
  readonly batch: BatchRecord;
  readonly files: readonly IncomingFile[];
}

/** Keeps the progress, never two writes at once: what comes meanwhile is overtaken by what comes last. */
function progressKeeper(save: (done: number, total: number, currentFile: string | null) => Promise<unknown>) {
  let latest: Parameters<typeof save> | undefined;
  let saving: Promise<void> | undefined;
  async function saveAll(): Promise<void> {
    for (let next = latest; next !== undefined; next = latest) {
      latest = undefined;
      // Progress that cannot be noted is no reason to stop the work.
      await save(...next).catch(() => undefined);
    }
    saving = undefined;
  }
  return {
    note: (...progress: Parameters<typeof save>): void => {
      latest = progress;
      saving ??= saveAll();
    },
    settled: async (): Promise<void> => saving,
  };
}

async function runBatch({ stage, actor, onFailure }: BatchRunnerSetting, { batch, files }: Work): Promise<void> {
  // Rows of other regions than the batch's are unknown to it, whoever started it; in the record stands who decided.
  const machine = await actor();
  const { decidedBy, decidedPerson, region } = batch;
  const by = { ...machine, id: decidedBy ?? machine.id, region, ...(decidedPerson && { personId: decidedPerson }) };
  const at = { batchId: batch.id, round: batch.round };
  const progress = progressKeeper((done, total, currentFile) =>
    perform(stage, by, { useCase: noteProgress, input: { ...at, done, total, currentFile } }),
  );
  const options = {
    ...{ dryRun: batch.state === 'reading', partial: batch.isPartial },
    ...(batch.year === null ? {} : { year: batch.year }),
  };
  try {
    const report = await importFiles(stage, by, { files, options, batchId: batch.id, onProgress: progress.note });
    await progress.settled();
    await perform(stage, by, { useCase: endRun, input: { ...at, report } });
  } catch (error) {
    await progress.settled();
    const isKnown = error instanceof Problem;
    if (!isKnown) onFailure(error);
    const notice = isKnown ? error.says : batchNotices.failed;
    await perform(stage, by, { useCase: interruptBatch, input: { ...at, notice } });
  }
}

/**
 * Opens the one runner of a process. What it finds half done was cut off with the process before it, and is marked so:
 * it has to be open before any batch is started.
 */
export async function openBatchRunner(setting: BatchRunnerSetting): Promise<BatchRunner> {
  const { stage, actor, onFailure } = setting;
  let working = Promise.resolve();
  let isAsked = false;

  async function work(): Promise<void> {
    isAsked = false;
    // Without room nothing could be noted down, not even the end of a run: it waits until it is asked again.
    while (await stage.hasRoom()) {
      const next = await ask(stage, await actor(), { query: takeNextBatch, input: {} });
      if (next === undefined) return;
      await runBatch(setting, next);
    }
  }

  // On a full disk the office still opens, to be read; what is half done then goes on once there is room.
  if (await stage.hasRoom()) await perform(stage, await actor(), { useCase: interruptLeftovers, input: {} });
  return {
    wake() {
      if (isAsked) return;
      isAsked = true;
      working = working.then(work).catch(onFailure);
    },
    idle: () => working,
    async expire() {
      await perform(stage, await actor(), { useCase: expireBatches, input: {} });
    },
  };
}
