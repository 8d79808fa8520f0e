import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { CellChange, OutcomeChange } from '../../domain/figures/tally.ts';

/**
 * Adds to the series what changed. Rows are taken in the order of their keys, so that of two transactions that meet at
 * a region above both districts one waits for the other, and never each for the other. A series of nothing is deleted.
 */
export async function addToFigureSeries(tx: Transaction, changes: readonly CellChange[]): Promise<void> {
  if (changes.length === 0) return;
  await sql`
    insert into deputies.figure_series as known (region, year, dimension, value, days,
      persons, in_post, in_scope, memberships, commitments, reported, verified)
    select region, year, dimension, value, days,
      persons, "inPost", "inScope", memberships, commitments, reported, verified
    from jsonb_to_recordset(${JSON.stringify(changes)}::jsonb) as change (
      region text, year int, dimension text, value text, days date[], persons int[], "inPost" int[], "inScope" int[],
      memberships int[], commitments int[], reported int[], verified int[])
    order by region, year, dimension, value
    on conflict (region, year, dimension, value) do update
    set (days, persons, in_post, in_scope, memberships, commitments, reported, verified) = (
      select coalesce(array_agg(day order by day), '{}'), coalesce(array_agg(p order by day), '{}'),
        coalesce(array_agg(i order by day), '{}'), coalesce(array_agg(s order by day), '{}'),
        coalesce(array_agg(m order by day), '{}'), coalesce(array_agg(c order by day), '{}'),
        coalesce(array_agg(r order by day), '{}'), coalesce(array_agg(v order by day), '{}')
      from (
        select day, sum(p)::int as p, sum(i)::int as i, sum(s)::int as s, sum(m)::int as m, sum(c)::int as c,
          sum(r)::int as r, sum(v)::int as v
        from (
          select * from unnest(known.days, known.persons, known.in_post, known.in_scope, known.memberships,
            known.commitments, known.reported, known.verified) as before (day, p, i, s, m, c, r, v)
          union all
          select * from unnest(excluded.days, excluded.persons, excluded.in_post, excluded.in_scope,
            excluded.memberships, excluded.commitments, excluded.reported, excluded.verified)
        ) as both_of_them group by day
      ) as of_day where (p, i, s, m, c, r, v) <> (0, 0, 0, 0, 0, 0, 0))`.execute(tx);
  const keys = changes.map(({ region, year, dimension, value }) => ({ region, year, dimension, value }));
  await sql`
    delete from deputies.figure_series as known
    using jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as key (
      region text, year int, dimension text, value text)
    where (known.region, known.year, known.dimension, known.value) = (key.region, key.year, key.dimension, key.value)
      and known.days = '{}'`.execute(tx);
}

/** The same for the sums of measured results. */
export async function addToOutcomeSeries(tx: Transaction, changes: readonly OutcomeChange[]): Promise<void> {
  if (changes.length === 0) return;
  const json = JSON.stringify(changes);
  await sql`
    insert into deputies.outcome_series as known (region, year, unit, measure, days, quantities, commitments)
    select region, year, unit, measure, array_agg(day order by day), array_agg(quantity order by day),
      array_agg(times order by day)
    from (
      select region, year, unit, measure, day, sum(quantity * times) as quantity, sum(times)::int as times
      from jsonb_to_recordset(${json}::jsonb) as change (
        region text, year int, unit text, measure text, day date, quantity numeric, times int)
      group by region, year, unit, measure, day) as of_day
    group by region, year, unit, measure
    order by region, year, unit, measure
    on conflict (region, year, unit, measure) do update
    set (days, quantities, commitments) = (
      select coalesce(array_agg(day order by day), '{}'), coalesce(array_agg(quantity order by day), '{}'),
        coalesce(array_agg(times order by day), '{}')
      from (
        select day, sum(quantity) as quantity, sum(times)::int as times
        from (
          select * from unnest(known.days, known.quantities, known.commitments) as before (day, quantity, times)
          union all
          select * from unnest(excluded.days, excluded.quantities, excluded.commitments)
        ) as both_of_them group by day
      ) as of_day where (quantity, times) <> (0, 0))`.execute(tx);
  await sql`
    delete from deputies.outcome_series as known
    using jsonb_to_recordset(${json}::jsonb) as key (region text, year int, unit text, measure text)
    where (known.region, known.year, known.unit, known.measure) = (key.region, key.year, key.unit, key.measure)
      and known.days = '{}'`.execute(tx);
}

export async function deleteAllSeries(tx: Transaction): Promise<void> {
  await sql`delete from deputies.figure_series`.execute(tx);
  await sql`delete from deputies.outcome_series`.execute(tx);
}
