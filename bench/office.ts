/**
 * The office with the demonstration's 8,682 commitments, held against 50 ms and, in the same run, against three times the
 * bare queries: the to-do list and a filtered and sorted table, as a district's officer and as a town's.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { RegionCode } from '#kernel/contract.ts';
import { type Actor, ask } from '#kernel/index.server.ts';
import { countToDo, findOfficeCommitments, readToDo } from '#modules/deputies/index.server.ts';
import { openDatabase } from '#platform/database/database.ts';
import { readConfig } from '#platform/config.ts';
import { loadDemonstration } from '../demo/load.ts';
import { openStore } from '../src/composition.server.ts';
import { openAgainstQueries } from './support/against-queries.ts';
import { report } from './support/report.ts';

const COMMITMENTS = 8_682;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const data = await mkdtemp(join(tmpdir(), 'jiannuo-bench-'));
const config = {
  ...readConfig({}),
  root: process.env['JIANNUO_ROOT'] ?? process.cwd(),
  dataFolder: data,
  port: 0,
  host: '127.0.0.1',
  mode: 'demo',
  databaseUrl: undefined,
} as const;
const store = await openStore(config, { isModeAsked: true });
const { stage, measure, close } = openAgainstQueries(store);

try {
  await loadDemonstration(store, () => undefined);
  // Without an actor the row policies show nothing to anybody but the owner.
  const owner = openDatabase({ ...store.ownerConnection, max: 1 });
  const { rows: counts } = await sql<{ state: string; count: number }>`
    select state, count(*)::int as count from deputies.commitment group by state order by state`.execute(owner);
  say(counts.map(({ state, count }) => `${state} ${count}`).join(', '));
  const { rows: ofYear } = await sql<{ count: number }>`
    select count(*)::int as count from deputies.commitment where year = 2020 and state not in ('draft', 'submitted', 'returned')
    `.execute(owner);
  await owner.destroy();
  // With fewer the limits would say nothing.
  if (ofYear[0]?.count !== COMMITMENTS) throw new Error(`2020 has ${ofYear[0]?.count} commitments, not ${COMMITMENTS}`);
  const district = await store.home();
  const personId = '00000000-0000-4000-8000-000000000000';
  const officer: Actor = { id: 'bench', role: 'district-officer', region: district, personId };
  const { choices } = await ask(stage, officer, { query: findOfficeCommitments, input: {} });
  const town = choices.towns[0]?.key ?? '';
  const townOfficer: Actor = { id: 'bench', role: 'town-officer', region: RegionCode.parse(town), personId };
  const todo = (actor: Actor) => () => ask(stage, actor, { query: readToDo, input: {} });
  const table = (actor: Actor, input: object) => () => ask(stage, actor, { query: findOfficeCommitments, input });
  const isKept = report([
    ...(await measure('to-do list of the district', todo(officer))),
    ...(await measure('to-do list of a town', todo(townOfficer))),
    ...(await measure('counts of the district', () => ask(stage, officer, { query: countToDo, input: {} }))),
    ...(await measure('table of the district, not filtered', table(officer, {}))),
    ...(await measure(
      'table by field, sorted by name',
      table(officer, { field: '人居环境', sort: 'name', size: '100' }),
    )),
    ...(await measure('table by year and town', table(officer, { year: '2020', town, sort: 'entry', order: 'desc' }))),
    ...(await measure('table searched for 路灯', table(officer, { q: '路灯' }))),
    ...(await measure('table of stalled ones', table(officer, { is: 'stalled', year: '2020' }))),
    ...(await measure('table of claims to verify', table(officer, { is: 'to-verify', year: 'all' }))),
  ]);
  process.exitCode = isKept ? 0 : 1;
} finally {
  await close();
  await store.close();
  await rm(data, { recursive: true, force: true });
}
