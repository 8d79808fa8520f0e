import { readdirSync, rmSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import exifr from 'exifr';
import { sql } from 'kysely';
import sharp from 'sharp';
import { describe, expect } from 'vitest';
import {
  type AttachmentWork,
  ask,
  findAttachments,
  listWaiting,
  openAttachmentWorker,
  perform,
  processAttachments,
  readAttachment,
  readForScreening,
  showAttachment,
  sweepFiles,
  takeAttachmentDown,
} from '#kernel/index.server.ts';
import { type Attachment, type Screening } from '#kernel/contract.ts';
import { receiveFile } from '#platform/files/receive-form.ts';
import { test } from '#tests/support/attachments.ts';
import { DISTRICT, GUANLAN, SHIQIAO, visitorOf } from '#tests/support/deputies.ts';
import { aNoise, aPdf, aPicture, anOfficeFile, inPieces } from '#tests/support/pictures.ts';
import { aWaiting, actorIn, anAttachment, clock, report } from '#tests/support/reports.ts';

const officer = actorIn('town-officer', SHIQIAO);
const neighbour = actorIn('town-officer', GUANLAN);
const visitor = visitorOf(DISTRICT);
const AREA = { x: 20, y: 20, width: 60, height: 60 };

/** The names of all files, `received/…` and kept ones. */
function filesIn({ files }: AttachmentWork): string[] {
  const all = readdirSync(files.folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return all.map(({ parentPath, name }) => join(parentPath, name).slice(files.folder.length + 1)).toSorted();
}

async function rowOf(
  { stage }: AttachmentWork,
  id: string,
): Promise<Attachment & { original: string | null; sha256: string | null }> {
  const { rows } = await sql<Attachment & { original: string | null; sha256: string | null }>`
    select *, shows_residents as "showsResidents", screened_by as "screenedBy" from kernel.attachment where id = ${id}`.execute(
    stage.database,
  );
  const [row] = rows;
  if (row === undefined) throw new Error('there is no such attachment');
  return row;
}

const seen = async (work: AttachmentWork, who: typeof officer, id: string) =>
  ask(work.stage, who, { query: readAttachment, input: { id, size: 'large' } });
const notFound = expect.objectContaining({ kind: 'not-found', code: 'attachments.not-found' }) as unknown;
const conflict = expect.objectContaining({ kind: 'conflict' }) as unknown;

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

describe('a picture that waits', () => {
  test('is seen by the office of its region and by whoever sent it', async ({ work }) => {
    const id = await aWaiting(work);
    const may = [
      officer,
      actorIn('district-officer', DISTRICT),
      actorIn('station-clerk', SHIQIAO),
      actorIn('auditor', DISTRICT),
      actorIn('deputy', SHIQIAO, 'account-1'),
    ];
    for (const who of may) expect((await seen(work, who, id)).attachment.id).toBe(id);
    const mayNot = [
      visitor,
      neighbour,
      actorIn('deputy', SHIQIAO, 'account-2'),
      actorIn('admin', DISTRICT),
      actorIn('security', DISTRICT),
      actorIn('group-leader', SHIQIAO),
    ];
    for (const who of mayNot) await expect(seen(work, who, id)).rejects.toEqual(notFound);
  });

  test('stands in the list of its region, the oldest first, in pages', async ({ work }) => {
    const first = await aWaiting(work);
    const second = await aWaiting(work, { content: await aNoise(2) });
    await aWaiting(work, { content: await aNoise(3), region: GUANLAN });
    const list = (who: typeof officer, input: object) => ask(work.stage, who, { query: listWaiting, input });
    const all = await list(officer, {});
    expect([all.total, all.items.map(({ id }) => id).toSorted()]).toEqual([2, [first, second].toSorted()]);
    expect(Object.keys(all.items[0] ?? {})).not.toContain('sha256');
    expect(await list(officer, { offset: 1, limit: 1 })).toMatchObject({ total: 2, items: [all.items[1]] });
    expect(await list(actorIn('district-officer', DISTRICT), { limit: 0 })).toEqual({ total: 3, items: [] });
    expect((await list(neighbour, {})).total).toBe(1);
  });

  test('is public once it was screened, and gone once it was refused', async ({ work }) => {
    const id = await aWaiting(work);
    await showAttachment(work, officer, { id, version: 1, showsResidents: false, areas: [] });
    expect((await seen(work, visitor, id)).attachment).toMatchObject({
      screening: 'shown',
      version: 2,
      screenedBy: officer.id,
    });
    await takeAttachmentDown(work, officer, { id, version: 2, reason: '居民要求撤下' });
    await expect(seen(work, visitor, id)).rejects.toEqual(notFound);
    expect(await rowOf(work, id)).toMatchObject({ screening: 'refused', refusal: '居民要求撤下', sha256: null });
    expect(filesIn(work)).toEqual([]);
    const { rows } = await sql<{
      event: string;
      facts: object;
    }>`select event, facts from kernel.journal_entry where subject = ${id} order by seq`.execute(work.stage.database);
    expect(rows).toEqual([
      { event: 'attachment.shown', facts: { version: 2, showsResidents: false, blurred: 0 } },
      { event: 'attachment.refused', facts: { version: 3 } },
    ]);
  });

  test('is blurred where it was marked, and the picture without it is no more', async ({ work }) => {
    const id = await aWaiting(work, { content: await aNoise(5, 512) });
    const before = filesIn(work);
    await showAttachment(work, officer, { id, version: 1, showsResidents: true, areas: [AREA] });
    const after = filesIn(work);
    expect(after).toHaveLength(3);
    expect(after.filter((name) => before.includes(name))).toEqual([]);
    const { attachment, sha256 } = await seen(work, visitor, id);
    expect(attachment).toMatchObject({ blurred: [AREA], showsResidents: true, width: 512, height: 512 });
    const middle = await sharp(await work.files.read(sha256))
      .extract({ left: 180, top: 180, width: 150, height: 150 })
      .png()
      .toBuffer();
    expect((await sharp(middle).stats()).channels[0]?.stdev).toBeLessThan(6);
    await showAttachment(work, officer, {
      id,
      version: 2,
      showsResidents: true,
      areas: [{ ...AREA, x: 0, width: 10 }],
    });
    expect((await seen(work, visitor, id)).attachment.blurred).toHaveLength(2);
  });

  test('of another region can be neither looked at nor screened', async ({ work }) => {
    const id = await aWaiting(work);
    const shown = { id, version: 1, showsResidents: false, areas: [] };
    await expect(ask(work.stage, neighbour, { query: readForScreening, input: { id } })).rejects.toEqual(notFound);
    await expect(showAttachment(work, neighbour, shown)).rejects.toEqual(notFound);
    await expect(showAttachment(work, neighbour, { ...shown, areas: [AREA] })).rejects.toEqual(notFound);
    await expect(takeAttachmentDown(work, neighbour, { id, version: 1, reason: '无关' })).rejects.toEqual(notFound);
    for (const role of ['deputy', 'auditor', 'admin', 'visitor', 'clock'] as const) {
      await expect(showAttachment(work, actorIn(role, DISTRICT), shown)).rejects.toMatchObject({ kind: 'forbidden' });
    }
    expect(await rowOf(work, id)).toMatchObject({ screening: 'waiting', version: 1 });
  });

  test('screened by two at once is decided by one; the other is told', async ({ work }) => {
    const id = await aWaiting(work, { content: await aNoise(5) });
    const clerk = actorIn('station-clerk', SHIQIAO);
    const outcomes = await Promise.allSettled([
      showAttachment(work, officer, { id, version: 1, showsResidents: true, areas: [AREA] }),
      showAttachment(work, clerk, { id, version: 1, showsResidents: false, areas: [] }),
      takeAttachmentDown(work, clerk, { id, version: 1, reason: '能认出居民' }),
    ]);
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const refusals = outcomes.flatMap((one) => (one.status === 'rejected' ? [one.reason as { kind: string }] : []));
    expect(refusals.map(({ kind }) => kind === 'conflict' || kind === 'not-found')).toEqual([true, true]);
    expect(await rowOf(work, id)).toMatchObject({ version: 2 });
    // What is left are the files that the row points to.
    const { rows } = await sql<{ screening: Screening }>`select screening from kernel.attachment`.execute(
      work.stage.database,
    );
    expect(filesIn(work).length).toBeLessThanOrEqual(rows[0]?.screening === 'refused' ? 3 : 6);
    await expect(showAttachment(work, officer, { id, version: 1, showsResidents: false, areas: [] })).rejects.toEqual(
      conflict,
    );
  });

  test('is refused what would not hide anything', async ({ work }) => {
    const id = await aWaiting(work);
    const show = (more: object) =>
      showAttachment(work, officer, { id, version: 1, showsResidents: true, areas: [], ...more });
    await expect(show({})).rejects.toMatchObject({ code: 'attachments.blur-first' });
    await expect(show({ areas: [{ x: 90, y: 0, width: 50, height: 5 }] })).rejects.toMatchObject({ kind: 'invalid' });
    await expect(show({ areas: Array.from({ length: 13 }, () => AREA) })).rejects.toMatchObject({ kind: 'invalid' });
    await expect(takeAttachmentDown(work, officer, { id, version: 1, reason: ' ' })).rejects.toMatchObject({
      code: 'attachments.reason',
    });
  });
});

describe('documents and time lines', () => {
  test('a document is kept as it is, offered under its own name, and never blurred', async ({ work }) => {
    const content = aPdf();
    const id = await aWaiting(work, { content, name: '../会议纪要.exe' });
    expect((await rowOf(work, id)).name).toBe('会议纪要.pdf');
    await expect(
      showAttachment(work, officer, { id, version: 1, showsResidents: false, areas: [AREA] }),
    ).rejects.toMatchObject({ code: 'attachments.no-picture' });
    await showAttachment(work, officer, { id, version: 1, showsResidents: false, areas: [] });
    const { sha256 } = await ask(work.stage, visitor, { query: readAttachment, input: { id, size: 'tiny' } });
    expect(await work.files.read(sha256)).toEqual(content);
  });

  test('a time line shows each audience what it may see, by subject', async ({ work }) => {
    const shown = await aWaiting(work, { subject: 'entry-1' });
    await aWaiting(work, { subject: 'entry-1', content: await aNoise(2) });
    await aWaiting(work, { subject: 'entry-2', content: anOfficeFile('docx') });
    await anAttachment(work, { subject: 'entry-2' });
    await aWaiting(work, { subject: 'entry-3', content: await aNoise(3) });
    await showAttachment(work, officer, { id: shown, version: 1, showsResidents: false, areas: [] });
    const find = (audience: typeof officer, ...subjectIds: string[]) =>
      work.stage.database.transaction().execute(async (tx) => {
        const found = await findAttachments(tx, { subjectKind: 'progress-entry', subjectIds, audience });
        return Object.fromEntries([...found].map(([subject, all]) => [subject, all.map(({ kind }) => kind)]));
      });
    expect(await find(visitor, 'entry-1', 'entry-2')).toEqual({ 'entry-1': ['picture'] });
    expect(await find(officer, 'entry-1', 'entry-2')).toEqual({
      'entry-1': ['picture', 'picture'],
      'entry-2': expect.arrayContaining(['document']) as unknown,
    });
    expect(await find(neighbour, 'entry-1', 'entry-2', 'entry-3')).toEqual({ 'entry-1': ['picture'] });
    expect(await find(officer)).toEqual({});
  });
});
