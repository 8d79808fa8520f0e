/**
 * What it costs that an import can be undone: the demonstration's four years written as a batch of the page, against the
 * same files written without anything kept, and undoing all of it. Limits: half as long again, and no longer than the
 * import itself took.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { COUNTRY } from '#kernel/contract.ts';
import { importRegions, perform } from '#kernel/index.server.ts';
import { importFiles, setProgrammeScope, startBatch, undoBatch } from '#modules/deputies/index.server.ts';
import { readConfig } from '#platform/config.ts';
import { openDatabase } from '#platform/database/database.ts';
import { sql } from 'kysely';
import { generateDistrict, programmeScope } from '../demo/index.ts';
import { openStore, operatorOf } from '../src/composition.server.ts';
import { report, timed } from './support/report.ts';

const KEEPING_LIMIT = 1.5;

const root = process.env['JIANNUO_ROOT'] ?? process.cwd();
const district = generateDistrict();

async function measured(isKept: boolean): Promise<{ written: number; undone: number; rows: number }> {
  const data = await mkdtemp(join(tmpdir(), 'jiannuo-bench-'));
  const config = { ...readConfig({}), root, dataFolder: data, port: 0, mode: 'demo', databaseUrl: undefined } as const;
  const store = await openStore(config, { isModeAsked: true });
  try {
    const { stage } = store;
    const records = district.regions.map(({ code, name }) => [code, name]);
    await perform(stage, operatorOf(COUNTRY), { useCase: importRegions, input: { records } });
    const operator = operatorOf(await store.home());
    for (const { year, levels } of programmeScope) {
      await perform(stage, operator, { useCase: setProgrammeScope, input: { year, levels: [...levels] } });
    }
    const files = [...district.files];
    const { batchId } = await perform(stage, operator, {
      useCase: startBatch,
      input: { token: 'bench', files: files.slice(0, 1) },
    });
    const options = { dryRun: false, partial: false };
    const call = { files, options, ...(isKept ? { batchId } : {}) };
    const written = await timed(() => importFiles(stage, operator, call));
    if (!isKept) return { written, undone: 0, rows: 0 };
    // As the owner: without an actor the row policies neither show nor change a row.
    const owner = openDatabase({ ...store.ownerConnection, max: 1 });
    await sql`update deputies.import_batch set state = 'written' where id = ${batchId}`.execute(owner);
    const { rows } = await sql<{ n: number }>`select count(*)::int as n from deputies.import_undo`.execute(owner);
    await owner.destroy();
    const undone = await timed(() => perform(stage, operator, { useCase: undoBatch, input: { batchId } }));
    return { written, undone, rows: rows[0]?.n ?? 0 };
  } finally {
    await store.close();
    await rm(data, { recursive: true, force: true });
  }
}

await measured(false);
const plain = await measured(false);
const kept = await measured(true);
process.stdout.write(`${[...district.files].length} files; kept of ${kept.rows} rows\n`);
const isFast = report([
  {
    what: 'import that can be undone',
    ours: kept.written,
    limit: KEEPING_LIMIT * plain.written,
    unit: 'ms',
    is: 'at-most',
  },
  { what: 'undoing it', ours: kept.undone, limit: kept.written, unit: 'ms', is: 'at-most' },
]);
process.exitCode = isFast ? 0 : 1;
