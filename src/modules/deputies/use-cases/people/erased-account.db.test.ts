import { sql } from 'kysely';
import { expect } from 'vitest';
import { ask, perform, readAccount } from '#kernel/index.server.ts';
import { actorWith, anAccount } from '#tests/support/accounts.ts';
import { DISTRICT, SHIQIAO, aDistrict, aPost, test } from '#tests/support/deputies.ts';
import { townOfficer, deputyOf } from '#tests/support/life.ts';
import { erasePersonalData } from './erase-person.ts';
import { exportPerson } from './export-person.ts';

const PHONE = '13900000001';

test('whoever is erased has no account any more, and takes along before what was kept of it', async ({ stage }) => {
  await aDistrict(stage);
  const post = await aPost(stage, { region: SHIQIAO, name: '张伟' });
  const { personId } = post;
  const accountId = await anAccount(stage, { role: 'deputy', region: SHIQIAO, unit: null, personId });
  await sql`update kernel.account set phone = ${PHONE} where id = ${accountId}`.execute(stage.database);
  await sql`
    insert into kernel.contact_way (district_code, account_id, channel, address, guesses_left)
    values (${DISTRICT.slice(0, 6)}, ${accountId}, 'email', 'zhang@example.org', 3)`.execute(stage.database);
  const admin = actorWith('admin', DISTRICT);
  await ask(stage, admin, { query: readAccount, input: { accountId } });
  const { tables } = await ask(stage, deputyOf(post), { query: exportPerson, input: { personId } });
  expect(tables.account).toEqual([expect.objectContaining({ id: accountId, phone: PHONE })]);
  expect(tables.roles).toEqual([expect.objectContaining({ role: 'deputy' })]);
  expect(tables.contactWays).toEqual([expect.objectContaining({ address: 'zhang@example.org' })]);
  expect(tables.views).toContainEqual(expect.objectContaining({ role: 'admin', action: 'kernel.read-account' }));

  const erase = { useCase: erasePersonalData, input: { personId, name: '张伟' } };
  await perform(stage, townOfficer(SHIQIAO), erase);
  const { account } = await ask(stage, admin, { query: readAccount, input: { accountId } });
  expect(account).toMatchObject({ name: '已注销', phone: null, userName: null, hasSecondFactor: false });
  expect(account.disabledAt).not.toBeNull();
  const after = await ask(stage, townOfficer(SHIQIAO), { query: exportPerson, input: { personId } });
  expect([after.tables.contactWays, after.tables.sessions]).toEqual([[], []]);
  const { rows } = await sql`select * from kernel.invitation`.execute(stage.database);
  expect(JSON.stringify(rows)).not.toContain('张伟');
});
