import { sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import { DutyKind, DutyTask, type DutyYear } from '../../contract.ts';
import { within } from '../lists/within.ts';

interface Of {
  readonly personId: string;
  readonly region: RegionCode;
}

interface KindRow {
  readonly year: number;
  readonly kind: DutyKind;
  readonly times: number;
  readonly unnumbered: number;
  readonly people: number;
}

/**
 * A deputy's duties in numbers, the latest year first. A household that was visited twice counts once in a year, and so
 * does a day of long service for one task.
 */
export async function countDuties(tx: Transaction, { personId, region }: Of): Promise<DutyYear[]> {
  const own = sql`${within('d', region)} and d.person_id = ${personId} and d.withdrawn_at is null`;
  const { rows } = await sql<KindRow>`
    select d.year, d.kind, count(*)::int as times, sum(d.unnumbered)::int as unnumbered,
      coalesce(sum(d.people), 0)::int as people
    from deputies.duty d where ${own} group by d.year, d.kind`.execute(tx);
  const { rows: visited } = await sql<{ year: number; households: number }>`
    select one.year, coalesce(sum(upper(part) - lower(part)), 0)::int as households
    from (
      select d.year, range_agg(d.households) as numbers from deputies.duty d
      where ${own} and d.village_id is not null group by d.year, d.village_id
    ) one, unnest(one.numbers) as part group by one.year`.execute(tx);
  const { rows: served } = await sql<{ year: number; task: DutyTask; days: number }>`
    select one.year, one.task, sum(upper(part) - lower(part))::int as days
    from (
      select d.year, d.task, range_agg(daterange(d.day, coalesce(d.until_day, d.day), '[]')) as days
      from deputies.duty d where ${own} and d.kind = 'duty-days' group by d.year, d.task
    ) one, unnest(one.days) as part group by one.year, one.task`.execute(tx);

  const sum = (all: readonly KindRow[], of: 'unnumbered' | 'people') => all.reduce((total, row) => total + row[of], 0);
  return [...Map.groupBy(rows, ({ year }) => year)]
    .toSorted(([one], [other]) => other - one)
    .map(([year, kinds]) => ({
      year,
      kinds: DutyKind.options.flatMap((kind) =>
        kinds.filter((row) => row.kind === kind).map(({ times }) => ({ kind, times })),
      ),
      households: visited.find((row) => row.year === year)?.households ?? 0,
      unnumbered: sum(kinds, 'unnumbered'),
      people: sum(kinds, 'people'),
      days: DutyTask.options.flatMap((task) =>
        served.filter((row) => row.year === year && row.task === task).map(({ days }) => ({ task, days })),
      ),
    }));
}
