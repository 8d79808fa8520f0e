import { sql } from 'kysely';
import { expect } from 'vitest';
import type { Stage } from '#kernel/index.server.ts';
import type { Database } from '#platform/database/database.ts';
import { rebuildFigures } from '../../src/modules/deputies/store/figures/refresh-figures.ts';

/** What the series say, however they say it: every count of every day, and every series there is. */
export async function seriesOf(database: Database): Promise<unknown[]> {
  const figures = await sql`
    select region, year, dimension, value, day, sum(p) as p, sum(i) as i, sum(s) as s, sum(m) as m, sum(c) as c,
      sum(r) as r, sum(v) as v
    from deputies.figure_series, unnest(days, persons, in_post, in_scope, memberships, commitments, reported, verified)
      as one (day, p, i, s, m, c, r, v)
    group by region, year, dimension, value, day
    having (sum(p), sum(i), sum(s), sum(m), sum(c), sum(r), sum(v)) <> (0, 0, 0, 0, 0, 0, 0)
    order by region, year, dimension, value, day`.execute(database);
  const outcomes = await sql`
    select region, year, unit, measure, day, sum(q) as q, sum(c) as c
    from deputies.outcome_series, unnest(days, quantities, commitments) as one (day, q, c)
    group by region, year, unit, measure, day having (sum(q), sum(c)) <> (0, 0)
    order by region, year, unit, measure, day`.execute(database);
  return [...figures.rows, ...outcomes.rows];
}

export async function rebuild({ database }: Stage): Promise<void> {
  await database.transaction().execute(rebuildFigures);
}

/** The figures that were kept true change by change are those that are computed anew from the rows. */
export async function expectAsRebuilt(stage: Stage): Promise<void> {
  const kept = await seriesOf(stage.database);
  await rebuild(stage);
  expect(kept).toEqual(await seriesOf(stage.database));
}
