/**
 * Figures of one year over 20 million commitments in 2,843 districts. Limits, all measured in the same run: for a
 * district and for the country a hundredth of one warm sequential scan of the commitments, and a tenth of it where
 * distinct persons are asked for; and every figure exact.
 *
 * `--scale 0.01` makes a hundredth of the districts, to try it out: figures must be exact, limits are not held.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { sql } from 'kysely';
import { COUNTRY, RegionCode, significantDigits } from '#kernel/contract.ts';
import { type Actor, type Stage, ask } from '#kernel/index.server.ts';
import type { Dimension, Figures } from '#modules/deputies/contract.ts';
import { readFigures, refreshFigures } from '#modules/deputies/index.server.ts';
import { readConfig } from '#platform/config.ts';
import { type Database, openDatabase } from '#platform/database/database.ts';
import { openStore } from '../src/composition.server.ts';
import { median, report, timed } from './support/report.ts';
import {
  DISTRICTS,
  YEAR,
  districtOf,
  drawDistricts,
  loosen,
  makeCountry,
  makeSample,
  tighten,
} from './support/synthetic-country.ts';

const RUNS = 50;
const OF_A_SCAN = { figure: 1 / 100, persons: 1 / 10 };
const DAYS = ['2020-02-29', '2020-07-01', '2020-10-28', '2020-12-31'];

/** Reads the whole table: no index has the level. */
const SCAN = sql`select count(*) from deputies.commitment where level = 'none'`;

const say = (line: string): void => void process.stdout.write(`${line}\n`);

async function step(what: string, run: () => Promise<unknown>): Promise<void> {
  say(`${what} … ${((await timed(run)) / 1000).toFixed(1)} s`);
}

async function makeStore(owner: Database, districts: readonly string[]): Promise<string> {
  const [sample = '', ...others] = districts;
  await step('loosen', () => loosen(owner));
  await sql`
    insert into kernel.region (code, name)
    select code || '000000', code from unnest(${districts}::text[]) as code`.execute(owner);
  await step(`commitments and series of ${others.length} districts`, () => makeCountry(owner, others));
  await step('indexes', () => tighten(owner));
  // The last one as the product does it: its figures are added to those of all regions above by the product's own code.
  // As the owner, because this district has no officer in whose bounds it could be written.
  await step('one more district, counted by the product', () =>
    owner.transaction().execute(async (tx) => {
      const personIds = await drawDistricts(tx, [sample]);
      await refreshFigures(tx, { district: sample, personIds }, () => makeSample(tx, sample));
    }),
  );
  return sample;
}

function visitorOf(region: RegionCode): Actor {
  return { id: 'visitor', role: 'visitor', region };
}

interface Question {
  readonly region: RegionCode;
  readonly asOf: string;
  readonly by?: Dimension;
}

function figures(stage: Stage, { region, ...input }: Question): Promise<Figures> {
  return ask(stage, visitorOf(region), { query: readFigures, input: { year: YEAR, ...input } });
}

type Row = Pick<Figures, 'commitments' | 'reported' | 'verified' | 'persons' | 'memberships'> & { key: string };

/** The figures read from the rows, by level or field: what became of a commitment is in its own row. */
async function recounted(owner: Database, { region, asOf, by }: Question): Promise<Row[]> {
  const key = by === 'level' || by === 'field' ? sql.ref(by) : sql`''`;
  const { rows } = await sql<Row>`
    select ${key} as key, count(*)::int as commitments,
      (count(*) filter (where due_day - 10 <= ${asOf}::date))::int as reported,
      (count(*) filter (where due_day <= ${asOf}::date))::int as verified,
      count(distinct person_id)::int as persons, count(distinct membership_id)::int as memberships
    from deputies.commitment
    where recorded_at < (${asOf}::date + 1)::timestamp at time zone 'Asia/Shanghai' and year = ${YEAR}
      and starts_with(district_code, ${significantDigits(region)})
    group by 1`.execute(owner);
  return rows;
}

async function inPost(owner: Database, { region, asOf }: Question): Promise<number> {
  const { rows } = await sql<{ persons: number }>`
    select count(distinct person_id)::int as persons from deputies.membership
    where from_day <= ${asOf}::date and (until_day is null or until_day > ${asOf}::date)
      and starts_with(district_code, ${significantDigits(region)})`.execute(owner);
  return rows[0]?.persons ?? 0;
}

/** @returns what differs, none when the figures are those of the rows */
async function differences(owner: Database, stage: Stage, question: Question): Promise<string[]> {
  const ours = await figures(stage, question);
  const rows = question.by === undefined ? [{ ...ours, key: '' }] : ours.rows;
  const wrong: string[] = [];
  for (const row of await recounted(owner, question)) {
    const found = rows.find(({ key }) => key === row.key);
    for (const name of ['commitments', 'reported', 'verified', 'persons', 'memberships'] as const) {
      if (found?.[name] === row[name]) continue;
      wrong.push(`${JSON.stringify(question)} ${row.key} ${name}: ${found?.[name] ?? 'none'}, recounted ${row[name]}`);
    }
  }
  const posts = await inPost(owner, question);
  if (ours.inPost !== posts) wrong.push(`${JSON.stringify(question)} inPost: ${ours.inPost}, recounted ${posts}`);
  return wrong;
}

/** As of an instant within a day, in the district whose every change is known. */
async function differencesWithinDay(owner: Database, stage: Stage, region: RegionCode): Promise<string[]> {
  const asOf = '2020-06-15T12:00:00+08:00';
  const { reported, verified } = await figures(stage, { region, asOf });
  const { rows } = await sql<{ reported: number; verified: number }>`
    select (count(*) filter (where state in ('claimed', 'fulfilled')))::int as reported,
      (count(*) filter (where state = 'fulfilled'))::int as verified
    from deputies.commitment_change where effective_at <= ${asOf} and until_at > ${asOf}`.execute(owner);
  const recount = rows[0];
  if (recount?.reported === reported && recount.verified === verified) return [];
  return [`${asOf}: ${reported} reported, ${verified} verified, recounted ${JSON.stringify(recount)}`];
}

async function everyDifference(owner: Database, stage: Stage, districts: readonly RegionCode[]): Promise<string[]> {
  const wrong: string[] = [];
  for (const region of districts) {
    for (const asOf of DAYS) {
      for (const by of [undefined, 'level', 'field'] as const) {
        wrong.push(...(await differences(owner, stage, { region, asOf, ...(by && { by }) })));
      }
    }
  }
  // Over the whole country a recount takes a minute: one day each.
  wrong.push(...(await differences(owner, stage, { region: COUNTRY, asOf: '2020-07-01' })));
  wrong.push(...(await differences(owner, stage, { region: COUNTRY, asOf: '2020-10-28', by: 'level' })));
  return wrong;
}

/** The middle of many runs over several days, in milliseconds. */
async function timeFigures(stage: Stage, region: RegionCode, by: Dimension | undefined): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const asOf = DAYS[run % DAYS.length] ?? '';
    times.push(await timed(() => figures(stage, { region, asOf, ...(by && { by }) })));
  }
  return median(times);
}

async function timeScan(owner: Database): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 4; run++) times.push(await timed(() => SCAN.execute(owner)));
  return median(times.slice(1));
}

async function measure(owner: Database, stage: Stage, district: RegionCode): Promise<boolean> {
  const scan = await timeScan(owner);
  say(`one warm sequential scan of deputies.commitment: ${scan.toFixed(0)} ms`);
  const rows: Parameters<typeof report>[0][number][] = [];
  const limits = { limit: scan * OF_A_SCAN.figure, unit: 'ms', is: 'at-most' as const };
  for (const [name, region] of [
    ['a district', district],
    ['the country', COUNTRY],
  ] as const) {
    for (const by of [undefined, 'level', 'field'] as const) {
      const ours = await timeFigures(stage, region, by);
      rows.push({ what: `figures of ${name}${by ? ` by ${by}` : ''}`, ours, ...limits });
      if (by === undefined) {
        rows.push({ what: `distinct persons of ${name}`, ours, ...limits, limit: scan * OF_A_SCAN.persons });
      }
    }
  }
  return report(rows);
}

const { values } = parseArgs({ options: { scale: { type: 'string', default: '1' } } });
const scale = Number(values.scale);
const districts = Array.from({ length: Math.max(3, Math.round(DISTRICTS * scale)) }, (_, index) => districtOf(index));
const data = await mkdtemp(join(tmpdir(), 'jiannuo-bench-'));
const root = process.env['JIANNUO_ROOT'] ?? process.cwd();
const config = {
  ...readConfig({}),
  root,
  dataFolder: data,
  port: 0,
  host: '127.0.0.1',
  mode: 'production',
  databaseUrl: undefined,
} as const;
const store = await openStore(config, { isModeAsked: true });
const owner = openDatabase({ ...store.ownerConnection, max: 3 });
try {
  const sample = RegionCode.parse(`${await makeStore(owner, districts)}000000`);
  const other = RegionCode.parse(`${districts.at(-1) ?? ''}000000`);
  const { rows } = await sql<{ n: string; size: string }>`
    select count(*)::text as n, pg_size_pretty(pg_relation_size('deputies.commitment')) as size
    from deputies.commitment`.execute(owner);
  say(
    `${rows[0]?.n ?? 0} commitments, ${rows[0]?.size ?? ''}; every change is kept in one district, of the others only`,
  );
  say('the instants in the row itself; no measured results, and series of towns in that one district only');
  let isKept = await measure(owner, store.stage, other);
  if (scale < 1) {
    say('a part of the country: limits are not held');
    isKept = true;
  }
  const wrong = await everyDifference(owner, store.stage, [sample, other]);
  wrong.push(...(await differencesWithinDay(owner, store.stage, sample)));
  for (const line of wrong) say(`WRONG ${line}`);
  say(wrong.length === 0 ? 'exact: every recount agrees' : `${wrong.length} figures are wrong`);
  process.exitCode = isKept && wrong.length === 0 ? 0 : 1;
} finally {
  await owner.destroy();
  await store.close();
  await rm(data, { recursive: true, force: true });
}
