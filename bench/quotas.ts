/**
 * The quota table of a district whose groups have all held what is asked of them, held against 50 ms and, in the same run,
 * against three times the bare queries: all groups with what is done, planned, missing and forecast, and one group's page.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { type Actor, ask } from '#kernel/index.server.ts';
import { findPublicActivities, readGroupQuota, readQuotas } from '#modules/deputies/index.server.ts';
import { readConfig } from '#platform/config.ts';
import { openDatabase } from '#platform/database/database.ts';
import { loadDemonstration } from '../demo/load.ts';
import { openStore } from '../src/composition.server.ts';
import { openAgainstQueries } from './support/against-queries.ts';
import { report } from './support/report.ts';

/** Of each group in each of two years. */
const ACTIVITIES = 13;
const LEAST_GROUPS = 50;

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

/** Activities of every group that a roster of 2019 or 2020 names, all of its members invited and nine of ten there. */
async function hold(): Promise<void> {
  const owner = openDatabase({ ...store.ownerConnection, max: 1 });
  await sql`
    create temporary table held as
    select gen_random_uuid() as id, g.*, n, case when g.activity_group = '' or n <= 4 then 'whole-group' else 'activity-group' end as kind
    from (
      select distinct l.district_code, rpad(case when m.level in ('national', 'provincial') then m.district_code
        else left(m.region, 9) end, 12, '0') as home, l.group_name, coalesce(l.activity_group, '') as activity_group, l.year
      from deputies.listing l
      join deputies.membership m on m.district_code = l.district_code and m.id = l.membership_id
      where l.group_name is not null and l.year in (2019, 2020)) g
    cross join generate_series(1, ${ACTIVITIES}) n`.execute(owner);
  await sql`
    insert into deputies.activity (district_code, id, region, kind, state, year, title, place, starts_at, ends_at,
      by_account, recorded_at, changed_at)
    select district_code, id, home, kind, 'held', year, '视察', '镇政府', at, at + interval '2 hours', 'bench', at, at
    from held, lateral (select make_timestamptz(year, 1 + n % 10, 1 + n, 9, 0, 0, 'Asia/Shanghai') as at) t`.execute(
    owner,
  );
  await sql`
    insert into deputies.activity_unit (district_code, activity_id, region, group_name, activity_group)
    select district_code, id, home, group_name, case kind when 'whole-group' then '' else activity_group end from held`.execute(
    owner,
  );
  await sql`
    insert into deputies.activity_attendance (district_code, activity_id, membership_id, person_id, region, group_name,
      activity_group, attendance, how, by_account, invited_at)
    select h.district_code, h.id, m.id, m.person_id, h.home, h.group_name, nullif(h.activity_group, ''),
      case when get_byte(uuid_send(m.id), 15) % 10 = h.n % 10 then null else 'attended' end, 'list', 'bench', now()
    from held h
    join deputies.listing l on l.district_code = h.district_code and l.year = h.year and l.group_name = h.group_name
      and coalesce(l.activity_group, '') = h.activity_group
    join deputies.membership m on m.district_code = l.district_code and m.id = l.membership_id
      and starts_with(m.region, rtrim(left(h.home, 9), '0'))`.execute(owner);
  await sql`
    update deputies.activity_unit u set (invited, attended) = (
      select count(*), count(*) filter (where x.attendance = 'attended') from deputies.activity_attendance x
      where x.district_code = u.district_code and x.activity_id = u.activity_id)`.execute(owner);
  await sql`analyze`.execute(owner);
  const { rows } = await sql<{ activities: number; invitations: number }>`
    select (select count(*)::int from deputies.activity) as activities,
      (select count(*)::int from deputies.activity_attendance) as invitations`.execute(owner);
  await owner.destroy();
  say(`${rows[0]?.activities} activities, ${rows[0]?.invitations} invitations`);
}

try {
  await loadDemonstration(store, () => undefined);
  await hold();
  const district = await store.home();
  const personId = '00000000-0000-4000-8000-000000000000';
  const officer: Actor = { id: 'bench', role: 'district-officer', region: district, personId };
  const visitor: Actor = { id: 'visitor', role: 'visitor', region: district };
  const table = await ask(stage, officer, { query: readQuotas, input: { year: 2020 } });
  // With fewer the limits would say nothing.
  if (table.counts.all < LEAST_GROUPS) throw new Error(`there are ${table.counts.all} groups, not ${LEAST_GROUPS}`);
  say(`${table.counts.all} groups, ${table.counts.short} short of their quota`);
  const group = table.groups.find(({ parts }) => parts.length === 3)?.key ?? '';
  const isKept = report([
    ...(await measure('quota table of the district', () =>
      ask(stage, officer, { query: readQuotas, input: { year: 2020 } }),
    )),
    ...(await measure('quotas of one group with its members', () =>
      ask(stage, officer, { query: readGroupQuota, input: { group, year: 2020 } }),
    )),
    ...(await measure('public list of the year', () =>
      ask(stage, visitor, { query: findPublicActivities, input: { year: 2020 } }),
    )),
  ]);
  process.exitCode = isKept ? 0 : 1;
} finally {
  await close();
  await store.close();
  await rm(data, { recursive: true, force: true });
}
