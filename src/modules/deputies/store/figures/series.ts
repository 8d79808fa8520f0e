import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { MEASURES } from '../../domain/figures/contributions.ts';
import type { CellChange, OutcomeChange } from '../../domain/figures/tally.ts';

/** A series as long as this is made short again: the same day's numbers become one. Years have fewer days. */
const TOO_MANY_DAYS = 800;

/**
 * Adds to the series what changed. Numbers are put at the end, which costs a tenth of adding them up, and added up now
 * and then: in a series a day may stand more than once. Rows are taken in the order of their keys, so that of two
 * transactions that meet at a region above both districts one waits for the other, and never each for the other.
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
    set days = known.days || excluded.days, persons = known.persons || excluded.persons,
      in_post = known.in_post || excluded.in_post, in_scope = known.in_scope || excluded.in_scope,
      memberships = known.memberships || excluded.memberships, commitments = known.commitments || excluded.commitments,
      reported = known.reported || excluded.reported, verified = known.verified || excluded.verified`.execute(tx);
  await tidyFigureSeries(tx, changes);
}

/** Makes long series short, and deletes those of nothing: only what takes away on balance can leave nothing. */
async function tidyFigureSeries(tx: Transaction, changes: readonly CellChange[]): Promise<void> {
  const keys = changes.map(({ region, year, dimension, value, ...change }) => {
    const mayVanish = MEASURES.every((measure) => change[measure].reduce((sum, count) => sum + count, 0) <= 0);
    return { region, year, dimension, value, mayVanish };
  });
  await sql`
    with touched as (
      select known.* from deputies.figure_series as known
      join jsonb_to_recordset(${JSON.stringify(keys)}::jsonb) as key (
        region text, year int, dimension text, value text, "mayVanish" bool) using (region, year, dimension, value)
      where "mayVanish" or cardinality(days) > ${TOO_MANY_DAYS}::int),
    of_day as (
      select region, year, dimension, value, day, sum(p)::int as p, sum(i)::int as i, sum(s)::int as s,
        sum(m)::int as m, sum(c)::int as c, sum(r)::int as r, sum(v)::int as v
      from touched, unnest(days, persons, in_post, in_scope, memberships, commitments, reported, verified)
        as one (day, p, i, s, m, c, r, v)
      group by region, year, dimension, value, day),
    short as (
      select region, year, dimension, value, array_agg(day order by day) as days, array_agg(p order by day) as p,
        array_agg(i order by day) as i, array_agg(s order by day) as s, array_agg(m order by day) as m,
        array_agg(c order by day) as c, array_agg(r order by day) as r, array_agg(v order by day) as v
      from of_day where (p, i, s, m, c, r, v) <> (0, 0, 0, 0, 0, 0, 0)
      group by region, year, dimension, value),
    vanished as (
      delete from deputies.figure_series as known using (
        select region, year, dimension, value from touched
        except select region, year, dimension, value from short) as key
      where (known.region, known.year, known.dimension, known.value)
        = (key.region, key.year, key.dimension, key.value))
    update deputies.figure_series as known
    set days = short.days, persons = p, in_post = i, in_scope = s, memberships = m, commitments = c, reported = r,
      verified = v
    from short
    where (known.region, known.year, known.dimension, known.value)
      = (short.region, short.year, short.dimension, short.value)`.execute(tx);
}

/** The same for the sums of measured results, which are few enough to be added up each time. */
export async function addToOutcomeSeries(tx: Transaction, changes: readonly OutcomeChange[]): Promise<void> {
  if (changes.length === 0) return;
  const json = JSON.stringify(changes);
  const { rows: gone } = await sql<object>`
    with written as (
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
        ) as of_day where (quantity, times) <> (0, 0))
      returning region, year, unit, measure, days)
    select region, year, unit, measure from written where days = '{}'`.execute(tx);
  if (gone.length === 0) return;
  // Each by its key: how many there are is known, and the planner need not guess.
  await sql`
    delete from deputies.outcome_series as known
    using jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as key (region text, year int, unit text, measure text)
    where (known.region, known.year, known.unit, known.measure) = (key.region, key.year, key.unit, key.measure)
    `.execute(tx);
}

export async function deleteAllSeries(tx: Transaction): Promise<void> {
  await sql`delete from deputies.figure_series`.execute(tx);
  await sql`delete from deputies.outcome_series`.execute(tx);
}
