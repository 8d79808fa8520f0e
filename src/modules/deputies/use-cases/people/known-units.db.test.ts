import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import {
  type Actor,
  type Stage,
  ask,
  createInvitation,
  grantRole,
  listInvitations,
  perform,
  readAccount,
} from '#kernel/index.server.ts';
import { actorWith, anAccount } from '#tests/support/accounts.ts';
import { DISTRICT, GUANLAN, SHIQIAO, aDistrict, aPost, test as onStage } from '#tests/support/deputies.ts';
import { findUnits } from '../../store/people/to-link.ts';

const ADMIN = actorWith('admin', DISTRICT);
const VILLAGE = '500199101200';

/** A district whose rosters name two groups in one town, one in the other, and a station. */
const test = onStage.extend<{ known: Stage }>({
  known: async ({ stage }, use) => {
    await aDistrict(stage);
    await sql`insert into kernel.region (code, name) values (${VILLAGE}, '石桥村')`.execute(stage.database);
    for (const [region, name, group] of [
      [SHIQIAO, '王一', '石桥镇代表小组'],
      [SHIQIAO, '王二', '石桥镇第二代表小组'],
      [GUANLAN, '王三', '观澜镇代表小组'],
    ] as const) {
      const { id } = await aPost(stage, { region, name, listings: { 2020: group } });
      if (region !== SHIQIAO) continue;
      await sql`update deputies.listing set station = '石桥镇代表之家' where membership_id = ${id}`.execute(
        stage.database,
      );
    }
    await use({ ...stage, findUnits });
  },
});

function invite(stage: Stage, more: object, by: Actor = ADMIN) {
  const input = { role: 'group-leader', region: SHIQIAO, unit: '石桥镇代表小组', name: '唐国强', ...more };
  return perform(stage, by, { useCase: createInvitation, input });
}

const refused = (work: Promise<unknown>) =>
  work.then(
    () => undefined,
    (error: unknown) => error as { kind: string; code: string; says: { zh: string; en: string } },
  );

describe('a role for a station or a group', () => {
  test('is given where a roster of the town names it', async ({ known }) => {
    await expect(invite(known, {})).resolves.toBeDefined();
    await expect(invite(known, { role: 'station-clerk', unit: '石桥镇代表之家' })).resolves.toBeDefined();
    await expect(invite(known, { region: DISTRICT, unit: '观澜镇代表小组' })).resolves.toBeDefined();
    const officer = actorWith('district-officer', DISTRICT);
    await expect(invite(known, {}, officer)).resolves.toBeDefined();
  });

  test('is refused where none does, with the names that are nearest', async ({ known }) => {
    const wrong = await refused(invite(known, { unit: '石桥镇代表组' }));
    expect(wrong).toMatchObject({ kind: 'invalid', code: 'account.unknown-unit' });
    expect(wrong?.says.zh).toContain('石桥镇的名册里没有名为“石桥镇代表组”的代表小组');
    expect(wrong?.says.zh).toContain('最接近的是：石桥镇代表小组、石桥镇第二代表小组。');
    expect(wrong?.says.zh).not.toContain('观澜镇');
    expect(wrong?.says.en).toContain('The nearest: 石桥镇代表小组, 石桥镇第二代表小组.');
    // A group is no station, and what another town has is not here.
    const station = await refused(invite(known, { role: 'station-clerk' }));
    expect(station?.says.zh).toContain('最接近的是：石桥镇代表之家。');
    expect(await refused(invite(known, { unit: '观澜镇代表小组' }))).toMatchObject({ code: 'account.unknown-unit' });
    const ofDistrict = await refused(invite(known, { region: DISTRICT, unit: '观澜镇代表组' }));
    expect(ofDistrict?.says.zh).toContain('观澜镇代表小组（观澜镇）');
    expect(await ask(known, ADMIN, { query: listInvitations, input: {} })).toEqual([]);
  });

  test('of a village is looked for in its town, and one that is there is named with it', async ({ known }) => {
    const wrong = await refused(invite(known, { role: 'station-clerk', region: VILLAGE, unit: '石桥镇代表之家' }));
    expect(wrong?.says.zh).toContain('石桥村的名册里没有名为“石桥镇代表之家”的代表家站');
    expect(wrong?.says.zh).toContain('石桥镇代表之家（石桥镇）');
  });

  test('waits for a roster where there is none yet', async ({ known }) => {
    const early = await refused(invite(known, { role: 'station-clerk', region: GUANLAN, unit: '观澜镇代表之家' }));
    expect(early).toMatchObject({ code: 'account.unknown-unit' });
    expect(early?.says).toEqual({
      zh: '观澜镇的名册里还没有任何代表家站，请先导入写有它的名册。',
      en: 'The rosters of 观澜镇 name no station yet: import one that does.',
    });
  });

  test('goes to an account that there is by the same rule, and other roles have none', async ({ known, stage }) => {
    const accountId = await anAccount(stage, { region: SHIQIAO });
    const grant = (more: object) =>
      perform(known, ADMIN, {
        useCase: grantRole,
        input: { accountId, role: 'station-clerk', region: SHIQIAO, isNoneOfThem: true, ...more },
      });
    expect(await refused(grant({ unit: '石桥镇代表之' }))).toMatchObject({ code: 'account.unknown-unit' });
    const officer = { role: 'town-officer', unit: '石桥镇代表之家' };
    expect(await refused(grant(officer))).toMatchObject({ code: 'account.unit-not-wanted' });
    const rolesOf = async () => (await ask(known, ADMIN, { query: readAccount, input: { accountId } })).grants.length;
    expect(await rolesOf()).toBe(1);
    await grant({ unit: '石桥镇代表之家' });
    expect(await rolesOf()).toBe(2);
  });
});
