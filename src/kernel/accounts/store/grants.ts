import type { Database, Transaction } from '#platform/database/database.ts';
import { RegionCode, districtCode } from '../../values/region-code.ts';
import type { GrantableRole } from '../domain/roles.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'kernel.role_grant': {
      district_code: string;
      id: string;
      account_id: string;
      role: string;
      region: string;
      unit: string | null;
      from_day: string;
      until_day: string | null;
      granted_by: string;
    };
  }
}

/** A role that an account holds for a region, or for a unit in it, from a day until a day (that day included). */
export interface Grant {
  readonly id: string;
  readonly accountId: string;
  readonly role: GrantableRole;
  readonly region: RegionCode;
  readonly unit: string | null;
  readonly fromDay: string;
  readonly untilDay: string | null;
}

const COLUMNS = [
  'id',
  'account_id as accountId',
  'role',
  'region',
  'unit',
  'from_day as fromDay',
  'until_day as untilDay',
] as const;

type Row = { readonly role: string; readonly region: string };
const grantOf = <Found extends Row>(row: Found) => ({
  ...row,
  role: row.role as GrantableRole,
  region: RegionCode.parse(row.region),
});

/** The grants of some accounts that hold on a day or later, in the order in which they were given. */
export async function findGrants(
  tx: Database | Transaction,
  accountIds: readonly string[],
  day: string,
): Promise<Grant[]> {
  if (accountIds.length === 0) return [];
  const rows = await tx
    .selectFrom('kernel.role_grant')
    .select(COLUMNS)
    .where('account_id', 'in', [...accountIds])
    .where((is) => is.or([is('until_day', 'is', null), is('until_day', '>=', day)]))
    .orderBy('from_day')
    .orderBy('id')
    .execute();
  return rows.map(grantOf);
}

export async function findGrant(tx: Transaction, id: string): Promise<Grant | undefined> {
  const row = await tx.selectFrom('kernel.role_grant').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row && grantOf(row);
}

/** Held until the end of the transaction, so that two grants at once cannot make a pair that excludes each other. */
export async function lockAccount(tx: Transaction, accountId: string): Promise<void> {
  await tx.selectFrom('kernel.account').select('id').where('id', '=', accountId).forUpdate().execute();
}

export async function insertGrant(tx: Transaction, grant: Grant, grantedBy: string): Promise<void> {
  await tx
    .insertInto('kernel.role_grant')
    .values({
      ...{ district_code: districtCode(grant.region), id: grant.id, account_id: grant.accountId, role: grant.role },
      ...{ region: grant.region, unit: grant.unit, from_day: grant.fromDay, until_day: grant.untilDay },
      granted_by: grantedBy,
    })
    .execute();
}

/** Ends a grant: it holds no more. One that never began goes, and leaves its record in the trail. */
export async function endGrant(tx: Transaction, grant: Grant, lastDay: string): Promise<void> {
  const key = { district_code: districtCode(grant.region), id: grant.id };
  if (lastDay < grant.fromDay) {
    await tx
      .deleteFrom('kernel.role_grant')
      .where('district_code', '=', key.district_code)
      .where('id', '=', key.id)
      .execute();
    return;
  }
  await tx
    .updateTable('kernel.role_grant')
    .set({ until_day: lastDay })
    .where('district_code', '=', key.district_code)
    .where('id', '=', key.id)
    .execute();
}
