import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { Day } from '../../values/time.ts';
import { type Calendar, type CalendarOverride, calendarOf } from '../domain/working-days.ts';

/** The days that a district has set by itself, in their order; all of them, or those of some years. */
export async function findCalendarDays(tx: Transaction, district: string, year?: number): Promise<CalendarOverride[]> {
  const { rows } = await sql<CalendarOverride>`
    select day, is_working as "isWorking", name from kernel.calendar_day
    where district_code = ${district} and (${year ?? null}::int is null or extract(year from day) = ${year ?? null}::int)
    order by day`.execute(tx);
  return rows;
}

/** The calendar by which a district works. */
export async function findCalendar(tx: Transaction, district: string): Promise<Calendar> {
  return calendarOf(await findCalendarDays(tx, district));
}

export async function saveCalendarDay(
  tx: Transaction,
  of: { readonly district: string; readonly recordedAt: string },
  { day, isWorking, name }: CalendarOverride,
): Promise<void> {
  await sql`
    insert into kernel.calendar_day (district_code, day, is_working, name, recorded_at)
    values (${of.district}, ${day}, ${isWorking}, ${name}, ${of.recordedAt})
    on conflict (district_code, day) do update
    set is_working = excluded.is_working, name = excluded.name, recorded_at = excluded.recorded_at`.execute(tx);
}

/** @returns whether there was one */
export async function deleteCalendarDay(tx: Transaction, district: string, day: Day): Promise<boolean> {
  const { numAffectedRows } = await sql`
    delete from kernel.calendar_day where district_code = ${district} and day = ${day}`.execute(tx);
  return numAffectedRows === 1n;
}
