import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { Level } from '../contract.ts';
import './tables.ts';

/**
 * Whether a town's officer acts for the deputies of a row's level who live there: on unless the district says otherwise.
 * @param row the alias of a row with `district_code`, `region` and `level`
 */
export function isDelegatedAt(row: string): RawBuilder<boolean> {
  const column = (name: string) => sql.ref(`${row}.${name}`);
  return sql`coalesce((
    select d.is_on from deputies.delegation d
    where d.district_code = ${column('district_code')} and d.town = ${column('region')}
      and d.level = ${column('level')}), true)`;
}

/** What a town is delegated, by level; a level without a row is on. */
export async function isDelegatedTo(
  tx: Transaction,
  of: { readonly district: string; readonly town: string; readonly level: Level },
): Promise<boolean> {
  const { rows } = await sql<{ isOn: boolean }>`
    select is_on as "isOn" from deputies.delegation
    where district_code = ${of.district} and town = ${of.town} and level = ${of.level}`.execute(tx);
  return rows[0]?.isOn ?? true;
}

export interface Delegation {
  readonly town: string;
  readonly level: Level;
}

/** What towns of a district are not delegated. */
export async function findUndelegated(tx: Transaction, district: string): Promise<Delegation[]> {
  const { rows } = await sql<Delegation>`
    select town, level from deputies.delegation where district_code = ${district} and not is_on
    order by town, level`.execute(tx);
  return rows;
}

export async function saveDelegation(
  tx: Transaction,
  district: string,
  { town, level, isOn }: Delegation & { readonly isOn: boolean },
): Promise<void> {
  await sql`
    insert into deputies.delegation (district_code, town, level, is_on)
    values (${district}, ${town}, ${level}, ${isOn})
    on conflict (district_code, town, level) do update set is_on = excluded.is_on`.execute(tx);
}
