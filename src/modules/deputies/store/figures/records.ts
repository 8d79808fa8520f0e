import { sql } from 'kysely';
import { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import { type CommitmentState, Level } from '../../contract.ts';
import type { DistrictRecord, PersonRecord, PostRecord } from '../../domain/figures/person-year.ts';
import { type Suspension, earlierSuspensions } from '../posts/suspensions.ts';

type CommitmentRecord = PersonRecord['commitments'][number];

/** Where persons are registered: a person with posts in two districts is in both, under one id. */
export async function findDistrictsOf(tx: Transaction, personIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ district: string }>`
    select distinct district_code as district from kernel.person where id = any(${personIds}::uuid[]) order by 1
    `.execute(tx);
  return rows.map((row) => row.district);
}

/** A year begins to count with its first published commitment: a draft tells nobody of it. */
const IS_PUBLIC = sql.raw(`state not in ('draft', 'submitted', 'returned')`);

/** The years and decisions of districts, given by their six digits. */
export async function findDistrictRecords(tx: Transaction, districts: readonly string[]): Promise<DistrictRecord[]> {
  // The years of commitments are few and their rows many: each step looks up the next year in the index.
  const { rows } = await sql<{ district: string; years: number[] | null; scopes: DistrictRecord['scopes'] | null }>`
    select district,
      (with recursive promised (year) as (
         (select year from deputies.commitment where district_code = district and ${IS_PUBLIC} order by year limit 1)
         union all
         select (select year from deputies.commitment
                 where district_code = district and year > promised.year and ${IS_PUBLIC} order by year limit 1)
         from promised where promised.year is not null)
       select array_agg(year order by year) from (
         select year from promised where year is not null
         union select year from deputies.roster where district_code = district) as known) as years,
      (select json_agg(json_build_object('year', year, 'levels', levels) order by year) from deputies.programme_scope
       where district_code = district) as scopes
    from unnest(${districts}::text[]) as district`.execute(tx);
  return rows.map(({ district, years, scopes }) => ({
    region: RegionCode.parse(district.padEnd(12, '0')),
    years: years ?? [],
    scopes: scopes ?? [],
  }));
}

interface PostRow {
  readonly personId: string;
  readonly region: string;
  readonly level: string;
  readonly fromDay: string;
  readonly untilDay: string | null;
  readonly suspendedFrom: string | null;
  readonly suspendedUntil: string | null;
  readonly earlierSuspensions: readonly Suspension[];
  readonly groups: Readonly<Record<string, string | null>> | null;
}

interface CommitmentRow {
  readonly personId: string;
  readonly year: number;
  readonly membershipId: string;
  readonly region: string;
  readonly level: string;
  readonly groupName: string | null;
  readonly field: string;
  readonly kind: string;
  readonly measure: string | null;
  readonly unit: string | null;
  readonly quantity: string | null;
  readonly states: CommitmentState[] | null;
  readonly instants: string[] | null;
}

/** Who, and in which districts: their six digits. */
export interface Whose {
  readonly districts: readonly string[];
  readonly personIds: readonly string[];
  /** Of which years commitments are wanted; of all unless said. */
  readonly years?: readonly number[] | undefined;
}

/** All posts and commitments of persons in the districts. */
export async function findPersonRecords(tx: Transaction, whose: Whose): Promise<PersonRecord[]> {
  const commitments = await findCommitments(tx, whose);
  const withoutCommitments = await findPostRecords(tx, whose);
  return withoutCommitments.map((person) => ({ ...person, commitments: commitments.get(person.id) ?? [] }));
}

/** The same without the commitments, where only posts matter. */
export async function findPostRecords(tx: Transaction, whose: Whose): Promise<PersonRecord[]> {
  const posts = await findPosts(tx, whose);
  return [...new Set(whose.personIds)].map((id) => ({ id, posts: posts.get(id) ?? [], commitments: [] }));
}

async function findPosts(tx: Transaction, { districts, personIds }: Whose) {
  const { rows } = await sql<PostRow>`
    select post.person_id as "personId", post.region, post.level, post.from_day as "fromDay",
      post.until_day as "untilDay", post.suspended_from as "suspendedFrom", post.suspended_until as "suspendedUntil",
      ${earlierSuspensions('post')} as "earlierSuspensions", listed.groups
    from deputies.membership as post
    left join lateral (
      select json_object_agg(year, group_name) as groups from deputies.listing
      where district_code = post.district_code and membership_id = post.id) as listed on true
    where post.district_code = any(${districts}::text[]) and post.person_id = any(${personIds}::uuid[])
    order by post.district_code, post.id`.execute(tx);
  return Map.groupBy(rows.map(postRecord), ({ personId }) => personId);
}

function postRecord({ groups, ...row }: PostRow): PostRecord & { personId: string } {
  return {
    ...row,
    region: row.region as RegionCode,
    level: Level.parse(row.level),
    groups: new Map(Object.entries(groups ?? {}).map(([year, group]) => [Number(year), group])),
  };
}

async function findCommitments(tx: Transaction, { districts, personIds, years }: Whose) {
  const { rows } = await sql<CommitmentRow>`
    select promise.person_id as "personId", promise.year, promise.membership_id as "membershipId", promise.region,
      promise.level, promise.group_name as "groupName", promise.field, promise.kind, promise.measure, promise.unit,
      trim_scale(promise.quantity)::text as quantity, life.states, life.instants
    from deputies.commitment as promise
    left join lateral (
      select array_agg(state order by effective_at, seq) as states,
        array_agg(to_char(effective_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                  order by effective_at, seq) as instants
      from deputies.commitment_change
      where district_code = promise.district_code and commitment_id = promise.id and superseded_at is null
      ) as life on true
    where promise.district_code = any(${districts}::text[]) and promise.person_id = any(${personIds}::uuid[])
      and (${years ?? null}::int[] is null or promise.year = any(${years ?? null}::int[]))
    order by promise.district_code, promise.id`.execute(tx);
  return Map.groupBy(rows.map(commitmentRecord), ({ personId }) => personId);
}

function commitmentRecord({ states, instants, ...row }: CommitmentRow): CommitmentRecord & { personId: string } {
  return {
    ...row,
    region: row.region as RegionCode,
    level: Level.parse(row.level),
    changes: (states ?? []).map((state, index) => ({ state, at: instants?.[index] ?? '' })),
  };
}

/** Everybody who ever held a post in a district, given by its six digits. */
export async function findPersonIdsOf(tx: Transaction, district: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct person_id as id from deputies.membership where district_code = ${district} order by 1`.execute(tx);
  return rows.map((row) => row.id);
}

/** The same, without those who hold or held a post in a district that comes before it. */
export async function findPersonIdsFirstOf(tx: Transaction, district: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct post.person_id as id from deputies.membership as post
    where post.district_code = ${district} and not exists (
      select from kernel.person as person
      join deputies.membership as other on (other.district_code, other.person_id) = (person.district_code, person.id)
      where person.id = post.person_id and person.district_code < post.district_code)
    order by 1`.execute(tx);
  return rows.map((row) => row.id);
}

/** Every district in which somebody holds or held a post, by its six digits. */
export async function findDistrictsWithPosts(tx: Transaction): Promise<string[]> {
  const { rows } = await sql<{ district: string }>`
    select distinct district_code as district from deputies.membership order by 1`.execute(tx);
  return rows.map((row) => row.district);
}
