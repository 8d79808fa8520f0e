import { type RawBuilder, sql } from 'kysely';
import { type RegionCode, significantDigits } from '#kernel/contract.ts';
import type { CommitmentKind, Level } from '../../contract.ts';

/** By what deputies and commitments are told apart: as the figures are. */
export interface Filters {
  readonly level?: Level | undefined;
  readonly town?: RegionCode | undefined;
  /** `townCode:groupName` */
  readonly group?: string | undefined;
  readonly field?: string | undefined;
  readonly kind?: CommitmentKind | undefined;
}

export type FilterName = keyof Filters;

/** Of a post: a post has no field and no kind, its commitments have. */
export const POST_FILTERS: readonly FilterName[] = ['level', 'town', 'group'];
export const ALL_FILTERS: readonly FilterName[] = [...POST_FILTERS, 'field', 'kind'];

const YES = sql<boolean>`true`;

/** @param conditions holds where all of them hold, also where there are none */
export function allOf(conditions: readonly RawBuilder<unknown>[]): RawBuilder<boolean> {
  return conditions.length === 0 ? YES : sql`(${sql.join(conditions, sql` and `)})`;
}

const CONDITIONS: Readonly<
  Record<FilterName, (filters: Filters, column: (name: string) => RawBuilder<unknown>) => RawBuilder<boolean>>
> = {
  level: ({ level }, column) => sql`${column('level')} = ${level}`,
  town: ({ town }, column) =>
    sql`starts_with(${column('region')}, ${town === undefined ? '' : significantDigits(town)})`,
  group: ({ group }, column) => sql`${column('group_key')} = ${group}`,
  field: ({ field }, column) => sql`${column('field')} = ${field}`,
  kind: ({ kind }, column) => sql`${column('kind')} = ${kind}`,
};

/** Whether a row of `promise` or `seat` passes the named filters, those that are not set let all pass. */
export function passes(table: string, filters: Filters, names: readonly FilterName[]): RawBuilder<boolean> {
  const set = names.filter((name) => filters[name] !== undefined);
  return allOf(set.map((name) => CONDITIONS[name](filters, (column) => sql.ref(`${table}.${column}`))));
}
