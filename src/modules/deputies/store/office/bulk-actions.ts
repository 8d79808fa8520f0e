import { sql } from 'kysely';
import { type RegionCode, districtCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import { BulkAction, BulkRow } from '../../contract.ts';
import { within } from '../lists/within.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'deputies.bulk_action': {
      district_code: string;
      id: string;
      region: string;
      action: string;
      by_account: string;
      rows: string;
      done_at: string;
      undone_at: string | null;
      undone: string | null;
    };
  }
}

export interface Bulk {
  readonly id: string;
  readonly action: BulkAction;
  readonly byAccount: string;
  readonly rows: readonly BulkRow[];
  readonly doneAt: string;
  readonly undoneAt: string | null;
  /** What became of each when it was taken back. */
  readonly undone: readonly BulkRow[];
}

export async function insertBulk(
  tx: Transaction,
  region: RegionCode,
  bulk: Omit<Bulk, 'undoneAt' | 'undone'>,
): Promise<void> {
  await tx
    .insertInto('deputies.bulk_action')
    .values({
      district_code: districtCode(region),
      id: bulk.id,
      region,
      action: bulk.action,
      by_account: bulk.byAccount,
      rows: JSON.stringify(bulk.rows),
      done_at: bulk.doneAt,
      undone_at: null,
      undone: null,
    })
    .execute();
}

interface StoredBulk extends Omit<Bulk, 'action' | 'rows' | 'undone'> {
  readonly action: string;
  readonly rows: unknown;
  readonly undone: unknown;
}

/** A bulk action of the region, locked when it is to be changed. */
export async function findBulk(
  tx: Transaction,
  id: string,
  of: { readonly region: RegionCode; readonly isToChange: boolean },
): Promise<Bulk | undefined> {
  const { rows } = await sql<StoredBulk>`
    select b.id, b.action, b.by_account as "byAccount", b.rows, b.done_at as "doneAt", b.undone_at as "undoneAt",
      b.undone
    from deputies.bulk_action b where b.id = ${id} and ${within('b', of.region)}
    ${of.isToChange ? sql`for update` : sql``}`.execute(tx);
  const [row] = rows;
  if (row === undefined) return undefined;
  return {
    ...row,
    action: BulkAction.parse(row.action),
    rows: BulkRow.array().parse(row.rows),
    undone: BulkRow.array().parse(row.undone ?? []),
  };
}

export async function markUndone(
  tx: Transaction,
  bulk: Bulk,
  { undone, at }: { readonly undone: readonly BulkRow[]; readonly at: string },
): Promise<void> {
  await sql`
    update deputies.bulk_action set undone_at = ${at}, undone = ${JSON.stringify(undone)}::jsonb
    where id = ${bulk.id}`.execute(tx);
}

/** Runs a part of a transaction that is undone by itself when it fails, so that the rest goes on. */
export async function apart<Result>(tx: Transaction, run: () => Promise<Result>): Promise<Result> {
  await sql`savepoint one`.execute(tx);
  try {
    const result = await run();
    await sql`release savepoint one`.execute(tx);
    return result;
  } catch (error) {
    await sql`rollback to savepoint one`.execute(tx);
    throw error;
  }
}

/**
 * Gives up that a commitment was published: the state before holds on. What was given up stays in the history with the
 * instant, as any correction does.
 */
export async function takeBackPublication(
  tx: Transaction,
  of: { readonly district: string; readonly id: string; readonly recordedAt: string },
): Promise<void> {
  await sql`
    with given_up as (
      update deputies.commitment_change set superseded_at = ${of.recordedAt}, until_at = effective_at
      where district_code = ${of.district} and commitment_id = ${of.id} and superseded_at is null
        and until_at = 'infinity' and state = 'published'
      returning seq)
    update deputies.commitment_change set until_at = 'infinity'
    where district_code = ${of.district} and commitment_id = ${of.id} and superseded_at is null
      and seq = (
        select max(h.seq) from deputies.commitment_change h
        where h.district_code = ${of.district} and h.commitment_id = ${of.id} and h.superseded_at is null
          and h.seq < (select seq from given_up))`.execute(tx);
}
