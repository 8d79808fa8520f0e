import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { lineage } from '../../values/region-code.ts';
import type { NoticeRecipient } from '../notice-kind.ts';

/**
 * The accounts that are to be told: of a person all, of a role those that hold it on a day for the region or for one
 * around it. Disabled accounts are told nothing.
 */
export async function findRecipients(
  tx: Transaction,
  recipient: NoticeRecipient,
  { district, day }: { readonly district: string; readonly day: string },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select distinct a.id::text as id from kernel.account a
    where a.disabled_at is null and ${conditionOf(recipient, { district, day })} order by 1`.execute(tx);
  return rows.map(({ id }) => id);
}

function conditionOf(recipient: NoticeRecipient, { district, day }: { district: string; day: string }) {
  if ('accountId' in recipient) return sql`a.id::text = ${recipient.accountId}`;
  if ('personId' in recipient)
    return sql`a.person_district = ${district} and a.person_id::text = ${recipient.personId}`;
  const { role, region } = recipient.roleIn;
  return sql`exists (
    select from kernel.role_grant g
    where g.account_id = a.id and g.role = ${role} and g.region in (${sql.join(lineage(region))})
      and g.from_day <= ${day}::date and (g.until_day is null or g.until_day >= ${day}::date))`;
}
