import { describe, expect } from 'vitest';
import { actorWith, anAccount, GOOD_PASSWORD } from '#tests/support/accounts.ts';
import { DISTRICT, GUANLAN, SHIQIAO, aDistrict, aPost, test, visitorOf } from '#tests/support/deputies.ts';
import { type Stage, ask, perform } from '../../use-case/define-use-case.ts';
import { changeSignInName } from './change-sign-in-name.ts';
import { createInvitation } from './create-invitation.ts';
import { disableAccount, enableAccount } from './disable-account.ts';
import { findAccountNamed } from './find-account.ts';
import { grantRole } from './grant-role.ts';
import { linkAccount } from './link-account.ts';
import { readAccount } from './list-accounts.ts';
import { redeemInvitation } from './redeem-invitation.ts';

const ADMIN = actorWith('admin', DISTRICT);
const OFFICER = { role: 'town-officer', region: SHIQIAO, unit: null };

const read = async (stage: Stage, accountId: string) =>
  (await ask(stage, ADMIN, { query: readAccount, input: { accountId } })).account;
const link = (stage: Stage, input: object, by = ADMIN) => perform(stage, by, { useCase: linkAccount, input });
const rename = (stage: Stage, input: object, by = ADMIN) => perform(stage, by, { useCase: changeSignInName, input });

describe('who the owner of an account is', () => {
  test('has to be said where somebody of the name is known', async ({ stage }) => {
    await aDistrict(stage);
    const { personId } = await aPost(stage, { region: SHIQIAO, name: '张伟' });
    const invite = (more: object) =>
      perform(stage, ADMIN, { useCase: createInvitation, input: { ...OFFICER, name: '张伟', ...more } });
    await expect(invite({})).rejects.toMatchObject({ code: 'account.person-unclear' });
    const { code } = await invite({ personId });
    const input = { code, name: '张伟', userName: 'zhang', password: GOOD_PASSWORD };
    const { accountId } = await perform(stage, visitorOf(DISTRICT), { useCase: redeemInvitation, input });
    expect((await read(stage, accountId)).personId).toBe(personId);
    await expect(invite({ isNoneOfThem: true })).resolves.toBeDefined();
    await expect(invite({ role: 'admin', region: DISTRICT })).resolves.toBeDefined();
  });

  test('has to be said before an account without a person gets a role', async ({ stage }) => {
    await aDistrict(stage);
    await aPost(stage, { region: SHIQIAO, name: '张伟' });
    const accountId = await anAccount(stage);
    const grant = (more: object) =>
      perform(stage, ADMIN, { useCase: grantRole, input: { accountId, ...OFFICER, ...more } });
    await expect(grant({})).rejects.toMatchObject({ code: 'account.person-unclear' });
    await expect(grant({ isNoneOfThem: true })).resolves.toBeDefined();
  });

  test('can be said afterwards, and a leader becomes the deputy that they are', async ({ stage }) => {
    await aDistrict(stage);
    const { personId } = await aPost(stage, { region: SHIQIAO, name: '张伟' });
    const accountId = await anAccount(stage, { region: SHIQIAO });
    const deputy = { useCase: grantRole, input: { accountId, role: 'deputy', region: SHIQIAO } };
    await expect(perform(stage, ADMIN, deputy)).rejects.toMatchObject({ code: 'account.person-needed' });
    await link(stage, { accountId, personId });
    await expect(perform(stage, ADMIN, deputy)).resolves.toBeDefined();
    await expect(link(stage, { accountId, personId })).rejects.toMatchObject({ code: 'account.same-person' });
  });

  test('is nobody’s to say of themselves, of another region, or of a record that is no more', async ({ stage }) => {
    await aDistrict(stage);
    const { personId } = await aPost(stage, { region: SHIQIAO, name: '张伟' });
    const accountId = await anAccount(stage, { region: SHIQIAO });
    const input = { accountId, personId };
    const own = actorWith('admin', DISTRICT, accountId);
    await expect(link(stage, input, own)).rejects.toMatchObject({ code: 'account.own' });
    const elsewhere = actorWith('admin', GUANLAN);
    await expect(link(stage, input, elsewhere)).rejects.toMatchObject({ code: 'account.not-found' });
    const other = await aPost(stage, { region: SHIQIAO, name: '张玮' });
    await stage.database
      .updateTable('kernel.person')
      .set({ merged_into: other.personId })
      .where('id', '=', personId)
      .execute();
    await expect(link(stage, input)).rejects.toMatchObject({ code: 'account.person-not-found' });
  });
});

describe('what an account signs in with', () => {
  test('is changed at the counter, by whoever may reset its password', async ({ stage }) => {
    const accountId = await anAccount(stage, { region: SHIQIAO });
    await anAccount(stage, { userName: 'taken' });
    const to = { accountId, userName: 'zhang', phone: '+86 139-0000-0001' };
    await expect(rename(stage, { ...to, userName: 'taken' })).rejects.toMatchObject({ code: 'account.taken' });
    await expect(rename(stage, { accountId })).rejects.toMatchObject({ code: 'account.identifier-needed' });
    const town = actorWith('town-officer', SHIQIAO);
    await expect(rename(stage, to, town)).rejects.toMatchObject({ code: 'account.outside' });
    const own = actorWith('admin', DISTRICT, accountId);
    await expect(rename(stage, to, own)).rejects.toMatchObject({ code: 'account.own' });
    await rename(stage, to);
    expect(await read(stage, accountId)).toMatchObject({ userName: 'zhang', phone: '13900000001' });
  });

  test('is free again once the account is closed, which then opens only under another', async ({ stage }) => {
    const accountId = await anAccount(stage);
    await perform(stage, ADMIN, { useCase: disableAccount, input: { accountId } });
    const successor = await anAccount(stage);
    const operator = actorWith('operator', DISTRICT);
    const found = await ask(stage, operator, { query: findAccountNamed, input: { identifier: 'Zhang.Wei' } });
    expect(found.id).toBe(successor);
    const open = { useCase: enableAccount, input: { accountId } };
    await expect(perform(stage, ADMIN, open)).rejects.toMatchObject({ code: 'account.taken' });
    await rename(stage, { accountId, userName: 'zhang.wei2' });
    await expect(perform(stage, ADMIN, open)).resolves.toBeUndefined();
  });
});
