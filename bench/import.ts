/**
 * Import of the demonstration's four years against its floor: only parsing the same files with the same library, plus
 * COPY of all rows that the import writes into tables of the same shape. Limit: three times that.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { COUNTRY } from '#kernel/contract.ts';
import { importRegions, perform } from '#kernel/index.server.ts';
import { importFiles, setProgrammeScope } from '#modules/deputies/index.server.ts';
import { readConfig } from '#platform/config.ts';
import { readWorkbook } from '#platform/workbook/read.ts';
import { generateDistrict, programmeScope } from '../demo/index.ts';
import { openStore, operatorOf } from '../src/composition.server.ts';
import { report, timed } from './support/report.ts';

const LIMIT = 3;

/** Each table's rows are read out and written into a table of the same shape; only the writing counts. */
async function copyAll(connection: pg.PoolConfig): Promise<{ ms: number; rows: number }> {
  const client = new pg.Client(connection);
  await client.connect();
  const { rows: tables } = await client.query<{ schema: string; name: string }>(`
    select n.nspname as schema, c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'r' and n.nspname in ('kernel', 'deputies')`);
  await client.query('create schema floor');
  let ms = 0;
  let count = 0;
  for (const { schema, name } of tables) {
    const [from, into] = [`${schema}.${name}`, `floor.${schema}_${name}`];
    await client.query(`create table ${into} (like ${from} including all)`);
    const chunks: Buffer[] = [];
    for await (const chunk of client.query(copyTo(`copy ${from} to stdout`))) chunks.push(chunk as Buffer);
    const stream = client.query(copyFrom(`copy ${into} from stdin`));
    ms += await timed(() => pipeline(chunks, stream));
    count += stream.rowCount;
  }
  await client.end();
  return { ms, rows: count };
}

const data = await mkdtemp(join(tmpdir(), 'jiannuo-bench-'));
const root = process.env['JIANNUO_ROOT'] ?? process.cwd();
const config = { ...readConfig({}), root, dataFolder: data, port: 0, mode: 'demo', databaseUrl: undefined } as const;
const store = await openStore(config, { isModeAsked: true });
try {
  const { stage } = store;
  const district = generateDistrict();
  const records = district.regions.map(({ code, name }) => [code, name]);
  await perform(stage, operatorOf(COUNTRY), { useCase: importRegions, input: { records } });
  const operator = operatorOf(await store.home());
  for (const scope of programmeScope)
    await perform(stage, operator, {
      useCase: setProgrammeScope,
      input: { year: scope.year, levels: [...scope.levels] },
    });
  const files = [...district.files];
  const [first] = files;
  // The reader's thread is up before either is measured.
  if (first !== undefined) await readWorkbook(first);

  const parse = await timed(async () => {
    for (const file of files) await readWorkbook(file);
  });
  const options = { dryRun: false, partial: false };
  const ours = await timed(() => importFiles(stage, operator, { files, options }));
  const copy = await copyAll(store.ownerConnection);
  process.stdout.write(
    `${files.length} files; parsing alone ${parse.toFixed(0)} ms, COPY of ${copy.rows} rows ${copy.ms.toFixed(0)} ms\n`,
  );
  const limit = LIMIT * (parse + copy.ms);
  const isKept = report([{ what: 'import of four years', ours, limit, unit: 'ms', is: 'at-most' }]);
  process.exitCode = isKept ? 0 : 1;
} finally {
  await store.close();
  await rm(data, { recursive: true, force: true });
}
