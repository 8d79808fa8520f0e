import { rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import exifr from 'exifr';
import { describe, expect } from 'vitest';
import {
  ask,
  listWaiting,
  openAttachmentWorker,
  perform,
  processAttachments,
  sweepFiles,
  takeAttachmentDown,
} from '#kernel/index.server.ts';
import { receiveFile } from '#platform/files/receive-form.ts';
import { filesIn, notFound, rowOf, seen, test } from '#tests/support/attachments.ts';
import { DISTRICT, SHIQIAO, visitorOf } from '#tests/support/deputies.ts';
import { aNoise, aPicture, inPieces } from '#tests/support/pictures.ts';
import { aWaiting, actorIn, anAttachment, clock, report } from '#tests/support/reports.ts';

const officer = actorIn('town-officer', SHIQIAO);
const visitor = visitorOf(DISTRICT);

describe('a photo that comes in with a report', () => {
  test('is on the disk before its row, and seen by nobody until it was encoded anew', async ({ work }) => {
    const id = await anAttachment(work, { content: await aPicture({ isTold: true }) });
    expect(await rowOf(work, id)).toMatchObject({
      state: 'received',
      screening: 'waiting',
      name: '照片.jpg',
      width: 640,
      sha256: null,
    });
    expect(filesIn(work)).toHaveLength(1);
    for (const who of [visitor, officer, actorIn('deputy', SHIQIAO, 'account-1')]) {
      await expect(seen(work, who, id)).rejects.toEqual(notFound);
    }
    expect((await ask(work.stage, officer, { query: listWaiting, input: {} })).total).toBe(0);
  });

  test('is kept in three sizes without metadata, and the original is gone', async ({ work }) => {
    const id = await anAttachment(work, {
      content: await aPicture({ width: 3000, height: 2000, orientation: 6, isTold: true }),
    });
    expect(await processAttachments(work, clock, 10)).toBe(1);
    expect(await rowOf(work, id)).toMatchObject({
      state: 'processed',
      format: 'jpeg',
      width: 1365,
      height: 2048,
      original: null,
    });
    const names = filesIn(work);
    expect(names.map((name) => name.startsWith('received/'))).toEqual([false, false, false]);
    for (const name of names) {
      const content = await work.files.read(name.replace('/', ''));
      expect(await exifr.parse(content, true)).toBeUndefined();
      expect(content.toString('latin1')).not.toMatch(/secret|Invented/);
    }
    expect(await processAttachments(work, clock, 10)).toBe(0);
  });

  test('leaves no row when the report fails, and its file is swept an hour later', async ({ work, stage }) => {
    const file = await receiveFile(work.files, { field: 'photo', name: 'a.jpg' }, inPieces(await aPicture()));
    const input = { region: SHIQIAO, subject: 'entry-1', files: [file], fails: true };
    await expect(perform(stage, actorIn('deputy', SHIQIAO), { useCase: report, input })).rejects.toThrow('fails');
    const [name = ''] = filesIn(work);
    const at = (hours: number) => new Date(stage.recordedNow().epochMilliseconds - hours * 3_600_000);
    utimesSync(join(work.files.folder, name), at(0.9), at(0.9));
    expect(await sweepFiles(work, clock)).toBe(0);
    utimesSync(join(work.files.folder, name), at(1.1), at(1.1));
    expect(await sweepFiles(work, clock)).toBe(1);
    expect(filesIn(work)).toEqual([]);
  });

  test('is never swept while a row points to it, however old', async ({ work }) => {
    await aWaiting(work);
    await anAttachment(work, { content: await aNoise(1) });
    const names = filesIn(work);
    for (const name of names) utimesSync(join(work.files.folder, name), new Date('2000-01-01'), new Date('2000-01-01'));
    expect(await sweepFiles(work, clock)).toBe(0);
    expect(filesIn(work)).toEqual(names);
  });

  test('that is sent twice is kept once, and stays until both are gone', async ({ work }) => {
    const content = await aNoise(4);
    const [one, two] = [await anAttachment(work, { content }), await anAttachment(work, { content })];
    expect(await processAttachments(work, clock, 10)).toBe(2);
    const kept = filesIn(work);
    expect(kept.length).toBeLessThanOrEqual(3);
    await takeAttachmentDown(work, officer, { id: one, version: 1, reason: '重复上传' });
    expect(filesIn(work)).toEqual(kept);
    await takeAttachmentDown(work, officer, { id: two, version: 1, reason: '重复上传' });
    expect(filesIn(work)).toEqual([]);
  });

  test('that turns out to be broken is refused, and its file removed', async ({ work }) => {
    const whole = await aNoise(8, 256);
    // With a proper end, and rubbish where pixels should be.
    const content = Buffer.concat([whole.subarray(0, whole.length / 3), Buffer.from([0xff, 0xd9])]);
    const id = await aWaiting(work, { content });
    expect(await rowOf(work, id)).toMatchObject({
      state: 'refused',
      screening: 'refused',
      refusal: 'file.damaged',
      original: null,
    });
    expect(filesIn(work)).toEqual([]);
  });

  test('whose file is lost is said to be so, and holds nothing up', async ({ work }) => {
    const lost = await anAttachment(work);
    rmSync(join(work.files.folder, 'received'), { recursive: true });
    const good = await anAttachment(work, { content: await aNoise(2) });
    expect(await processAttachments(work, clock, 10)).toBe(2);
    expect(await rowOf(work, lost)).toMatchObject({ state: 'refused', refusal: 'file.lost' });
    expect(await rowOf(work, good)).toMatchObject({ state: 'processed' });
  });
});

describe('processing', () => {
  test('of many by several at once does each once', async ({ work }) => {
    const ids = await Promise.all(
      Array.from({ length: 20 }, async (_, at) => anAttachment(work, { content: await aNoise(at) })),
    );
    const saved = await Promise.all([1, 2, 3].map(() => processAttachments(work, clock, 100)));
    expect(saved.reduce((sum, one) => sum + one, 0)).toBe(20);
    for (const id of ids) expect(await rowOf(work, id)).toMatchObject({ state: 'processed', version: 1 });
    expect(filesIn(work).filter((name) => name.startsWith('received/'))).toEqual([]);
  });

  test('begins again after a crash at any point, and comes to the same', async ({ work }) => {
    const id = await anAttachment(work, { content: await aNoise(6) });
    // The files are kept, and the process ends before the row says so.
    const broken = { ...work, stage: { ...work.stage, hasRoom: () => Promise.reject(new Error('the power fails')) } };
    await expect(processAttachments(broken, clock, 10)).rejects.toThrow('the power fails');
    expect(await rowOf(work, id)).toMatchObject({ state: 'received' });
    expect(filesIn(work)).toHaveLength(4);
    expect(await processAttachments(work, clock, 10)).toBe(1);
    expect(filesIn(work)).toHaveLength(3);
  });

  test('is done in the background when it is asked for, and tells of what fails', async ({ work }) => {
    const failures: unknown[] = [];
    const actor = () => Promise.resolve(clock);
    const worker = openAttachmentWorker({ ...work, actor, onFailure: (error) => failures.push(error) });
    const id = await anAttachment(work);
    worker.wake();
    worker.wake();
    await worker.idle();
    expect(await rowOf(work, id)).toMatchObject({ state: 'processed' });
    await worker.sweep();

    const away = openAttachmentWorker({
      ...work,
      actor: () => Promise.reject(new Error('gone')),
      onFailure: (error) => failures.push(error),
    });
    away.wake();
    await away.idle();
    expect(failures).toEqual([new Error('gone')]);
  });

  test('waits while there is no room on the disk', async ({ work }) => {
    const id = await anAttachment(work);
    const stage = { ...work.stage, hasRoom: () => Promise.resolve(false) };
    const worker = openAttachmentWorker({
      files: work.files,
      stage,
      actor: () => Promise.resolve(clock),
      onFailure: () => undefined,
    });
    worker.wake();
    await worker.idle();
    expect(await rowOf(work, id)).toMatchObject({ state: 'received' });
  });
});
