import { sql } from 'kysely';
import type { Database, Transaction } from '#platform/database/database.ts';
import { RegionCode, significantDigits } from '../../values/region-code.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'kernel.account': {
      id: string;
      name: string;
      user_name: string | null;
      phone: string | null;
      address: string;
      has_second_factor: boolean;
      region: string;
      person_district: string | null;
      person_id: string | null;
      is_demonstration: boolean;
      disabled_at: string | null;
      created_at: string;
      updated_at: string;
    };
    'kernel.account_credential': {
      id: string;
      account_id: string;
      provider: string;
      subject: string;
      password: string | null;
      created_at: string;
      updated_at: string;
    };
    'kernel.account_second_factor': {
      id: string;
      account_id: string;
      secret: string;
      recovery_codes: string;
      is_verified: boolean;
      last_step: bigint | null;
      next_secret: string | null;
      next_recovery_codes: string | null;
      next_until: string | null;
    };
  }
}

export interface Account {
  readonly id: string;
  readonly name: string;
  readonly userName: string | null;
  readonly phone: string | null;
  /** Where it was opened: who looks after that region looks after the account. */
  readonly region: RegionCode;
  readonly personId: string | null;
  readonly hasSecondFactor: boolean;
  readonly isDemonstration: boolean;
  readonly disabledAt: string | null;
}

const COLUMNS = [
  'id',
  'name',
  'user_name as userName',
  'phone',
  'region',
  'person_id as personId',
  'has_second_factor as hasSecondFactor',
  'is_demonstration as isDemonstration',
  'disabled_at as disabledAt',
] as const;

/** What PostgreSQL answers when a unique index would be broken. */
const UNIQUE_VIOLATION = '23505';

const accountOf = <Row extends { region: string }>(row: Row) => ({ ...row, region: RegionCode.parse(row.region) });

/** The library wants an e-mail address; this one leads nowhere (RFC 2606). */
export function addressOf(accountId: string): string {
  return `${accountId}@account.invalid`;
}

export async function findAccount(tx: Database | Transaction, id: string): Promise<Account | undefined> {
  const row = await tx.selectFrom('kernel.account').select(COLUMNS).where('id', '=', id).executeTakeFirst();
  return row && accountOf(row);
}

/** An account by what its owner signs in with. */
export async function findAccountBy(
  tx: Database | Transaction,
  by: { readonly phone: string } | { readonly userName: string },
): Promise<Account | undefined> {
  // What a closed account signed in with may be another's by now.
  const query = tx
    .selectFrom('kernel.account')
    .select(COLUMNS)
    .orderBy(sql`disabled_at is not null`)
    .orderBy('id')
    .limit(1);
  const row = await (
    'phone' in by ? query.where('phone', '=', by.phone) : query.where('user_name', '=', by.userName)
  ).executeTakeFirst();
  return row && accountOf(row);
}

export async function hasAccounts(tx: Database | Transaction): Promise<boolean> {
  return (await tx.selectFrom('kernel.account').select('id').limit(1).executeTakeFirst()) !== undefined;
}

export interface NewAccount {
  readonly id: string;
  readonly name: string;
  readonly userName: string | null;
  readonly phone: string | null;
  readonly region: RegionCode;
  readonly person: { readonly district: string; readonly id: string } | null;
  readonly isDemonstration: boolean;
  readonly passwordHash: string;
  readonly credentialId: string;
}

/** @returns false when the user name or the phone is taken; nothing is added then */
export async function insertAccount(tx: Transaction, account: NewAccount, at: string): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('kernel.account')
    .values({
      ...{ id: account.id, name: account.name, user_name: account.userName, phone: account.phone },
      ...{ address: addressOf(account.id), region: account.region, is_demonstration: account.isDemonstration },
      ...{ person_district: account.person?.district ?? null, person_id: account.person?.id ?? null },
      ...{ has_second_factor: false, created_at: at, updated_at: at },
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow();
  if (numInsertedOrUpdatedRows !== 1n) return false;
  await tx
    .insertInto('kernel.account_credential')
    .values({
      ...{ id: account.credentialId, account_id: account.id, provider: 'credential', subject: account.id },
      ...{ password: account.passwordHash, created_at: at, updated_at: at },
    })
    .execute();
  return true;
}

export async function updatePassword(tx: Transaction, accountId: string, to: { hash: string; at: string }) {
  await tx
    .updateTable('kernel.account_credential')
    .set({ password: to.hash, updated_at: to.at })
    .where('account_id', '=', accountId)
    .where('provider', '=', 'credential')
    .execute();
}

/** @returns false when a name or phone of the account is taken by another that is open */
async function unlessTaken(change: () => Promise<unknown>): Promise<boolean> {
  try {
    await change();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION) return false;
    throw error;
  }
}

/** @returns false when the account would be open and another has its user name or phone by now */
export async function updateDisabled(tx: Transaction, accountId: string, disabledAt: string | null): Promise<boolean> {
  const change = tx.updateTable('kernel.account').set({ disabled_at: disabledAt }).where('id', '=', accountId);
  return unlessTaken(() => change.execute());
}

/** @returns false when the user name or the phone is taken */
export async function updateSignInName(
  tx: Transaction,
  accountId: string,
  to: { readonly userName: string | null; readonly phone: string | null; readonly at: string },
): Promise<boolean> {
  const names = { user_name: to.userName, phone: to.phone, updated_at: to.at };
  const change = tx.updateTable('kernel.account').set(names).where('id', '=', accountId);
  return unlessTaken(() => change.execute());
}

/** Says which person an account is of. */
export async function updatePerson(
  tx: Transaction,
  accountId: string,
  person: { readonly district: string; readonly id: string },
): Promise<void> {
  const link = { person_district: person.district, person_id: person.id };
  await tx.updateTable('kernel.account').set(link).where('id', '=', accountId).execute();
}

/** Takes the second factor away, so that the next sign-in asks for a new one where the role requires it. */
export async function deleteSecondFactor(tx: Transaction, accountId: string): Promise<void> {
  await tx.deleteFrom('kernel.account_second_factor').where('account_id', '=', accountId).execute();
  await tx.updateTable('kernel.account').set({ has_second_factor: false }).where('id', '=', accountId).execute();
}

/** The second factor of a demonstration's account, which its visitors are told. */
export async function insertSecondFactor(
  tx: Transaction,
  factor: { readonly id: string; readonly accountId: string; readonly secret: string; readonly recoveryCodes: string },
): Promise<void> {
  const { id, accountId, secret, recoveryCodes } = factor;
  await tx
    .insertInto('kernel.account_second_factor')
    .values({ id, account_id: accountId, secret, recovery_codes: recoveryCodes, is_verified: true })
    .execute();
  await tx.updateTable('kernel.account').set({ has_second_factor: true }).where('id', '=', accountId).execute();
}

export interface AccountQuestion {
  readonly within: RegionCode;
  /** Part of a name, user name or phone. */
  readonly text: string;
  /** Held on the day, or given for a later one. */
  readonly role: string | undefined;
  readonly day: string;
  readonly isOpen: boolean | undefined;
  /** Null for all of them. */
  readonly limit: number | null;
  readonly offset: number;
}

/** Accounts opened within a region, by name, with how many there are. */
export async function findAccounts(
  tx: Transaction,
  { within, text, role, day, isOpen, limit, offset }: AccountQuestion,
): Promise<{ items: Account[]; total: number }> {
  const part = `%${text.replace(/[\\%_]/g, '\\$&')}%`;
  let matching = tx
    .selectFrom('kernel.account')
    .where('region', 'like', `${significantDigits(within)}%`)
    .where(sql<boolean>`(name ilike ${part} or user_name ilike ${part} or phone like ${part})`);
  if (isOpen !== undefined) matching = matching.where('disabled_at', isOpen ? 'is' : 'is not', null);
  if (role !== undefined) {
    matching = matching.where(sql<boolean>`exists (select from kernel.role_grant held
      where held.account_id = account.id and held.role = ${role}
        and (held.until_day is null or held.until_day >= ${day}))`);
  }
  const { total } = await matching.select(({ fn }) => fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow();
  const ordered = matching.select(COLUMNS).orderBy('name').orderBy('id').offset(offset);
  const rows = await (limit === null ? ordered : ordered.limit(limit)).execute();
  return { items: rows.map(accountOf), total: Number(total) };
}

/** The accounts that the demonstration shows on its sign-in page. */
export async function findDemonstrationAccounts(tx: Database | Transaction): Promise<Account[]> {
  const query = tx.selectFrom('kernel.account').select(COLUMNS).where('is_demonstration', '=', true);
  return (await query.orderBy('created_at').orderBy('id').execute()).map(accountOf);
}

/** The ids of everybody of a name in a district; who was merged is another by now. */
export async function findNamesakes(tx: Transaction, district: string, name: string): Promise<string[]> {
  const query = tx.selectFrom('kernel.person').select('id').where('district_code', '=', district);
  const rows = await query.where('merged_into', 'is', null).where('name', '=', name).execute();
  return rows.map(({ id }) => id);
}

/** The name of a person in a district. Undefined when there is none, or the record was merged into another. */
export async function findPersonName(tx: Transaction, district: string, id: string): Promise<string | undefined> {
  const query = tx.selectFrom('kernel.person').select('name').where('district_code', '=', district);
  return (await query.where('id', '=', id).where('merged_into', 'is', null).executeTakeFirst())?.name;
}
