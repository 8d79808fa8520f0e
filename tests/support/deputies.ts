import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, inject, test as base } from 'vitest';
import { RegionCode, districtCode } from '../../src/kernel/contract.ts';
import type { Actor, Stage } from '../../src/kernel/index.server.ts';
import type { CommitmentKind, CommitmentState, Level } from '../../src/modules/deputies/contract.ts';
import { APPLICATION_ROLE } from '../../src/platform/database/application-role.ts';
import { type Database, openDatabase } from '../../src/platform/database/database.ts';
import { OWNER } from '../../src/platform/database/embedded/cluster.ts';

/** The instant at which the clocks of all tests stand: 28 October 2020, nine in the morning in Shanghai. */
export const NOW = '2020-10-28T01:00:00.000000Z';

/** What a test writes and looks up by itself is not bound to a region; use cases bind each of their transactions. */
const UNBOUND = '-c jiannuo.within=r -c jiannuo.role=operator';

interface Emptied {
  readonly name: string;
  /** As the server's owner, whom neither policies nor triggers hinder. */
  readonly owner: Database;
}

/** Copies of the migrated database that a test of this file has used, and that are empty again. */
const idle: Emptied[] = [];

async function copyOfMigrated(): Promise<Emptied> {
  const host = inject('socketFolder');
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  const admin = openDatabase({ host, user: OWNER, database: 'postgres' });
  await sql.raw(`create database ${name} template migrated`).execute(admin);
  await admin.destroy();
  return { name, owner: openDatabase({ host, user: OWNER, database: name, max: 1 }) };
}

/** Empties every table, and begins every count anew: a tenth of the time that another copy takes. */
async function empty({ owner }: Emptied): Promise<void> {
  await sql`
    do $$
    declare
      found text;
    begin
      set local session_replication_role = replica;
      for found in select format('%I.%I', schemaname, relname) from pg_stat_user_tables where schemaname <> 'public'
      loop
        execute 'delete from ' || found;
      end loop;
      perform setval(format('%I.%I', schemaname, sequencename)::regclass, start_value, false) from pg_sequences;
    end $$`.execute(owner);
}

afterAll(async () => {
  for (const { name, owner } of idle.splice(0)) {
    await owner.destroy();
    const admin = openDatabase({ host: inject('socketFolder'), user: OWNER, database: 'postgres' });
    await sql.raw(`drop database ${name}`).execute(admin);
    await admin.destroy();
  }
});

/** A stage on an empty copy of the migrated database, whose clocks stand still; whoever opens it closes it. */
export async function openStage(): Promise<{ readonly stage: Stage; close: () => Promise<void> }> {
  const copy = idle.pop() ?? (await copyOfMigrated());
  const host = inject('socketFolder');
  const database = openDatabase({ host, user: APPLICATION_ROLE, database: copy.name, options: UNBOUND });
  const now = () => Temporal.Instant.from(NOW);
  return {
    stage: { database, now, recordedNow: now, newId: randomUUID, hasRoom: () => Promise.resolve(true) },
    async close() {
      await database.destroy();
      await empty(copy);
      idle.push(copy);
    },
  };
}

/** A test with a stage of its own. */
export const test = base.extend<{ stage: Stage }>({
  // eslint-disable-next-line no-empty-pattern -- vitest reads the names of the fixtures from here
  stage: async ({}, use) => {
    const { stage, close } = await openStage();
    await use(stage);
    await close();
  },
});

export const DISTRICT = RegionCode.parse('500199000000');
export const SHIQIAO = RegionCode.parse('500199101000');
export const GUANLAN = RegionCode.parse('500199102000');

const NAMES = new Map([
  [DISTRICT, '云川区'],
  [SHIQIAO, '石桥镇'],
  [GUANLAN, '观澜镇'],
]);

export function operatorOf(region: string): Actor {
  return { id: 'operator', role: 'operator', region: RegionCode.parse(region) };
}

export function visitorOf(region: string): Actor {
  return { id: 'visitor', role: 'visitor', region: RegionCode.parse(region) };
}

/** The invented district with two of its towns. */
export async function aDistrict({ database }: Pick<Stage, 'database'>): Promise<void> {
  for (const [code, name] of NAMES) {
    await sql`insert into kernel.region (code, name) values (${code}, ${name})`.execute(database);
  }
}

export interface GivenPost {
  readonly personId: string;
  readonly name: string;
  readonly region: string;
  readonly level: Level;
  readonly from: string;
  readonly until: string | null;
  /** The years of the rosters in which the post is listed, with the deputy group that each names. */
  readonly listings: Readonly<Record<number, string | null>>;
}

export type TestPost = GivenPost & { readonly id: string };

/** A post of a new person, or of the person given; a test says only what matters to it. */
export async function aPost(
  { database }: Pick<Stage, 'database'>,
  given: { region: string } & Partial<GivenPost>,
): Promise<TestPost> {
  const post = {
    ...{ id: randomUUID(), personId: randomUUID(), name: '王建国', level: 'township' as const },
    ...{ from: '2017-01-01', until: null, listings: {}, ...given },
  };
  const district = districtCode(RegionCode.parse(post.region));
  await sql`
    insert into kernel.person (district_code, id, name, pinyin, initials)
    values (${district}, ${post.personId}, ${post.name}, 'wangjianguo', 'wjg') on conflict do nothing`.execute(
    database,
  );
  await sql`
    insert into deputies.membership (district_code, id, person_id, region, level, from_day, until_day)
    values (${district}, ${post.id}, ${post.personId}, ${post.region}, ${post.level}, ${post.from}, ${post.until})
    `.execute(database);
  for (const [year, group] of Object.entries<string | null>(post.listings)) {
    await sql`
      insert into deputies.roster (district_code, region, year, is_complete)
      values (${district}, ${post.region}, ${year}, true) on conflict do nothing`.execute(database);
    await sql`
      insert into deputies.listing (district_code, membership_id, year, group_name)
      values (${district}, ${post.id}, ${year}, ${group})`.execute(database);
  }
  return post;
}

/** The states of a commitment with the instants (or days: their start in Shanghai) from which they held. */
export type History = readonly (readonly [state: CommitmentState, at: string])[];

export interface GivenCommitment {
  readonly year: number;
  readonly kind: CommitmentKind;
  readonly field: string;
  readonly text: string;
  readonly groupName: string | null;
  readonly dueDay: string | null;
  readonly measure: string | null;
  readonly unit: string | null;
  readonly quantity: string | null;
  readonly history: History;
}

/** A commitment of a post, published on 1 January of its year unless its history says otherwise. @returns its id */
export async function aCommitment(
  { database }: Pick<Stage, 'database'>,
  post: TestPost,
  given: Partial<GivenCommitment> = {},
): Promise<string> {
  const year = given.year ?? 2020;
  const { history = [['published', `${year}-01-01`]] } = given;
  const { kind = 'personal', field = '人居环境', text = '安装太阳能路灯 20 盏', groupName = null } = given;
  const { dueDay = null, measure = null, unit = null, quantity = null } = given;
  const id = randomUUID();
  const district = districtCode(RegionCode.parse(post.region));
  await sql`
    insert into deputies.commitment (district_code, id, membership_id, person_id, region, level, year, group_name, kind,
      field, text, due_day, measure, unit, quantity, state, recorded_at)
    values (${district}, ${id}, ${post.id}, ${post.personId}, ${post.region}, ${post.level}, ${year}, ${groupName},
      ${kind}, ${field}, ${text}, ${dueDay}, ${measure}, ${unit}, ${quantity}, ${history.at(-1)?.[0] ?? 'published'}, ${NOW})`.execute(
    database,
  );
  for (const [index, [state, at]] of history.entries()) {
    await sql`
      insert into deputies.commitment_change (district_code, commitment_id, seq, state, effective_at, until_at,
        is_assumed, recorded_at)
      values (${district}, ${id}, ${index + 1}, ${state}, ${toInstant(at)},
        ${toInstant(history[index + 1]?.[1] ?? 'infinity')}, false, ${NOW})`.execute(database);
  }
  return id;
}

function toInstant(at: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(at) ? `${at}T00:00:00+08:00` : at;
}
