/**
 * A country of districts, made by SQL: in each 1,000 deputies, 1,049 posts and 7,035 commitments of one year, and the
 * series of all its figures, summed up from those rows.
 *
 * What became of a commitment is written in its own row, because a table of all changes would take three times the
 * room: published at `recorded_at`, verified on `due_day` (or never), claimed ten days before.
 */
import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/database.ts';

export const YEAR = 2020;
export const DISTRICTS = 2843;
export const COMMITMENTS_OF_DISTRICT = 7035;

/** Each in one place of a made-up country: at most 9 districts to a prefecture, 92 to a province. */
export function districtOf(index: number): string {
  const inProvince = index % 92;
  const parts = [11 + Math.floor(index / 92), 1 + Math.floor(inProvince / 9), 1 + (inProvince % 9)];
  return parts.map((part) => String(part).padStart(2, '0')).join('');
}

const LOOSENED = [
  'alter table deputies.commitment_change drop constraint commitment_change_district_code_commitment_id_fkey',
  'alter table deputies.commitment_version drop constraint commitment_version_district_code_commitment_id_fkey',
  // All that points to a post, whatever the product keeps of posts beside figures.
  `do $$ declare one record; begin
     for one in select conrelid::regclass as child, conname from pg_constraint
       where contype = 'f' and confrelid = 'deputies.membership'::regclass
     loop execute format('alter table %s drop constraint %I', one.child, one.conname); end loop;
   end $$`,
  'alter table deputies.membership drop constraint membership_district_code_person_id_fkey',
  'alter table deputies.commitment drop constraint commitment_pkey cascade',
  'drop index deputies.commitment_id, deputies.commitment_year, deputies.commitment_membership, deputies.commitment_person',
  'alter table deputies.commitment set unlogged',
  'alter table deputies.membership set unlogged',
  'alter table deputies.figure_series set unlogged',
];

const TIGHTENED = [
  'alter table deputies.commitment add primary key (district_code, id)',
  'create index commitment_person on deputies.commitment (district_code, person_id, year)',
  'analyze',
];

/** Lets rows in as fast as they come: no log, no index, no foreign key to or from them while millions are written. */
export async function loosen(owner: Database): Promise<void> {
  for (const statement of LOOSENED) await sql.raw(statement).execute(owner);
}

/** Puts back those indexes of the product that the figures use. */
export async function tighten(owner: Database): Promise<void> {
  await owner.connection().execute(async (connection) => {
    await sql`set maintenance_work_mem = '1GB'`.execute(connection);
    for (const statement of TIGHTENED) await sql.raw(statement).execute(connection);
  });
}

const POSTS = `
  create temp table post on commit drop as
  select code as district_code, number, gen_random_uuid() as id, person_id, level, from_day, until_day,
    code || lpad((101 + number % 20)::text, 3, '0') || '000' as region
  from unnest($1::text[]) as code, lateral (
    select number, gen_random_uuid() as person_id from generate_series(0, 999) as number where code is not null
    offset 0) as person, lateral (
    values (case when number < 220 then 'county' else 'township' end, date '2017-01-01',
            case when number % 50 = 7 then date '2020-07-01' end),
           ('provincial', date '2018-01-01', null)) as held (level, from_day, until_day)
  where held.level <> 'provincial' or number < 50 and number <> 7`;

const LEVELS = `array['county','township','provincial']`;
const KINDS = `array['common','personal','unspecified']`;
const FIELDS = `array['人居环境','产业带动','助困就业','疫情防控','教育助学','医疗健康','道路交通','农田水利','养老助残',
  '文化体育','平安法治','生态环保','民生服务','基层治理']`;

/** Beside the words stand their numbers (`l`, `f`, `k`; `d`, `p`, `m` of district, person and post): cheaper to group. */
const COMMITMENTS = `
  create temp table promise on commit drop as
  select post.district_code, gen_random_uuid() as id, post.id as membership_id, post.person_id, post.region, post.level,
    (${FIELDS})[1 + chance % 14] as field, (${KINDS})[1 + chance / 14 % 3] as kind,
    post.district_code::int as d, post.number as p, 2 * post.number + (post.level = 'provincial')::int as m,
    array_position(${LEVELS}, post.level) as l, 1 + chance % 14 as f, 1 + chance / 14 % 3 as k,
    published, case when chance / 1009 % 12 > 0 then published + 10 + chance / 101 % 250 end as verified
  from generate_series(0, ${COMMITMENTS_OF_DISTRICT - 1}) as item, lateral (
    select item % 1000 as number, item % 1000 < 50 and item % 1000 <> 7 and item / 1000 % 2 = 1 as is_other) as promiser
  join post on post.number = promiser.number and (post.level = 'provincial') = promiser.is_other,
  lateral (select hashint8(item + 7919 * post.district_code::bigint) & 2147483647 as chance) as drawn,
  lateral (select date '2020-01-01' + case when chance / 7 % 10 = 0 then chance / 70 % 300 else 0 end as published) as day`;

const WRITE_POSTS = `
  insert into deputies.membership (district_code, id, person_id, region, level, from_day, until_day)
  select district_code, id, person_id, region, level, from_day, until_day from post`;

const WRITE_COMMITMENTS = `
  insert into deputies.commitment (district_code, id, membership_id, person_id, region, level, year, kind, field, text,
    due_day, recorded_at)
  select district_code, id, membership_id, person_id, region, level, ${YEAR}, kind, field, '清河', verified,
    published::timestamp at time zone 'Asia/Shanghai' from promise`;

const DIMENSION = `case when l is not null then 'level' when f is not null then 'field' when k is not null then 'kind'
  else 'total' end as dimension, coalesce((${LEVELS})[l], (${FIELDS})[f], (${KINDS})[k], '') as value`;

/** From when on each post counts, told apart by level, field, kind and not at all; of a person, the first of theirs. */
const FIRSTS = `
  with first as materialized (
    select d, p, l, f, k, min(published) as day from promise
    group by grouping sets ((d, p, m), (d, p, m, l), (d, p, m, f), (d, p, m, k)))
  select d, l, f, k, day, 0 as np, count(*)::int as nm from first group by d, l, f, k, day
  union all
  select d, l, f, k, day, count(*)::int, 0 from (
    select d, l, f, k, min(day) as day from first group by d, p, l, f, k) as of_person
  group by d, l, f, k, day`;

const IN_POST = `
  select district_code::int as d, array_position(${LEVELS}, case when is_level then level end) as l, null::int as f,
    null::int as k, day, sum(n)::int as n
  from (
    select district_code, level, from_day as day, 1 as n from post
    union all select district_code, level, until_day, -1 from post where until_day is not null) as turn,
  lateral (values (true), (false)) as cell (is_level)
  where is_level or level <> 'provincial'
  group by 1, 2, 5`;

const EVENTS = `
  with event as materialized (
    select d, l, f, k, day, sum(c)::int as c, sum(r)::int as r, sum(v)::int as v
    from (
      select d, l, f, k, published as day, 1 as c, 0 as r, 0 as v from promise
      union all select d, l, f, k, verified - 10, 0, 1, 0 from promise where verified is not null
      union all select d, l, f, k, verified, 0, 0, 1 from promise where verified is not null) as one
    group by grouping sets ((d, f, day), (d, l, k, day)))
  select d, l, f, k, day, c, r, v from event where f is not null
  union all
  select d, l, null, k, day, sum(c)::int, sum(r)::int, sum(v)::int from event where f is null
  group by grouping sets ((d, day), (d, l, day), (d, k, day))`;

const COLUMNS =
  'region, year, dimension, value, days, persons, in_post, in_scope, memberships, commitments, reported, verified';

const inOrder = (column: string): string => `array_agg(${column} order by day)`;

/** Those of a district; the programme's scope was never decided, so that whoever is in post is in scope. */
const SERIES = `
  insert into deputies.figure_series (${COLUMNS})
  select rpad(d::text, 12, '0'), ${YEAR}, ${DIMENSION}, ${['day', 'np', 'ni', 'ni', 'nm', 'c', 'r', 'v'].map(inOrder).join(', ')}
  from (
    select d, l, f, k, day, sum(np)::int as np, sum(ni)::int as ni, sum(nm)::int as nm, sum(c)::int as c,
      sum(r)::int as r, sum(v)::int as v
    from (
      select d, l, f, k, day, np, 0 as ni, nm, 0 as c, 0 as r, 0 as v from (${FIRSTS}) as promiser
      union all select d, l, f, k, day, 0, n, 0, 0, 0, 0 from (${IN_POST}) as holder
      union all select d, l, f, k, day, 0, 0, 0, c, r, v from (${EVENTS}) as turn) as part
    group by d, l, f, k, day) as of_day
  group by d, l, f, k`;

const PEOPLE = `
  insert into kernel.person (district_code, id, name, pinyin, initials)
  select distinct district_code, person_id, '王建国', 'wangjianguo', 'wjg' from post`;

/** Here all changes are written, and not at midnight: claimed at ten in the morning, verified at four. */
const CHANGES = `
  insert into deputies.commitment_change (district_code, commitment_id, seq, state, effective_at, until_at, is_assumed,
    recorded_at)
  select district_code, id, seq, state, at,
    coalesce(lead(at) over (partition by id order by seq), 'infinity'), false, at
  from promise, lateral (
    values (1, 'published', published::timestamp), (2, 'claimed', verified - 10 + time '10:00'),
           (3, 'fulfilled', verified + time '16:00')) as change (seq, state, local_at),
  lateral (select local_at at time zone 'Asia/Shanghai' as at) as instant
  where at is not null`;

/** A district with all that the product keeps of it, to be counted by the product itself. */
export async function makeSample(tx: Transaction, code: string): Promise<void> {
  for (const statement of [PEOPLE, WRITE_POSTS, WRITE_COMMITMENTS, CHANGES]) await sql.raw(statement).execute(tx);
  await sql`insert into deputies.roster (district_code, region, year, is_complete)
    values (${code}, ${`${code}101000`}, ${YEAR}, true)`.execute(tx);
}

/** Draws up what is to be written in the same transaction. @returns who holds a post */
export async function drawDistricts(tx: Transaction, codes: readonly string[]): Promise<string[]> {
  await sql`set local work_mem = '256MB'`.execute(tx);
  await sql.raw(POSTS.replace('$1', `'{${codes.join(',')}}'`)).execute(tx);
  await sql.raw(COMMITMENTS).execute(tx);
  const { rows } = await sql<{ id: string }>`select distinct person_id as id from post`.execute(tx);
  return rows.map(({ id }) => id);
}

/** So few districts at a time that what is being summed up stays in the processor's cache. */
const AT_A_TIME = 5;

/** Makes the districts with the series of each, in two connections: as many as a small machine has processors. */
export async function makeCountry(owner: Database, codes: readonly string[]): Promise<void> {
  const chunks = Array.from({ length: Math.ceil(codes.length / AT_A_TIME) }, (_, index) =>
    codes.slice(AT_A_TIME * index, AT_A_TIME * (index + 1)),
  );
  const work = async (): Promise<void> => {
    for (let chunk = chunks.pop(); chunk !== undefined; chunk = chunks.pop()) {
      const own = chunk;
      await owner.transaction().execute(async (tx) => {
        await drawDistricts(tx, own);
        for (const statement of [WRITE_POSTS, WRITE_COMMITMENTS, SERIES]) await sql.raw(statement).execute(tx);
      });
    }
  };
  await Promise.all([work(), work()]);
  for (const [digits, below] of [
    [4, 6],
    [2, 4],
    [0, 2],
  ] as const)
    await addUp(owner, digits, below);
}

/** The series of all regions of as many digits: the sums of the regions below, in which nobody is twice. */
async function addUp(owner: Database, digits: number, below: number): Promise<void> {
  const names = ['persons', 'in_post', 'in_scope', 'memberships', 'commitments', 'reported', 'verified'];
  const aliases = names.map((_, index) => `n${index}`);
  await sql
    .raw(
      `
    insert into deputies.figure_series (${COLUMNS})
    select region, ${YEAR}, dimension, value, ${['day', ...aliases].map(inOrder).join(', ')}
    from (
      select rpad(left(series.region, ${digits}), 12, '0') as region, dimension, value, day,
        ${aliases.map((alias) => `sum(${alias})::int as ${alias}`).join(', ')}
      from deputies.figure_series as series, unnest(days, ${names.join(', ')}) as one (day, ${aliases.join(', ')})
      where substr(series.region, ${below + 1}) = repeat('0', ${12 - below})
        and substr(series.region, ${below - 1}, 2) <> '00'
      group by 1, dimension, value, day) as of_day
    group by region, dimension, value`,
    )
    .execute(owner);
}
