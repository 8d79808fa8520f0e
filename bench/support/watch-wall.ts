/**
 * A reader beside the load, in a thread of its own: what the phones' own work costs the bench's process does not delay
 * when an answer is seen. Asks for an address over and over until told to stop, and posts the times in milliseconds.
 */
import { Worker, isMainThread, parentPort, workerData } from 'node:worker_threads';

interface Watched {
  readonly address: string;
  readonly everyMs: number;
}

async function watch({ address, everyMs }: Watched, isOver: () => boolean): Promise<number[]> {
  const times: number[] = [];
  while (!isOver()) {
    const from = performance.now();
    await (await fetch(address)).arrayBuffer();
    const took = performance.now() - from;
    times.push(took);
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, everyMs - took)));
  }
  return times;
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
