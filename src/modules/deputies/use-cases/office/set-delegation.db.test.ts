import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { RegionCode } from '#kernel/contract.ts';
import { ask, perform } from '#kernel/index.server.ts';
import { DISTRICT, GUANLAN, SHIQIAO, aDistrict, test } from '#tests/support/deputies.ts';
import { anActor, districtOfficer, townOfficer } from '#tests/support/life.ts';
import { listDelegations, setDelegation } from './set-delegation.ts';

const SUBDISTRICT = RegionCode.parse('500199001000');

describe('delegation', () => {
  test('is on until it is switched off for a town and a level, and on again, each on the trail', async ({ stage }) => {
    await aDistrict(stage);
    const officer = districtOfficer();
    const set = (level: string, isOn: boolean) =>
      perform(stage, officer, { useCase: setDelegation, input: { region: SHIQIAO, level, isOn } });
    const off = async () =>
      (await ask(stage, officer, { query: listDelegations, input: {} })).flatMap(({ code, levels }) =>
        levels.filter(({ isOn }) => !isOn).map(({ level }) => [code, level]),
      );
    expect(await off()).toEqual([]);
    expect(await set('county', false)).toEqual({ changed: 1 });
    expect(await set('county', false)).toEqual({ changed: 0 });
    expect(await off()).toEqual([[SHIQIAO, 'county']]);
    expect(await set('county', true)).toEqual({ changed: 1 });
    expect(await off()).toEqual([]);
    const { rows } = await sql`
      select region, actor, before, after from kernel.trail_entry where action = 'deputies.set-delegation' order by seq`.execute(
      stage.database,
    );
    expect(rows).toEqual([
      {
        ...{ region: SHIQIAO, actor: officer.id },
        ...{ before: { level: 'county', isOn: true }, after: { level: 'county', isOn: false } },
      },
      {
        ...{ region: SHIQIAO, actor: officer.id },
        ...{ before: { level: 'county', isOn: false }, after: { level: 'county', isOn: true } },
      },
    ]);
  });

  test('is switched for all towns at once, never for a subdistrict, and by the district alone', async ({ stage }) => {
    await aDistrict(stage);
    await sql`insert into kernel.region (code, name) values (${SUBDISTRICT}, '东门街道')`.execute(stage.database);
    const input = { region: DISTRICT, level: 'provincial', isOn: false };
    expect(await perform(stage, districtOfficer(), { useCase: setDelegation, input })).toEqual({ changed: 2 });
    const towns = await ask(stage, anActor('auditor', DISTRICT), { query: listDelegations, input: {} });
    expect(towns.map(({ code }) => code)).toEqual([SHIQIAO, GUANLAN]);
    for (const region of [SUBDISTRICT, RegionCode.parse('500198101000')]) {
      const call = perform(stage, districtOfficer(), { useCase: setDelegation, input: { ...input, region } });
      await expect(call).rejects.toMatchObject({ kind: 'not-found' });
    }
    for (const actor of [townOfficer(SHIQIAO), anActor('admin', DISTRICT), anActor('auditor', DISTRICT)]) {
      await expect(perform(stage, actor, { useCase: setDelegation, input })).rejects.toMatchObject({
        kind: 'forbidden',
      });
    }
  });
});
