import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Stage, ask, perform } from '#kernel/index.server.ts';
import { writeWorkbook } from '#platform/workbook/write.ts';
import { readWorkbook } from '#platform/workbook/read.ts';
import type { Cell } from '#platform/workbook/workbook.ts';
import { DISTRICT, GUANLAN, NOW, aDistrict, operatorOf, test, visitorOf } from '#tests/support/deputies.ts';
import type { Batch, BatchDecision } from '../../contract.ts';
import { expireBatches } from './advance-batch.ts';
import { correctBatch } from './correct-batch.ts';
import { decideBatch } from './decide-batch.ts';
import { markFaults } from './mark-faults.ts';
import { listBatches, readBatch, readBatchFile, readFaults } from './read-batch.ts';
import { type BatchRunner, openBatchRunner } from './run-batches.ts';
import { startBatch } from './start-batch.ts';

const HEADINGS = ['姓名', '联系电话', '代表层级', '代表小组'];
const PEOPLE: Cell[][] = [
  ['王伟', '19000000001', '区、镇', '第一小组'],
  ['李娜', '19000000002', '镇', '第二小组'],
];
const UNKNOWN_LEVEL: Cell[] = ['陈敏', '19000000003', '省界', '第二小组'];

interface TestFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

async function aRoster(rows: readonly (readonly Cell[])[], name = '观澜镇2020名册.xlsx'): Promise<TestFile> {
  return {
    name,
    bytes: await writeWorkbook([
      { name: '观澜镇2020年', title: '云川区观澜镇2020年代表名册', headings: HEADINGS, rows },
    ]),
  };
}

const operator = operatorOf(DISTRICT);

function anOffice(stage: Stage) {
  const failures: unknown[] = [];
  const open = (on: Stage = stage) =>
    openBatchRunner({ stage: on, actor: () => Promise.resolve(operator), onFailure: (error) => failures.push(error) });
  return {
    failures,
    open,
    start: (files: readonly TestFile[], token = 'form-1') =>
      perform(stage, operator, { useCase: startBatch, input: { token, files } }),
    read: (batchId: string): Promise<Batch> => ask(stage, operator, { query: readBatch, input: { batchId } }),
    decide: (batch: Batch, decision: BatchDecision) =>
      perform(stage, operator, { useCase: decideBatch, input: { batchId: batch.id, round: batch.round, decision } }),
    correct: (batch: Batch, files: readonly TestFile[], leftOut: readonly string[] = []) =>
      perform(stage, operator, {
        useCase: correctBatch,
        input: { batchId: batch.id, round: batch.round, files, leftOut },
      }),
  };
}

async function run(runner: BatchRunner): Promise<void> {
  runner.wake();
  await runner.idle();
}

async function count(stage: Stage, table: string, where = 'true'): Promise<number> {
  const { rows } = await sql<{
    n: bigint;
  }>`select count(*) as n from ${sql.table(table)} where ${sql.raw(where)}`.execute(stage.database);
  return Number(rows[0]?.n);
}

describe('a batch without faults', () => {
  test('is previewed without a row written, then written, and its files are erased', async ({ stage }) => {
    await aDistrict(stage);
    const office = anOffice(stage);
    const runner = await office.open();
    const { batchId } = await office.start([await aRoster(PEOPLE)]);
    expect(await office.read(batchId)).toMatchObject({ state: 'reading', done: 0, total: 2 });
    await run(runner);
    const preview = await office.read(batchId);
    expect(preview).toMatchObject({ state: 'previewed', round: 1, done: 2, total: 2, currentFile: null });
    expect(preview.files[0]?.report).toMatchObject({
      status: 'ok',
      faultCount: 0,
      sheets: [{ created: 2, rejected: 0 }],
    });
    expect(await count(stage, 'kernel.person')).toBe(0);

    await office.decide(preview, 'write');
    expect((await office.read(batchId)).state).toBe('writing');
    await run(runner);
    expect(await office.read(batchId)).toMatchObject({ state: 'written', files: [{ isKept: false }] });
    expect(await count(stage, 'kernel.person')).toBe(2);
    expect(await count(stage, 'deputies.incoming_file', 'bytes is not null')).toBe(0);
    expect(office.failures).toEqual([]);
  });

  test('is one batch, and written once, however often the buttons are pressed', async ({ stage }) => {
    await aDistrict(stage);
    const office = anOffice(stage);
    const runner = await office.open();
    const file = await aRoster(PEOPLE);
    const presses = await Promise.all([office.start([file]), office.start([file]), office.start([file])]);
    expect(new Set(presses.map(({ batchId }) => batchId)).size).toBe(1);
    expect(await count(stage, 'deputies.incoming_file')).toBe(1);
    await run(runner);
    const preview = await office.read(presses[0].batchId);
    await Promise.all([office.decide(preview, 'write'), office.decide(preview, 'write')]);
    await run(runner);
    await office.decide(preview, 'write');
    expect((await office.read(preview.id)).state).toBe('written');
    expect(await count(stage, 'kernel.journal_entry', `event = 'workbook.imported'`)).toBe(1);
  });

  test('of the same form with other files is another batch', async ({ stage }) => {
    await aDistrict(stage);
    const office = anOffice(stage);
    const first = await office.start([await aRoster(PEOPLE)]);
    const second = await office.start([await aRoster(PEOPLE.slice(0, 1))]);
    expect(second.batchId).not.toBe(first.batchId);
  });

  test('given up leaves nothing behind, and cannot be written any more', async ({ stage }) => {
    await aDistrict(stage);
    const office = anOffice(stage);
    const runner = await office.open();
    const { batchId } = await office.start([await aRoster(PEOPLE)]);
    await run(runner);
    const preview = await office.read(batchId);
    await office.decide(preview, 'give-up');
    await office.decide(preview, 'give-up');
    expect(await office.read(batchId)).toMatchObject({ state: 'given-up', files: [{ isKept: false }] });
    await expect(office.decide(preview, 'write')).rejects.toThrow('batch.not-now');
    expect(await count(stage, 'kernel.person')).toBe(0);
  });
  test('waits for its turn behind another', async ({ stage }) => {
    await aDistrict(stage);
    const office = anOffice(stage);
    const runner = await office.open();
    const first = await office.start([await aRoster(PEOPLE)], 'one');
    const second = await office.start([await aRoster(PEOPLE)], 'two');
    await run(runner);
    for (const { batchId } of [first, second]) {
      const preview = await office.read(batchId);
      expect(preview.state).toBe('previewed');
      await office.decide(preview, 'write');
    }
    await run(runner);
    const reports = await Promise.all([first, second].map(({ batchId }) => office.read(batchId)));
    expect(reports.map(({ files }) => files[0]?.report?.sheets[0]?.unchanged).toSorted()).toEqual([0, 2]);
    expect(await count(stage, 'kernel.person')).toBe(2);
  });
});

describe('a batch with faults', () => {
  const FAULTY = [...PEOPLE, UNKNOWN_LEVEL];

  async function aPreview(stage: Stage) {
    await aDistrict(stage);
    const office = anOffice(stage);
    const runner = await office.open();
    const { batchId } = await office.start([await aRoster(FAULTY)]);
    await run(runner);
    return { office, runner, preview: await office.read(batchId) };
  }

  test('tells sheet, row and column, and hands the file back marked', async ({ stage }) => {
    const { preview } = await aPreview(stage);
    const [file] = preview.files;
    expect(file?.report).toMatchObject({ status: 'faults', sheets: [{ created: 2, rejected: 1 }] });
    const at = { batchId: preview.id, fileId: file?.id };
    const { faults } = await ask(stage, operator, { query: readFaults, input: { ...at, offset: 0, limit: 50 } });
    expect(faults).toMatchObject([{ sheet: '观澜镇2020年', row: 5, column: 'C', heading: '代表层级', value: '省界' }]);
    const kept = await ask(stage, operator, { query: readBatchFile, input: at });
    const marked = await markFaults(kept.file, kept.report);
    const { sheets } = await readWorkbook({ name: 'marked.xlsx', bytes: marked });
    expect(JSON.stringify(sheets)).toContain(faults[0]?.message.zh);
  });

  test('is not written whole, and partly only when asked', async ({ stage }) => {
    const { office, runner, preview } = await aPreview(stage);
    await expect(office.decide(preview, 'write')).rejects.toThrow('batch.has-faults');
    await office.decide(preview, 'write-good-rows');
    await run(runner);
    const after = await office.read(preview.id);
    expect(after).toMatchObject({ state: 'written', isPartial: true });
    expect(after.files[0]?.report?.faultCount).toBe(1);
    expect(await count(stage, 'kernel.person')).toBe(2);
  });

  test('is previewed again with the corrected file in its place, once', async ({ stage }) => {
    const { office, runner, preview } = await aPreview(stage);
    const corrected = [await aRoster(PEOPLE, '观澜镇2020名册-已标注.xlsx')];
    await office.correct(preview, corrected);
    await office.correct(preview, corrected);
    await run(runner);
    const again = await office.read(preview.id);
    expect(again).toMatchObject({ state: 'previewed', round: 2, files: [{ name: '观澜镇2020名册-已标注.xlsx' }] });
    await expect(office.decide(preview, 'write')).rejects.toThrow('batch.preview-changed');
    await office.decide(again, 'write');
    await run(runner);
    expect((await office.read(preview.id)).state).toBe('written');
  });

  test('goes on without a file that is left out', async ({ stage }) => {
    await aDistrict(stage);
    const office = anOffice(stage);
    const runner = await office.open();
    const files = [await aRoster(PEOPLE), { name: '照片.xlsx', bytes: new TextEncoder().encode('no workbook') }];
    const { batchId } = await office.start(files);
    await run(runner);
    const preview = await office.read(batchId);
    expect(preview.files.map(({ report }) => report?.status)).toEqual(['ok', 'refused']);
    expect(preview.files[1]?.report?.message?.zh).toBeTruthy();
    await office.correct(preview, [], [preview.files[1]?.id ?? '']);
    await run(runner);
    expect((await office.read(batchId)).files).toHaveLength(1);
    await expect(office.correct(await office.read(batchId), [])).rejects.toThrow('batch.no-files');
  });

  test('found only while writing is previewed again, and what is faulty is not written', async ({ stage }) => {
    await aDistrict(stage);
    const office = anOffice(stage);
    const runner = await office.open();
    const { batchId } = await office.start([await aRoster(PEOPLE)]);
    await run(runner);
    await office.decide(await office.read(batchId), 'write');
    await sql`update kernel.region set name = '另一镇' where code = ${GUANLAN}`.execute(stage.database);
    await run(runner);
    const again = await office.read(batchId);
    expect(again).toMatchObject({
      state: 'previewed',
      round: 2,
      files: [{ isKept: true, report: { status: 'faults' } }],
    });
    expect(again.notice?.zh).toContain('新的预览');
    expect(await count(stage, 'kernel.person')).toBe(0);
  });
});

describe('a batch that was cut off', () => {
  test('is marked when the next process opens, and can be run again', async ({ stage }) => {
    await aDistrict(stage);
    const office = anOffice(stage);
    const { batchId } = await office.start([await aRoster(PEOPLE)]);
    const runner = await office.open();
    const cut = await office.read(batchId);
    expect(cut.state).toBe('interrupted');
    expect(cut.notice?.en).toContain('restarted');
    await run(runner);
    expect((await office.read(batchId)).state).toBe('interrupted');
    await office.decide(cut, 'run-again');
    await office.decide(cut, 'run-again');
    await run(runner);
    const preview = await office.read(batchId);
    await office.decide(preview, 'write');
    await office.open();
    expect((await office.read(batchId)).state).toBe('interrupted');
    await office.decide(await office.read(batchId), 'run-again');
    await run(runner);
    expect(await office.read(batchId)).toMatchObject({ state: 'previewed', notice: null });
    expect(office.failures).toEqual([]);
  });

  test('by a defect is marked, told of, and does not keep the next from its turn', async ({ stage }) => {
    await aDistrict(stage);
    const office = anOffice(stage);
    const runner = await office.open({ ...stage, newId: brokenOnce(stage.newId) });
    const first = await office.start([await aRoster(PEOPLE)], 'one');
    const second = await office.start([await aRoster(PEOPLE)], 'two');
    await sql`update deputies.import_batch set changed_at = '2020-01-01Z' where id = ${first.batchId}`.execute(
      stage.database,
    );
    await run(runner);
    expect((await office.read(first.batchId)).state).toBe('interrupted');
    expect((await office.read(second.batchId)).state).toBe('previewed');
    expect(office.failures).toHaveLength(1);
  });

  test('waits while there is no room on the disk', async ({ stage }) => {
    await aDistrict(stage);
    const office = anOffice(stage);
    let hasRoom = true;
    const small = { ...stage, hasRoom: () => Promise.resolve(hasRoom) };
    const runner = await office.open(small);
    const { batchId } = await office.start([await aRoster(PEOPLE)]);
    hasRoom = false;
    await run(runner);
    expect((await office.read(batchId)).state).toBe('reading');
    hasRoom = true;
    await run(runner);
    expect((await office.read(batchId)).state).toBe('previewed');
    expect(office.failures).toEqual([]);
  });
});

function brokenOnce(newId: () => string): () => string {
  let isBroken = true;
  return () => {
    if (!isBroken) return newId();
    isBroken = false;
    throw new Error('a defect');
  };
}

describe('what is kept of a batch', () => {
  test('ends after seven days: files and the values in faults are erased', async ({ stage }) => {
    await aDistrict(stage);
    const office = anOffice(stage);
    const runner = await office.open();
    const faulty = [...PEOPLE, UNKNOWN_LEVEL];
    const open = await office.start([await aRoster(faulty)], 'open');
    const written = await office.start([await aRoster(faulty)], 'written');
    await run(runner);
    await office.decide(await office.read(written.batchId), 'write-good-rows');
    await run(runner);

    const expire = async (hours: number) => {
      const recordedNow = () => Temporal.Instant.from(NOW).add({ hours });
      await perform({ ...stage, recordedNow }, operator, { useCase: expireBatches, input: {} });
    };
    await expire(7 * 24);
    expect((await office.read(open.batchId)).state).toBe('previewed');
    await expire(7 * 24 + 1);
    expect(await office.read(open.batchId)).toMatchObject({ state: 'expired', files: [{ isKept: false }] });
    expect((await office.read(written.batchId)).state).toBe('written');
    const { rows } = await sql<{ text: string }>`select report::text as text from deputies.incoming_file`.execute(
      stage.database,
    );
    for (const { text } of rows) expect(text).not.toContain('省界');
  });
});

describe('batches are only for those who may', () => {
  test('a visitor can do nothing with them, another region finds none', async ({ stage }) => {
    await aDistrict(stage);
    const office = anOffice(stage);
    const { batchId } = await office.start([await aRoster(PEOPLE)]);
    const asked = (actor: typeof operator) => ask(stage, actor, { query: readBatch, input: { batchId } });
    await expect(asked(visitorOf(DISTRICT))).rejects.toThrow('forbidden');
    await expect(asked(operatorOf('110101000000'))).rejects.toThrow('batch.not-found');
    await expect(office.read('0190b0de-0000-7000-8000-000000000000')).rejects.toThrow('batch.not-found');
    const { waiting, latest } = await ask(stage, operator, { query: listBatches, input: { limit: 5 } });
    expect([waiting.total, latest.total]).toEqual([0, 1]);
  });

  test('nothing is taken in before there are regions', async ({ stage }) => {
    await expect(anOffice(stage).start([await aRoster(PEOPLE)])).rejects.toThrow('import.no-regions');
  });
});
