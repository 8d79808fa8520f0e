import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { Level } from '../../contract.ts';
import type { StandsOnCongress } from '../../domain/posts/post-errors.ts';

export interface CongressCounts {
  readonly stays: number;
  readonly leaves: number;
  readonly arrives: number;
  readonly open: number;
}

/** What a change of congress did, so that it can be taken back. */
export interface CongressDone {
  readonly ended: readonly string[];
  readonly made: readonly string[];
  readonly begun: readonly string[];
  readonly withdrawn: readonly { readonly commitmentId: string; readonly state: string; readonly revision: number }[];
  readonly handed: readonly string[];
  /** Of those who leave: what waited for a review. */
  readonly returned: readonly { readonly commitmentId: string; readonly revision: number }[];
}

export interface CongressChangeRow {
  readonly id: string;
  readonly level: Level;
  readonly congress: string;
  readonly firstDay: string;
  readonly year: number;
  readonly counts: CongressCounts;
  readonly done: CongressDone;
  readonly recordedAt: string;
}

export async function insertCongressChange(
  tx: Transaction,
  { district, account }: { readonly district: string; readonly account: string },
  change: CongressChangeRow,
): Promise<void> {
  await sql`
    insert into deputies.congress_change (district_code, id, level, congress, first_day, year, counts, done, by_account,
      recorded_at)
    values (${district}, ${change.id}, ${change.level}, ${change.congress}, ${change.firstDay}, ${change.year},
      ${JSON.stringify(change.counts)}::jsonb, ${JSON.stringify(change.done)}::jsonb, ${account}, ${change.recordedAt})
    `.execute(tx);
}

/** Changes that stand, the latest first. */
export async function findCongressChanges(tx: Transaction, district: string): Promise<CongressChangeRow[]> {
  const { rows } = await sql<CongressChangeRow>`
    select id, level, congress, first_day as "firstDay", year, counts, done, recorded_at as "recordedAt"
    from deputies.congress_change where district_code = ${district} and undone_at is null
    order by recorded_at desc, id desc limit 20`.execute(tx);
  return rows;
}

export async function setCongressUndone(
  tx: Transaction,
  district: string,
  of: { readonly id: string; readonly at: string },
): Promise<void> {
  await sql`
    update deputies.congress_change set undone_at = ${of.at} where district_code = ${district} and id = ${of.id}`.execute(
    tx,
  );
}

/** Whether posts that a change made or ended are not as it left them: listed again, ended, suspended, or moved. */
export async function countChangedPosts(
  tx: Transaction,
  district: string,
  { done, firstDay, year }: Pick<CongressChangeRow, 'done' | 'firstDay' | 'year'>,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (
      (select count(*) from deputies.membership
        where district_code = ${district} and id = any(${[...done.made, ...done.begun]}::uuid[])
          and (ended_day is not null or suspended_from is not null or begun_day is distinct from ${firstDay}))
      + (select count(*) from deputies.listing
        where district_code = ${district} and membership_id = any(${done.made}::uuid[]) and year <> ${year})
      + (select count(*) from deputies.membership
        where district_code = ${district} and id = any(${done.ended}::uuid[]) and ended_day is distinct from ${firstDay})
    )::int as count`.execute(tx);
  return rows[0]?.count ?? 0;
}

/**
 * What hangs on commitments that a hand-over made and would go, or stand without them, if they were taken away. The
 * planned steps that came along are no more than they were.
 */
export async function findOnHandedOver(
  tx: Transaction,
  district: string,
  ids: readonly string[],
): Promise<StandsOnCongress[]> {
  const of = (table: string) => sql`
    select from ${sql.table(`deputies.${table}`)} t
    where t.district_code = ${district} and t.commitment_id = any(${ids}::uuid[])`;
  const { rows } = await sql<{ what: StandsOnCongress }>`
    select what from (values
      ('version', exists (${of('commitment_version')})),
      ('review', exists (${of('commitment_review')})),
      ('progress', exists (${of('progress_entry')})),
      ('milestone', exists (${of('milestone')} and (t.given_up_at is not null or not exists (
        select from deputies.commitment c join deputies.milestone before
          on before.district_code = c.district_code and before.commitment_id = c.carried_from
        where c.district_code = t.district_code and c.id = t.commitment_id
          and (before.title, before.planned_day) = (t.title, t.planned_day))))),
      ('verification', exists (${of('verification')})),
      ('round', exists (${of('confirmation_round')})),
      ('dispute', exists (${of('dispute')}))
    ) as found (what, stands) where stands`.execute(tx);
  return rows.map(({ what }) => what);
}
