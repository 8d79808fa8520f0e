/**
 * 500 deputies report with a photo of 2 MB each. Limits: all stored durably within a minute, all smaller pictures made
 * within three, both counted from the first photo.
 */
import { readConfig } from '#platform/config.ts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { COUNTRY, RegionCode } from '#kernel/contract.ts';
import {
  type Actor,
  Received,
  defineUseCase,
  importRegions,
  openAttachmentWorker,
  perform,
  receiveAttachment,
} from '#kernel/index.server.ts';
import { receiveForm } from '#platform/files/receive-form.ts';
import { makeSizes } from '#platform/pictures/make-sizes.ts';
import { clockOf, openStore, operatorOf } from '../src/composition.server.ts';
import { type Photo, formOf, inventPhotos } from './support/photos.ts';
import { median, report, timed } from './support/report.ts';

const REPORTS = 500;
const AT_ONCE = 25;
const STORED_SECONDS = 60;
const MADE_SECONDS = 180;
const DISTRICT = '500199000000';

/** The least that a report with a photo is: its attachment, in a transaction of its own. */
const reportProgress = defineUseCase({
  name: 'bench.report-progress',
  input: z.object({ entry: z.string(), files: z.array(Received) }),
  by: ['deputy'],
  async run(scene, { entry, files }) {
    for (const file of files) {
      const to = { region: scene.actor.region, subject: { kind: 'progress-entry', id: entry }, role: 'after' as const };
      await receiveAttachment(scene, file, to);
    }
    return { result: undefined, record: [] };
  },
});

const data = await mkdtemp(join(tmpdir(), 'jiannuo-bench-'));
const store = await openStore(
  readConfig({ ...process.env, JIANNUO_DATA: data, JIANNUO_MODE: 'demo', DATABASE_URL: '' }),
  { isModeAsked: true },
);
try {
  const { stage, files } = store;
  const records = [[DISTRICT, '云川区']];
  await perform(stage, operatorOf(COUNTRY), { useCase: importRegions, input: { records } });
  const photos = await inventPhotos(REPORTS);
  const bytes = photos.map((photo) => photo.bytes.length);
  process.stdout.write(`${photos.length} photos of 12 megapixels, ${(median(bytes) / 1e6).toFixed(2)} MB each\n`);

  const encode: number[] = [];
  for (const photo of photos.slice(0, 10)) encode.push(await timed(() => makeSizes(photo.bytes)));
  process.stdout.write(`three sizes of one photo, alone: ${median(encode).toFixed(0)} ms\n`);

  const failures: unknown[] = [];
  const actor = () => Promise.resolve(clockOf(COUNTRY));
  const worker = openAttachmentWorker({ stage, files, actor, onFailure: (error) => failures.push(error) });
  const waiting = [...photos.entries()];
  const send = async (at: number, photo: Photo) => {
    const deputy: Actor = { id: `account-${at}`, role: 'deputy', region: RegionCode.parse(DISTRICT) };
    const form = await receiveForm(files, formOf(photo));
    await perform(stage, deputy, { useCase: reportProgress, input: { entry: `entry-${at}`, files: form.files } });
    worker.wake();
  };
  const sendAll = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await send(...next);
  };

  let lag = 0;
  let last = performance.now();
  const watch = setInterval(() => {
    lag = Math.max(lag, performance.now() - last - 20);
    last = performance.now();
  }, 20);
  const from = performance.now();
  await Promise.all(Array.from({ length: AT_ONCE }, sendAll));
  const stored = (performance.now() - from) / 1000;
  await worker.idle();
  const made = (performance.now() - from) / 1000;
  clearInterval(watch);

  const memory = process.resourceUsage().maxRSS / 1024;
  process.stdout.write(
    `the longest that the server's thread was held: ${lag.toFixed(0)} ms; memory at most ${memory.toFixed(0)} MB\n`,
  );
  if (failures.length > 0) throw failures[0];
  const isKept = report([
    { what: `${REPORTS} reports with a photo stored`, ours: stored, limit: STORED_SECONDS, unit: 's', is: 'at-most' },
    { what: 'all smaller pictures made', ours: made, limit: MADE_SECONDS, unit: 's', is: 'at-most' },
  ]);
  process.exitCode = isKept ? 0 : 1;
} finally {
  await store.close();
  await rm(data, { recursive: true, force: true });
}
