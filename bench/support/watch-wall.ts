/**
 * A reader beside the load, in a thread of its own: what the phones' own work costs the bench's process does not delay
 * when an answer is seen. Asks for an address at a steady pace until told to stop, whether the answers before have come
 * or not, so that a stall is felt by all who come meanwhile; posts the times in milliseconds.
 */
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

interface Watched {
  readonly address: string;
  readonly everyMs: number;
}

async function watch({ address, everyMs }: Watched, isOver: () => boolean): Promise<number[]> {
  const answers: Promise<number>[] = [];
  const ask = async () => {
    const from = performance.now();
    await (await fetch(address)).arrayBuffer();
    return performance.now() - from;
  };
  const begun = performance.now();
  while (!isOver()) {
    answers.push(ask());
    const next = begun + answers.length * everyMs;
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, next - performance.now())));
  }
  return Promise.all(answers);
}

/** @returns what ends the watching and tells the times, in their order */
export function startWatching(watched: Watched): () => Promise<number[]> {
  const reader = new Worker(new URL(import.meta.url), { workerData: watched });
  const times = new Promise<number[]>((resolve, reject) => {
    reader.once('message', resolve);
    reader.once('error', reject);
  });
  return () => {
    reader.postMessage('stop');
    return times;
  };
}

if (!isMainThread) {
  let isOver = false;
  parentPort?.once('message', () => {
    isOver = true;
  });
  parentPort?.postMessage(await watch(workerData as Watched, () => isOver));
}
