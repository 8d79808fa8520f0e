import { sql } from 'kysely';
import { expect } from 'vitest';
import { actorWith, anAccount } from '#tests/support/accounts.ts';
import { DISTRICT, GUANLAN, SHIQIAO, test } from '#tests/support/deputies.ts';
import { ask, perform } from '../../use-case/define-use-case.ts';
import { disableAccount } from './disable-account.ts';
import { grantRole } from './grant-role.ts';
import { exportAccounts, listAccounts } from './list-accounts.ts';

const ADMIN = actorWith('admin', DISTRICT);

test('accounts are found by role and by state, and go into a file as they are shown, on record', async ({ stage }) => {
  const leader = await anAccount(stage, { userName: 'leader', region: SHIQIAO });
  const officer = await anAccount(stage, { userName: 'officer', role: 'town-officer', region: GUANLAN, unit: null });
  const both = await anAccount(stage, { userName: 'both', region: GUANLAN });
  const former = { accountId: officer, role: 'group-leader', region: GUANLAN, unit: '第一小组' };
  const past = { fromDay: '2019-01-01', untilDay: '2019-12-31', isNoneOfThem: true };
  await perform(stage, ADMIN, { useCase: grantRole, input: { ...former, ...past } });
  const more = { accountId: both, role: 'town-officer', region: GUANLAN, isNoneOfThem: true };
  await perform(stage, ADMIN, { useCase: grantRole, input: more });
  await perform(stage, ADMIN, { useCase: disableAccount, input: { accountId: both } });

  const found = async (input: object, by = ADMIN) => {
    const { items, total } = await ask(stage, by, { query: listAccounts, input });
    const exported = await ask(stage, by, { query: exportAccounts, input });
    expect(exported.items).toEqual(items);
    expect(total).toBe(items.length);
    return items.map(({ id }) => id).toSorted();
  };
  expect(await found({})).toEqual([leader, officer, both].toSorted());
  expect(await found({ role: 'town-officer' })).toEqual([officer, both].toSorted());
  expect(await found({ role: 'group-leader' })).toEqual([leader, both].toSorted());
  expect(await found({ state: 'closed' })).toEqual([both]);
  expect(await found({ state: 'open', role: 'town-officer' })).toEqual([officer]);
  expect(await found({ role: 'auditor' })).toEqual([]);
  expect(await found({}, actorWith('town-officer', SHIQIAO))).toEqual([leader]);
  for (const input of [{ role: 'operator' }, { state: 'locked' }]) {
    await expect(found(input)).rejects.toMatchObject({ kind: 'invalid' });
  }
  const clerk = ask(stage, actorWith('station-clerk', SHIQIAO), { query: exportAccounts, input: {} });
  await expect(clerk).rejects.toMatchObject({ kind: 'forbidden' });

  const { rows } = await sql<{ actor: string; region: string; after: unknown }>`
    select actor, region, after from kernel.trail_entry
    where action = 'kernel.export-accounts' and subject = 'accounts' order by seq`.execute(stage.database);
  const after = { text: '', role: 'town-officer', rows: 2 };
  expect(rows[1]).toEqual({ actor: 'admin', region: DISTRICT, after });
});

test('a long list goes into a file whole', async ({ stage }) => {
  await sql`
    insert into kernel.account (id, name, user_name, address, region, created_at, updated_at)
    select gen_random_uuid(), '张伟', 'user' || at, at || '@account.invalid', ${SHIQIAO}, now(), now()
    from generate_series(1, 52) at`.execute(stage.database);
  const shown = await ask(stage, ADMIN, { query: listAccounts, input: {} });
  expect([shown.items.length, shown.total]).toEqual([50, 52]);
  const { items } = await ask(stage, ADMIN, { query: exportAccounts, input: {} });
  expect(items).toHaveLength(52);
  expect(items.slice(0, 50)).toEqual(shown.items);
});
