import { sql } from 'kysely';
import { type RegionCode, significantDigits } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import { findReferences, keyOfChild } from './references.ts';
import { UNDO_TABLES, type Undoable, type WrittenScope, hashOf, ofBatch, ofTable } from './undo-tables.ts';

interface Keeping extends Undoable {
  readonly scope: WrittenScope;
  readonly recordedAt: string;
}

/**
 * Makes a change and keeps what takes it back: what it creates, and what rows that it changes were before. A batch may
 * be written by several such changes, and cut off between them.
 * @param keeping what the change may write, and for which batch; undefined when nothing is to be kept
 */
export async function keepingForUndo<Result>(
  tx: Transaction,
  keeping: Keeping | undefined,
  change: () => Promise<Result>,
): Promise<Result> {
  if (keeping === undefined) return change();
  await keepImages(tx, keeping);
  const result = await change();
  await keepWritten(tx, keeping);
  await dropUnchanged(tx, keeping);
  await keepSeen(tx, keeping);
  return result;
}

/** What was kept by an earlier part of the batch, and was changed by somebody else since, cannot be told apart any more. */
async function keepImages(tx: Transaction, { district, batchId, scope, recordedAt }: Keeping): Promise<void> {
  for (const { name, key, isWritten } of UNDO_TABLES) {
    await sql`
      insert into deputies.import_undo as u (district_code, batch_id, table_name, key, kind, before, hash, recorded_at)
      select ${district}, ${batchId}, ${name}, ${key}, 'changed', to_jsonb(t), ${hashOf('to_jsonb(t)')}, ${recordedAt}
      from ${sql.table(name)} t where t.district_code = ${district} and ${isWritten(scope)}
      on conflict (district_code, batch_id, table_name, key) do update set
        is_mixed = u.is_mixed or (u.kind <> 'seen' and u.hash <> excluded.hash),
        kind = case u.kind when 'created' then 'created' else 'changed' end,
        before = case u.kind when 'seen' then excluded.before else u.before end,
        hash = excluded.hash`.execute(tx);
  }
}

async function keepWritten(tx: Transaction, { district, batchId, scope, recordedAt }: Keeping): Promise<void> {
  for (const { name, key, isWritten } of UNDO_TABLES) {
    await sql`
      insert into deputies.import_undo as u (district_code, batch_id, table_name, key, kind, hash, recorded_at)
      select ${district}, ${batchId}, ${name}, ${key}, 'created', ${hashOf('to_jsonb(t)')}, ${recordedAt}
      from ${sql.table(name)} t where t.district_code = ${district} and ${isWritten(scope)}
      on conflict (district_code, batch_id, table_name, key) do update set hash = excluded.hash
      where u.hash is distinct from excluded.hash`.execute(tx);
  }
}

/** What the import found and left as it was is no part of it; beneath a row that it changed it stays as seen. */
async function dropUnchanged(tx: Transaction, of: Keeping): Promise<void> {
  const isUnchanged = sql<boolean>`u.before is not null and not u.is_mixed and ${hashOf('u.before')} = u.hash`;
  // From above to below: whether a row above is part of the import decides what becomes of those beneath it.
  for (const { name, parent, isAlwaysKept } of UNDO_TABLES.toReversed()) {
    if (isAlwaysKept === undefined) {
      const hasParent = sql`exists (
        select from deputies.import_undo above where above.district_code = u.district_code
          and above.batch_id = u.batch_id and above.table_name = ${parent ?? ''}
          and above.key = split_part(u.key, ' ', 1))`;
      await sql`
        delete from deputies.import_undo u where ${ofTable(of, name)} and ${isUnchanged} and not ${hasParent}
        `.execute(tx);
    }
    await sql`
      update deputies.import_undo u set kind = 'seen', before = null
      where ${ofTable(of, name)} and ${isUnchanged}`.execute(tx);
  }
}

/** What stood on a changed commitment before the import does not keep it from being taken back. */
async function keepSeen(tx: Transaction, of: Keeping): Promise<void> {
  const { rows } = await sql`
    select from deputies.import_undo u where ${ofTable(of, 'deputies.commitment')} and u.kind = 'changed' limit 1
    `.execute(tx);
  if (rows.length === 0) return;
  const references = (await findReferences(tx)).filter(({ parent }) => parent === 'deputies.commitment');
  for (const reference of references) {
    await sql`
      insert into deputies.import_undo (district_code, batch_id, table_name, key, kind, recorded_at)
      select u.district_code, u.batch_id, ${reference.child}, ${keyOfChild(reference, 'r')}, 'seen', ${of.recordedAt}
      from deputies.import_undo u
      join ${sql.table(reference.child)} r on ${sql.ref(`r.${reference.districtColumn}`)} = u.district_code
        and ${sql.ref(`r.${reference.column}`)} = u.key::uuid
      where ${ofTable(of, 'deputies.commitment')} and u.kind = 'changed'
      on conflict do nothing`.execute(tx);
  }
}

/** Erases what was kept before an instant: images hold personal data. Those imports cannot be undone any more. */
export async function eraseOldImages(tx: Transaction, region: RegionCode, before: string): Promise<void> {
  // All of a batch, or what is left could not be taken back as a whole.
  await sql`
    delete from deputies.import_undo u
    where (u.district_code, u.batch_id) in (
      select district_code, batch_id from deputies.import_undo
      where starts_with(district_code, ${significantDigits(region).slice(0, 6)}) and recorded_at < ${before})`.execute(
    tx,
  );
}

export async function eraseImages(tx: Transaction, of: Undoable): Promise<void> {
  await sql`delete from deputies.import_undo u where ${ofBatch(of)}`.execute(tx);
}
