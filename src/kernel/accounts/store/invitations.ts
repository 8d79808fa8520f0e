import type { Database, Transaction } from '#platform/database/database.ts';
import { RegionCode, districtCode, significantDigits } from '../../values/region-code.ts';
import type { GrantableRole } from '../domain/roles.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'kernel.invitation': {
      district_code: string;
      id: string;
      kind: string;
      code_hash: string;
      name: string;
      role: string | null;
      region: string;
      unit: string | null;
      person_id: string | null;
      account_id: string | null;
      resets_second_factor: boolean;
      created_at: string;
      created_by: string;
      expires_at: string;
      used_at: string | null;
      used_by: string | null;
      withdrawn_at: string | null;
    };
  }
}

export type InvitationKind = 'invitation' | 'reset' | 'first-admin';

export interface Invitation {
  readonly id: string;
  readonly kind: InvitationKind;
  /** Whom it is for. */
  readonly name: string;
  /** Null for a reset. */
  readonly role: GrantableRole | null;
  readonly region: RegionCode;
  readonly unit: string | null;
  readonly personId: string | null;
  /** Whose password a reset is for. */
  readonly accountId: string | null;
  readonly resetsSecondFactor: boolean;
  readonly createdAt: string;
  readonly createdBy: string;
  readonly expiresAt: string;
}

const COLUMNS = [
  'id',
  'kind',
  'name',
  'role',
  'region',
  'unit',
  'person_id as personId',
  'account_id as accountId',
  'resets_second_factor as resetsSecondFactor',
  'created_at as createdAt',
  'created_by as createdBy',
  'expires_at as expiresAt',
] as const;

interface Row {
  readonly kind: string;
  readonly role: string | null;
  readonly region: string;
}
const invitationOf = <Found extends Row>(row: Found) => ({
  ...row,
  kind: row.kind as InvitationKind,
  role: row.role as GrantableRole | null,
  region: RegionCode.parse(row.region),
});

export async function insertInvitation(tx: Transaction, given: Invitation, codeHash: string): Promise<void> {
  await tx
    .insertInto('kernel.invitation')
    .values({
      ...{ district_code: districtCode(given.region), id: given.id, kind: given.kind, code_hash: codeHash },
      ...{ name: given.name, role: given.role, region: given.region, unit: given.unit, person_id: given.personId },
      ...{ account_id: given.accountId, resets_second_factor: given.resetsSecondFactor },
      ...{ created_at: given.createdAt, created_by: given.createdBy, expires_at: given.expiresAt },
    })
    .execute();
}

/** What a code is good for at an instant; undefined when it was never made, is used, withdrawn or expired. */
export async function findOpenInvitation(
  tx: Database | Transaction,
  codeHash: string,
  at: string,
): Promise<Invitation | undefined> {
  const row = await tx
    .selectFrom('kernel.invitation')
    .select(COLUMNS)
    .where('code_hash', '=', codeHash)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return row && invitationOf(row);
}

/** Uses a code up. @returns false when somebody else was faster */
export async function useUpInvitation(
  tx: Transaction,
  { region, id }: Pick<Invitation, 'region' | 'id'>,
  by: { readonly accountId: string; readonly at: string },
): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('kernel.invitation')
    .set({ used_at: by.at, used_by: by.accountId })
    .where('district_code', '=', districtCode(region))
    .where('id', '=', id)
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .executeTakeFirstOrThrow();
  return numUpdatedRows === 1n;
}

/** What is open within a region, the latest first. */
export async function findInvitations(
  tx: Transaction,
  within: RegionCode,
  page: { readonly at: string; readonly limit: number },
): Promise<Invitation[]> {
  const rows = await tx
    .selectFrom('kernel.invitation')
    .select(COLUMNS)
    .where('region', 'like', `${significantDigits(within)}%`)
    .where('kind', '<>', 'first-admin')
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null)
    .where('expires_at', '>', page.at)
    .orderBy('created_at', 'desc')
    .limit(page.limit)
    .execute();
  return rows.map(invitationOf);
}

export async function findInvitation(tx: Transaction, id: string): Promise<Invitation | undefined> {
  const query = tx.selectFrom('kernel.invitation').select(COLUMNS).where('id', '=', id);
  const row = await query.where('used_at', 'is', null).where('withdrawn_at', 'is', null).executeTakeFirst();
  return row && invitationOf(row);
}

/** Withdraws what is open: one invitation, all resets of an account, or the codes of a first admin. */
export async function withdrawInvitations(
  tx: Transaction,
  which: { readonly id: string } | { readonly accountId: string } | { readonly kind: InvitationKind },
  at: string,
): Promise<void> {
  const query = tx
    .updateTable('kernel.invitation')
    .set({ withdrawn_at: at })
    .where('used_at', 'is', null)
    .where('withdrawn_at', 'is', null);
  if ('id' in which) await query.where('id', '=', which.id).execute();
  else if ('accountId' in which) await query.where('account_id', '=', which.accountId).execute();
  else await query.where('kind', '=', which.kind).execute();
}
