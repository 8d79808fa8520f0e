import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { Objection, RoleModel } from '../../contract.ts';

type Key = Pick<RoleModel, 'district' | 'id'>;

const COLUMNS = sql.raw(`id, role_model_id as "roleModelId", day, objector, text, is_upheld as "isUpheld", answer,
  answered_day as "answeredDay"`);

export async function findObjections(tx: Transaction, { district, id }: Key): Promise<Objection[]> {
  const { rows } = await sql<Objection>`
    select ${COLUMNS} from deputies.role_model_objection
    where district_code = ${district} and role_model_id = ${id} order by day, recorded_at, id`.execute(tx);
  return rows;
}

export async function findObjection(tx: Transaction, district: string, id: string): Promise<Objection | undefined> {
  const { rows } = await sql<Objection>`
    select ${COLUMNS} from deputies.role_model_objection
    where district_code = ${district} and id = ${id} for update`.execute(tx);
  return rows[0];
}

export async function insertObjection(
  tx: Transaction,
  of: Key & Pick<RoleModel, 'region'> & { readonly account: string; readonly at: string },
  { id, day, objector, text }: Pick<Objection, 'id' | 'day' | 'objector' | 'text'>,
): Promise<void> {
  await sql`
    insert into deputies.role_model_objection (district_code, id, role_model_id, region, day, objector, text, by_account,
      recorded_at)
    values (${of.district}, ${id}, ${of.id}, ${of.region}, ${day}, ${objector}, ${text}, ${of.account}, ${of.at})
    `.execute(tx);
}

export async function answerObjectionRow(
  tx: Transaction,
  of: { readonly district: string; readonly id: string },
  { isUpheld, answer, day }: { readonly isUpheld: boolean; readonly answer: string; readonly day: string },
): Promise<void> {
  await sql`
    update deputies.role_model_objection set is_upheld = ${isUpheld}, answer = ${answer}, answered_day = ${day}
    where district_code = ${of.district} and id = ${of.id}`.execute(tx);
}

/** How many objected, and how many were answered. */
export interface ObjectionCounts {
  readonly received: number;
  readonly answered: number;
}

export async function countObjections(tx: Transaction, { district, id }: Key): Promise<ObjectionCounts> {
  const { rows } = await sql<ObjectionCounts>`
    select count(*)::int as received, count(answered_day)::int as answered from deputies.role_model_objection
    where district_code = ${district} and role_model_id = ${id}`.execute(tx);
  return rows[0] ?? { received: 0, answered: 0 };
}
