import type { Database, Transaction } from '#platform/database/database.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'kernel.account_session': {
      id: string;
      account_id: string;
      token: string;
      method: string;
      ip_address: string | null;
      user_agent: string | null;
      expires_at: string;
      created_at: string;
      updated_at: string;
    };
    'kernel.account_verification': { identifier: string; value: string; expires_at: string };
  }
}

/** How a session was begun. */
export type SignInMethod = 'password' | 'totp' | 'recovery' | 'oidc' | 'oidc-strong';

export interface AccountSession {
  readonly id: string;
  readonly accountId: string;
  readonly method: SignInMethod;
  readonly address: string;
  readonly userAgent: string;
  readonly createdAt: string;
  readonly usedAt: string;
  readonly expiresAt: string;
}

/** The sessions of an account that are open at an instant, the latest used first. */
export async function findSessions(
  tx: Database | Transaction,
  accountId: string,
  at: string,
): Promise<AccountSession[]> {
  const rows = await tx
    .selectFrom('kernel.account_session')
    .select([
      'id',
      'account_id as accountId',
      'method',
      'ip_address as address',
      'user_agent as userAgent',
      'created_at as createdAt',
      'updated_at as usedAt',
      'expires_at as expiresAt',
    ])
    .where('account_id', '=', accountId)
    .where('expires_at', '>', at)
    .orderBy('updated_at', 'desc')
    .limit(100)
    .execute();
  return rows.map((row) => ({
    ...row,
    method: row.method as SignInMethod,
    address: row.address ?? '',
    userAgent: row.userAgent ?? '',
  }));
}

/** Ends sessions of an account: one, all, or all but one. @returns how many there were */
export async function deleteSessions(
  tx: Database | Transaction,
  accountId: string,
  which: { readonly id?: string; readonly butId?: string } = {},
): Promise<number> {
  let query = tx.deleteFrom('kernel.account_session').where('account_id', '=', accountId);
  if (which.id !== undefined) query = query.where('id', '=', which.id);
  if (which.butId !== undefined) query = query.where('id', '<>', which.butId);
  return Number((await query.executeTakeFirstOrThrow()).numDeletedRows);
}

export async function prolongSession(
  database: Database,
  id: string,
  to: { readonly expiresAt: string; readonly usedAt: string },
): Promise<void> {
  await database
    .updateTable('kernel.account_session')
    .set({ expires_at: to.expiresAt, updated_at: to.usedAt })
    .where('id', '=', id)
    .execute();
}

/** That the owner of a session has proven a second factor since it began. */
export async function strengthenSession(database: Database, id: string, method: SignInMethod): Promise<void> {
  await database.updateTable('kernel.account_session').set({ method }).where('id', '=', id).execute();
}

/** Removes what has ended: sessions, and what was begun at the door and not finished. */
export async function sweepSessions(database: Database, before: string): Promise<void> {
  await database.deleteFrom('kernel.account_session').where('expires_at', '<', before).execute();
  await database.deleteFrom('kernel.account_verification').where('expires_at', '<', before).execute();
}

/** Whose second factor is asked for, by what the sign-in has left in a cookie. */
export async function findPending(database: Database, identifier: string, at: string): Promise<string | undefined> {
  const row = await database
    .selectFrom('kernel.account_verification')
    .select('value')
    .where('identifier', '=', identifier)
    .where('expires_at', '>', at)
    .executeTakeFirst();
  return row?.value;
}
