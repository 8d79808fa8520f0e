import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { GOOD_PASSWORD, actorWith, anAccount } from '#tests/support/accounts.ts';
import { DISTRICT, GUANLAN, SHIQIAO, aDistrict, aPost, operatorOf, test, visitorOf } from '#tests/support/deputies.ts';
import { type Stage, ask, perform } from '../../use-case/define-use-case.ts';
import { createInvitation } from './create-invitation.ts';
import { disableAccount, enableAccount } from './disable-account.ts';
import { grantRole } from './grant-role.ts';
import { endSessions, listLockouts, readAccountSecurity, releaseLockout } from './guard-accounts.ts';
import { listAccounts, listInvitations, readAccount } from './list-accounts.ts';
import { offerFirstAdmin } from './offer-first-admin.ts';
import { readInvitation, readReset } from './read-code.ts';
import { redeemInvitation } from './redeem-invitation.ts';
import { redeemReset } from './redeem-reset.ts';
import { resetAtCounter } from './reset-at-counter.ts';
import { revokeRole } from './revoke-role.ts';
import { withdrawInvitation } from './withdraw-invitation.ts';

const ADMIN = actorWith('admin', DISTRICT);
const DISTRICT_OFFICER = actorWith('district-officer', DISTRICT);
const TOWN_OFFICER = actorWith('town-officer', SHIQIAO);
const VISITOR = visitorOf(DISTRICT);

const LEADER = { role: 'group-leader', region: SHIQIAO, unit: '石桥镇代表小组', name: '唐国强' };

function invite(stage: Stage, input: object = LEADER, by = ADMIN) {
  return perform(stage, by, { useCase: createInvitation, input });
}

function redeem(stage: Stage, code: string, more: object = {}) {
  const input = { code, name: '唐国强', userName: 'tang.guoqiang', password: GOOD_PASSWORD, ...more };
  return perform(stage, VISITOR, { useCase: redeemInvitation, input });
}

const later = (stage: Stage, duration: Temporal.DurationLike): Stage => ({
  ...stage,
  recordedNow: () => stage.recordedNow().add(duration),
});

async function trailOf({ database }: Stage): Promise<{ action: string; subject: string; after: unknown }[]> {
  return database.transaction().execute(async (tx) => {
    await sql`select set_config('jiannuo.within', 'r', true), set_config('jiannuo.role', 'auditor', true)`.execute(tx);
    const entries = await sql<{ action: string; subject: string; after: unknown }>`
      select action, subject, after from kernel.trail_entry order by seq`.execute(tx);
    return entries.rows;
  });
}

describe('an invitation', () => {
  test('opens an account with its role, once', async ({ stage }) => {
    const { code } = await invite(stage);
    const told = await ask(stage, VISITOR, { query: readInvitation, input: { code } });
    expect(told).toMatchObject({ name: '唐国强', role: 'group-leader', unit: LEADER.unit, hasSecondFactor: false });
    const { accountId } = await redeem(stage, code.toLowerCase().replaceAll('-', ''));
    const { grants } = await ask(stage, ADMIN, { query: readAccount, input: { accountId } });
    expect(grants).toMatchObject([{ role: 'group-leader', region: SHIQIAO, unit: LEADER.unit, untilDay: null }]);
    const again = redeem(stage, code, { userName: 'somebody.else' });
    await expect(again).rejects.toMatchObject({ code: 'account.bad-code' });
  });

  test('used by two at once opens one account', async ({ stage }) => {
    const { code } = await invite(stage);
    const both = await Promise.allSettled(
      ['one.name', 'other.name'].map((userName) => redeem(stage, code, { userName })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await ask(stage, ADMIN, { query: listAccounts, input: {} })).total).toBe(1);
  });

  test('expires, and can be withdrawn; both look like a wrong code', async ({ stage }) => {
    const { code, id } = await invite(stage, { ...LEADER, days: 2 });
    const badCode = { kind: 'invalid', code: 'account.bad-code' };
    await expect(redeem(later(stage, { hours: 48 }), code)).rejects.toMatchObject(badCode);
    expect(await ask(stage, ADMIN, { query: listInvitations, input: {} })).toMatchObject([{ id, name: '唐国强' }]);
    await perform(stage, ADMIN, { useCase: withdrawInvitation, input: { invitationId: id } });
    await expect(redeem(stage, code)).rejects.toMatchObject(badCode);
    await expect(redeem(stage, '0000-0000-0000-0000')).rejects.toMatchObject(badCode);
    await expect(redeem(stage, 'nonsense')).rejects.toMatchObject(badCode);
    expect(await ask(stage, ADMIN, { query: listInvitations, input: {} })).toEqual([]);
  });

  test('is kept as a hash only, and neither trail nor journal knows its code', async ({ stage }) => {
    const { code } = await invite(stage);
    const { rows } = await sql`select * from kernel.invitation`.execute(stage.database);
    const { rows: journal } = await sql`select * from kernel.journal_entry`.execute(stage.database);
    expect(JSON.stringify([rows, await trailOf(stage)])).not.toContain(code);
    expect(journal).toEqual([]);
  });

  test.for([
    ['of an administrator outside the region', ADMIN, { ...LEADER, region: '500233101000' }, 'account.outside'],
    ['of a district officer for an officer', DISTRICT_OFFICER, { ...LEADER, role: 'town-officer' }, 'account.outside'],
    ['of a town officer for anybody', TOWN_OFFICER, LEADER, 'kernel.create-invitation.forbidden'],
    ['of security for anybody', actorWith('security', DISTRICT), LEADER, 'kernel.create-invitation.forbidden'],
    [
      'for a region of another level',
      ADMIN,
      { ...LEADER, role: 'town-officer', region: DISTRICT },
      'account.wrong-level',
    ],
    ['for a leader of no group', ADMIN, { ...LEADER, unit: null }, 'account.unit-needed'],
    ['for a deputy who is nobody', ADMIN, { ...LEADER, role: 'deputy' }, 'account.person-needed'],
    ['for a person who is not there', ADMIN, { ...LEADER, personId: randomUUID() }, 'account.person-not-found'],
    ['for a role of the machine', ADMIN, { ...LEADER, role: 'operator' }, 'kernel.create-invitation.input'],
  ] as const)('%s is refused', async ([, by, input, code], { stage }) => {
    await aDistrict(stage);
    await expect(invite(stage, input, by)).rejects.toMatchObject({ code });
  });

  test('for a deputy is linked to the person of the district', async ({ stage }) => {
    await aDistrict(stage);
    const { personId } = await aPost(stage, { region: SHIQIAO });
    const { code } = await invite(
      stage,
      { role: 'deputy', region: SHIQIAO, name: '王建国', personId },
      DISTRICT_OFFICER,
    );
    const { accountId } = await redeem(stage, code);
    const { account } = await ask(stage, ADMIN, { query: readAccount, input: { accountId } });
    expect(account.personId).toBe(personId);
  });

  test('wants a name that is free, something to sign in by, and a good password', async ({ stage }) => {
    await anAccount(stage, { userName: 'taken' });
    const { code } = await invite(stage);
    const refused = (more: object) =>
      redeem(stage, code, more).catch((error: unknown) => (error as { code: string }).code);
    expect(await refused({ userName: 'taken' })).toBe('account.taken');
    expect(await refused({ userName: null })).toBe('account.identifier-needed');
    expect(await refused({ userName: '13812345678' })).toBe('kernel.redeem-invitation.input');
    expect(await refused({ password: 'too short' })).toBe('account.bad-password');
    expect(await refused({ password: 'tang.guoqiang tang.guoqiang' })).toBe('account.bad-password');
    await expect(redeem(stage, code)).resolves.toBeDefined();
  });
});

describe('the first administrator', () => {
  const offer = (stage: Stage) => perform(stage, operatorOf(DISTRICT), { useCase: offerFirstAdmin, input: {} });

  test('comes by a code from the console, which works once and only while there is nobody', async ({ stage }) => {
    const first = await offer(stage);
    const code = await offer(stage);
    if (first === undefined || code === undefined) throw new Error('no code was offered');
    await expect(redeem(stage, first)).rejects.toMatchObject({ code: 'account.bad-code' });
    await expect(redeem(later(stage, { hours: 24 }), code)).rejects.toMatchObject({ code: 'account.bad-code' });
    const { accountId } = await redeem(stage, code);
    const { grants } = await ask(stage, ADMIN, { query: readAccount, input: { accountId } });
    expect(grants).toMatchObject([{ role: 'admin', region: DISTRICT }]);
    await expect(redeem(stage, code, { userName: 'second' })).rejects.toMatchObject({ code: 'account.bad-code' });
    expect(await offer(stage)).toBeUndefined();
  });

  test('is not made by an old code once there is an account', async ({ stage }) => {
    const code = (await offer(stage)) ?? '';
    await anAccount(stage);
    await expect(redeem(stage, code)).rejects.toMatchObject({ code: 'account.bad-code' });
  });
});

describe('a reset at the counter', () => {
  const reset = (stage: Stage, input: string | object, by = ADMIN) =>
    perform(stage, by, {
      useCase: resetAtCounter,
      input: typeof input === 'string' ? { accountId: input } : input,
    });
  const use = (stage: Stage, code: string, password = 'another good sentence') =>
    perform(stage, VISITOR, { useCase: redeemReset, input: { code, password } });

  test('sets a new password once; an earlier code is void', async ({ stage }) => {
    const accountId = await anAccount(stage);
    const first = await reset(stage, accountId);
    const { code } = await reset(stage, accountId);
    await expect(use(stage, first.code)).rejects.toMatchObject({ code: 'account.bad-code' });
    expect(await ask(stage, VISITOR, { query: readReset, input: { code } })).toMatchObject({ name: '张伟' });
    await expect(use(stage, code, 'short')).rejects.toMatchObject({ code: 'account.bad-password' });
    await use(stage, code);
    await expect(use(stage, code)).rejects.toMatchObject({ code: 'account.bad-code' });
  });

  test('lasts a day, opens no account, and is nothing for an account that is closed', async ({ stage }) => {
    const accountId = await anAccount(stage);
    const { code } = await reset(stage, accountId);
    await expect(use(later(stage, { hours: 24 }), code)).rejects.toMatchObject({ code: 'account.bad-code' });
    await expect(redeem(stage, code)).rejects.toMatchObject({ code: 'account.bad-code' });
    await perform(stage, ADMIN, { useCase: disableAccount, input: { accountId } });
    await expect(use(stage, code)).rejects.toMatchObject({ code: 'account.bad-code' });
    const { code: invitation } = await invite(stage);
    await expect(use(stage, invitation)).rejects.toMatchObject({ code: 'account.bad-code' });
  });

  test('is for those whom the officer may reset, never for oneself', async ({ stage }) => {
    await aDistrict(stage);
    const { personId } = await aPost(stage, { region: SHIQIAO });
    const deputy = await anAccount(stage, { role: 'deputy', region: SHIQIAO, unit: null, personId });
    const officer = await anAccount(stage, { role: 'town-officer', region: SHIQIAO, unit: null, userName: 'officer' });
    expect((await reset(stage, deputy, TOWN_OFFICER)).name).toBe('张伟');
    const other = actorWith('town-officer', GUANLAN);
    await expect(reset(stage, deputy, other)).rejects.toMatchObject({ code: 'account.not-found' });
    await expect(reset(stage, officer, TOWN_OFFICER)).rejects.toMatchObject({ code: 'account.outside' });
    await expect(reset(stage, officer, DISTRICT_OFFICER)).rejects.toMatchObject({ code: 'account.outside' });
    const factor = { accountId: deputy, resetsSecondFactor: true };
    await expect(reset(stage, factor, TOWN_OFFICER)).rejects.toMatchObject({ code: 'account.outside' });
    const self = actorWith('admin', DISTRICT, officer);
    await expect(reset(stage, officer, self)).rejects.toMatchObject({ code: 'account.own' });
  });
});

describe('roles of an account', () => {
  const grant = (stage: Stage, input: object, by = ADMIN) =>
    perform(stage, by, { useCase: grantRole, input: { unit: null, ...input } });

  test('are several, and end at once when they are taken away', async ({ stage }) => {
    const accountId = await anAccount(stage);
    const { grantId } = await grant(stage, { accountId, role: 'town-officer', region: SHIQIAO });
    const rolesOf = async () =>
      (await ask(stage, ADMIN, { query: readAccount, input: { accountId } })).grants.map(({ role }) => role).toSorted();
    expect(await rolesOf()).toEqual(['group-leader', 'town-officer']);
    await perform(stage, ADMIN, { useCase: revokeRole, input: { grantId } });
    expect(await rolesOf()).toEqual(['group-leader']);
    const again = perform(stage, ADMIN, { useCase: revokeRole, input: { grantId } });
    await expect(again).rejects.toMatchObject({ code: 'account.grant-not-found' });
  });

  test('keep administration, security and audit apart, also when two are given at once', async ({ stage }) => {
    const business = await anAccount(stage);
    const incompatible = { kind: 'conflict', code: 'account.incompatible-roles' };
    for (const role of ['admin', 'security', 'auditor']) {
      await expect(grant(stage, { accountId: business, role, region: DISTRICT })).rejects.toMatchObject(incompatible);
    }
    const empty = await anAccount(stage, { userName: 'empty' });
    const [held] = (await ask(stage, ADMIN, { query: readAccount, input: { accountId: empty } })).grants;
    await perform(stage, ADMIN, { useCase: revokeRole, input: { grantId: held?.id } });
    const both = await Promise.allSettled(
      ['admin', 'auditor'].map((role) => grant(stage, { accountId: empty, role, region: DISTRICT })),
    );
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });

  test('are nobody’s to give to oneself, or outside the region', async ({ stage }) => {
    const accountId = await anAccount(stage, { region: SHIQIAO });
    const own = grant(
      stage,
      { accountId, role: 'town-officer', region: SHIQIAO },
      actorWith('admin', DISTRICT, accountId),
    );
    await expect(own).rejects.toMatchObject({ code: 'account.own' });
    const elsewhere = grant(stage, { accountId, role: 'town-officer', region: SHIQIAO }, actorWith('admin', GUANLAN));
    await expect(elsewhere).rejects.toMatchObject({ code: 'account.outside' });
    const unseen = grant(stage, { accountId, role: 'town-officer', region: GUANLAN }, actorWith('admin', GUANLAN));
    await expect(unseen).rejects.toMatchObject({ code: 'account.not-found' });
    const [held] = (await ask(stage, ADMIN, { query: readAccount, input: { accountId } })).grants;
    const call = { useCase: revokeRole, input: { grantId: held?.id } };
    await expect(perform(stage, actorWith('admin', GUANLAN), call)).rejects.toMatchObject({ code: 'account.outside' });
    const self = actorWith('admin', DISTRICT, accountId);
    await expect(perform(stage, self, call)).rejects.toMatchObject({ code: 'account.own' });
  });
});

describe('accounts', () => {
  test('are seen within the region only, found by any part of a name, and each view is on record', async ({
    stage,
  }) => {
    const town = await anAccount(stage, { region: SHIQIAO });
    await anAccount(stage, { region: GUANLAN, userName: 'li_na' });
    const list = (by = ADMIN, text = '') => ask(stage, by, { query: listAccounts, input: { text } });
    expect((await list()).total).toBe(2);
    expect((await list(TOWN_OFFICER)).items.map(({ id }) => id)).toEqual([town]);
    expect((await list(ADMIN, 'LI_NA')).total).toBe(1);
    expect((await list(ADMIN, 'z_ang')).total).toBe(0);
    const outside = ask(stage, actorWith('admin', GUANLAN), { query: readAccount, input: { accountId: town } });
    await expect(outside).rejects.toMatchObject({ code: 'account.not-found' });
    const seen = (await trailOf(stage)).filter(({ action }) => action === 'kernel.list-accounts');
    expect(seen.length).toBe(4);
  });

  test('are closed by an administrator or security, and opened again by an administrator', async ({ stage }) => {
    const accountId = await anAccount(stage);
    const isOpen = async () =>
      (await ask(stage, ADMIN, { query: readAccount, input: { accountId } })).account.disabledAt === null;
    const security = actorWith('security', DISTRICT);
    await perform(stage, security, { useCase: disableAccount, input: { accountId } });
    expect(await isOpen()).toBe(false);
    const open = { useCase: enableAccount, input: { accountId } };
    await expect(perform(stage, security, open)).rejects.toMatchObject({ code: 'kernel.enable-account.forbidden' });
    await perform(stage, ADMIN, open);
    expect(await isOpen()).toBe(true);
    const self = actorWith('admin', DISTRICT, accountId);
    const own = perform(stage, self, { useCase: disableAccount, input: { accountId } });
    await expect(own).rejects.toMatchObject({ code: 'account.own' });
  });

  test('are guarded within the region', async ({ stage }) => {
    const accountId = await anAccount(stage, { region: SHIQIAO });
    const elsewhere = actorWith('security', GUANLAN);
    const notFound = { code: 'account.not-found' };
    for (const useCase of [endSessions, releaseLockout]) {
      await expect(perform(stage, elsewhere, { useCase, input: { accountId } })).rejects.toMatchObject(notFound);
    }
    const read = ask(stage, elsewhere, { query: readAccountSecurity, input: { accountId } });
    await expect(read).rejects.toMatchObject(notFound);
    const disable = perform(stage, elsewhere, { useCase: disableAccount, input: { accountId } });
    await expect(disable).rejects.toMatchObject(notFound);
    expect(await ask(stage, elsewhere, { query: listLockouts, input: {} })).toEqual([]);
  });

  test('that are locked are listed, and who looked is on record', async ({ stage }) => {
    const accountId = await anAccount(stage, { region: SHIQIAO });
    await sql`
      insert into kernel.sign_in_lock (subject, failures, failed_at, locked_until)
      values (${`account:${accountId}`}, 5, '2020-01-01', '2999-01-01')`.execute(stage.database);
    const locks = await ask(stage, actorWith('security', DISTRICT), { query: listLockouts, input: {} });
    expect(locks).toMatchObject([{ accountId, failures: 5 }]);
    const seen = (await trailOf(stage)).filter(({ action }) => action === 'kernel.list-lockouts');
    expect(seen).toEqual([expect.objectContaining({ subject: accountId })]);
  });

  test('leave every change on the trail, with who did it', async ({ stage }) => {
    const accountId = await anAccount(stage);
    await perform(stage, ADMIN, { useCase: resetAtCounter, input: { accountId } });
    const trail = await trailOf(stage);
    expect(trail.map(({ action }) => action)).toEqual([
      'kernel.create-invitation',
      'kernel.redeem-invitation',
      'kernel.reset-at-counter',
    ]);
    expect(trail.slice(1).map(({ subject }) => subject)).toEqual([accountId, accountId]);
  });
});
