import { sql } from 'kysely';
import { type Day, RegionCode, significantDigits } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { CellDimension, Measure } from '../../domain/figures/contributions.ts';

/** The counts of one cell on a day. */
export type CellCounts = Readonly<Record<Measure, number>>;

export interface NamedCounts {
  readonly region: RegionCode;
  readonly value: string;
  readonly counts: CellCounts;
}

/** Which series: of one region, or of every town within it. */
export interface Wanted {
  readonly region: RegionCode;
  readonly of: 'region' | 'towns';
  readonly year: number;
  readonly dimension: CellDimension;
}

/** Sums series up to the end of a day. */
export async function sumFigures(tx: Transaction, wanted: Wanted, until: Day): Promise<NamedCounts[]> {
  const towns = `${significantDigits(wanted.region)}%000`;
  const regions =
    wanted.of === 'region'
      ? sql`region = ${wanted.region}`
      : sql`region in (
          select code from kernel.region where code like ${towns} and substr(code, 7, 3) <> '000')`;
  const { rows } = await sql<{ region: string; value: string } & CellCounts>`
    select region, value, sums.* from deputies.figure_series, lateral (
      select coalesce(sum(p), 0)::int as persons, coalesce(sum(i), 0)::int as "inPost",
        coalesce(sum(s), 0)::int as "inScope", coalesce(sum(m), 0)::int as memberships,
        coalesce(sum(c), 0)::int as commitments, coalesce(sum(r), 0)::int as reported,
        coalesce(sum(v), 0)::int as verified
      from unnest(days, persons, in_post, in_scope, memberships, commitments, reported, verified)
        as one (day, p, i, s, m, c, r, v)
      where day <= ${until}) as sums
    where ${regions} and year = ${wanted.year} and dimension = ${wanted.dimension}`.execute(tx);
  return rows.map(({ region, value, ...counts }) => ({ region: RegionCode.parse(region), value, counts }));
}

export interface OutcomeSum {
  readonly unit: string;
  readonly measure: string;
  readonly quantity: string;
  readonly commitments: number;
}

/** Sums measured results up to the end of a day. */
export async function sumOutcomes(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly year: number },
  until: Day,
): Promise<OutcomeSum[]> {
  const { rows } = await sql<OutcomeSum>`
    select unit, measure, trim_scale(sums.quantity)::text as quantity, sums.commitments
    from deputies.outcome_series, lateral (
      select coalesce(sum(q), 0) as quantity, coalesce(sum(n), 0)::int as commitments
      from unnest(days, quantities, commitments) as one (day, q, n)
      where day <= ${until}) as sums
    where region = ${of.region} and year = ${of.year} and sums.commitments > 0`.execute(tx);
  return rows;
}

/** The years of which a region has any commitment. */
export async function findFigureYears(tx: Transaction, region: RegionCode): Promise<number[]> {
  const { rows } = await sql<{ year: number }>`
    select year from deputies.figure_series
    where region = ${region} and dimension = 'total' and value = ''
      and (select sum(c) from unnest(commitments) as c) > 0
    order by year`.execute(tx);
  return rows.map(({ year }) => year);
}

/** Whether a region has any series of a year: a roster or a commitment. */
export async function hasFigures(tx: Transaction, region: RegionCode, year: number): Promise<boolean> {
  const { rows } = await sql`
    select from deputies.figure_series where region = ${region} and year = ${year} limit 1`.execute(tx);
  return rows.length > 0;
}

/**
 * Persons to whose commitments of a year something happened after an instant and up to the end of the same day. What
 * happens at a day's first instant is never later on a day: the condition that says so is that of the index.
 */
export async function findPersonsChangedBetween(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly year: number },
  [after, until]: readonly [string, string],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct c.person_id as id from deputies.commitment_change h
    join deputies.commitment c on c.district_code = h.district_code and c.id = h.commitment_id
    where h.superseded_at is null and (h.effective_at at time zone 'Asia/Shanghai')::time <> '00:00'
      and h.effective_at > ${after} and h.effective_at <= ${until}
      and c.year = ${of.year} and c.region like ${`${significantDigits(of.region)}%`}`.execute(tx);
  return rows.map(({ id }) => id);
}
