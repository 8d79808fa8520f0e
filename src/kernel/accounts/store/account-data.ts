import { type RawBuilder, sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { seeingAll } from '../../use-case/store/bounds.ts';

interface Whose {
  readonly district: string;
  readonly personId: string;
}

/** A row of a table of the person's data, with the names of its columns. */
export type AccountRow = Readonly<Record<string, string | number | boolean | null>>;

const TABLES = ['account', 'roles', 'sessions', 'signIns', 'contactWays', 'notices', 'views'] as const;
export type AccountTable = (typeof TABLES)[number];

/** The accounts of a person, those of records that were merged into theirs with them. */
function accountsOf({ district, personId }: Whose): RawBuilder<unknown> {
  return sql`select a.id from kernel.account a join kernel.person p
    on p.district_code = a.person_district and p.id = a.person_id
    where p.district_code = ${district} and (p.id = ${personId} or p.merged_into = ${personId})`;
}

function questions(whose: Whose): Readonly<Record<AccountTable, RawBuilder<AccountRow>>> {
  const own = accountsOf(whose);
  const ownText = sql`select id::text from (${own}) own`;
  return {
    account: sql`select id, name, user_name, phone, has_second_factor, created_at, disabled_at from kernel.account
      where id in (${own}) order by created_at`,
    roles: sql`select role, region, unit, from_day, until_day from kernel.role_grant
      where account_id in (${own}) order by from_day, id`,
    sessions: sql`select method, ip_address, user_agent, created_at, updated_at as used_at, expires_at
      from kernel.account_session where account_id in (${own}) order by created_at`,
    signIns: sql`select at, event, method, ip_address, user_agent from kernel.sign_in_event
      where account_id in (${own}) order by at, id`,
    contactWays: sql`select channel, address, verified_at from kernel.contact_way
      where account_id in (${ownText}) order by channel`,
    notices: sql`select n.kind, d.channel, d.state, d.changed_at, d.read_at, n.told::text as told
      from kernel.notice_delivery d
      join kernel.notice n on n.district_code = d.district_code and n.id = d.notice_id
      where d.district_code = ${whose.district} and d.recipient in (${ownText}) order by d.changed_at, d.id`,
    // Who saw or changed something of theirs: in which role, and not as whom.
    views: sql`select at, role, action from kernel.trail_entry
      where district_code = ${whose.district} and (subject = ${whose.personId} or subject in (${ownText}))
      order by seq`,
  };
}

/** All that the kernel keeps of a person's accounts, and who looked: for the person, who has a right to it. */
export async function findAccountData(tx: Transaction, whose: Whose): Promise<Record<AccountTable, AccountRow[]>> {
  const asked = questions(whose);
  const read = async (table: AccountTable) => [table, (await asked[table].execute(tx)).rows] as const;
  // As the machine's operator: nobody but auditors sees the trail, and of it this person gets what is about them.
  return seeingAll(
    tx,
    async () => {
      const found: [AccountTable, AccountRow[]][] = [];
      for (const table of TABLES) found.push([...(await read(table))]);
      return Object.fromEntries(found) as Record<AccountTable, AccountRow[]>;
    },
    'operator',
  );
}

/** What stands in place of a name that was erased. */
const ERASED_NAME = '已注销';

/**
 * Closes the accounts of a person and takes out of them what tells who it was: name, phone, user name, second factor,
 * contact ways and wishes. The accounts stay as ids, which the record of what was done names. It cannot be undone.
 * @returns their ids
 */
export async function closeAccountsOf(
  tx: Transaction,
  whose: Whose,
  by: { readonly at: string; readonly lastDay: string },
): Promise<string[]> {
  return seeingAll(
    tx,
    async () => {
      const { rows } = await sql<{ id: string }>`
      update kernel.account set name = ${ERASED_NAME}, user_name = null, phone = null, picture = null,
        has_second_factor = false, disabled_at = coalesce(disabled_at, ${by.at}), updated_at = ${by.at}
      where id in (${accountsOf(whose)}) returning id`.execute(tx);
      const ids = rows.map(({ id }) => id);
      for (const table of ['account_session', 'account_credential', 'account_second_factor']) {
        await sql`delete from ${sql.table(`kernel.${table}`)} where account_id = any(${ids}::uuid[])`.execute(tx);
      }
      for (const table of ['contact_way', 'notice_setting', 'notice_wish']) {
        await sql`delete from ${sql.table(`kernel.${table}`)} where account_id = any(${ids}::text[])`.execute(tx);
      }
      await sql`
      update kernel.role_grant set until_day = greatest(from_day, ${by.lastDay}::date)
      where account_id = any(${ids}::uuid[]) and (until_day is null or until_day > ${by.lastDay})`.execute(tx);
      await sql`
      update kernel.invitation set name = ${ERASED_NAME}, withdrawn_at = coalesce(withdrawn_at, ${by.at})
      where district_code = ${whose.district} and (person_id = ${whose.personId} or account_id = any(${ids}::uuid[])
        or used_by = any(${ids}::uuid[]))`.execute(tx);
      return ids;
    },
    'operator',
  );
}
