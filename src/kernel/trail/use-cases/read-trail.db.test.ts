import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Actor, type Stage, ROLES, ask } from '#kernel/index.server.ts';
import { DISTRICT, GUANLAN, SHIQIAO, aDistrict, test } from '#tests/support/deputies.ts';
import { anActor } from '#tests/support/life.ts';
import { type Doing, type TrailEntry, appendTrail } from '../store/entries.ts';
import { exportTrail, readTrail } from './read-trail.ts';

const DOING: Doing = {
  actor: 'officer',
  role: 'town-officer',
  action: 'deputies.verify-commitment',
  at: '2020-10-28T01:00:00.000000Z',
};

async function written(stage: Stage, entry: TrailEntry, doing: Partial<Doing> = {}): Promise<void> {
  await stage.database.transaction().execute((tx) => appendTrail(tx, { ...DOING, ...doing }, [entry]));
}

async function someTrail(stage: Stage): Promise<void> {
  await aDistrict(stage);
  await written(stage, {
    region: SHIQIAO,
    subject: 'one',
    before: { state: 'claimed' },
    after: { state: 'fulfilled' },
  });
  await written(stage, { region: GUANLAN, subject: 'two' }, { actor: 'clerk', role: 'station-clerk' });
  await written(
    stage,
    { region: SHIQIAO, subject: 'one' },
    { action: 'deputies.read-life', at: '2020-10-27T15:59:59.999999Z' },
  );
}

const auditor = (region: string = DISTRICT) => anActor('auditor', region);

async function subjects(stage: Stage, input: object, actor: Actor = auditor()): Promise<string[]> {
  const { entries, total } = await ask(stage, actor, { query: readTrail, input });
  expect(total).toBe(entries.length);
  return entries.map(({ subject }) => subject);
}

describe('the trail, as the auditor reads it', () => {
  test('is all of the region, the latest first, with what stood there before and after', async ({ stage }) => {
    await someTrail(stage);
    const { entries, actions } = await ask(stage, auditor(), { query: readTrail, input: {} });
    expect(entries.map(({ subject }) => subject)).toEqual(['one', 'two', 'one']);
    expect(entries.at(-1)).toMatchObject({
      ...{ actor: 'officer', role: 'town-officer', regionName: '石桥镇', action: DOING.action },
      ...{ before: { state: 'claimed' }, after: { state: 'fulfilled' } },
    });
    expect(actions).toEqual(['deputies.read-life', 'deputies.verify-commitment']);
    expect(await subjects(stage, {}, auditor(GUANLAN))).toEqual(['two']);
  });

  test('is filtered by who, role, action, subject and day in Shanghai', async ({ stage }) => {
    await someTrail(stage);
    expect(await subjects(stage, { who: 'clerk' })).toEqual(['two']);
    expect(await subjects(stage, { role: 'station-clerk' })).toEqual(['two']);
    expect(await subjects(stage, { action: 'deputies.read-life' })).toEqual(['one']);
    expect(await subjects(stage, { subject: 'two' })).toEqual(['two']);
    expect(await subjects(stage, { until: '2020-10-27' })).toEqual(['one']);
    expect(await subjects(stage, { from: '2020-10-28', until: '2020-10-28', role: 'town-officer' })).toEqual(['one']);
    await expect(subjects(stage, { from: '2020-02-30' })).rejects.toMatchObject({ kind: 'invalid' });
    await expect(subjects(stage, { page: 2, who: 'clerk' })).rejects.toMatchObject({ code: 'list.page-beyond-last' });
  });

  test('names the account behind an entry, and is filtered by its name', async ({ stage }) => {
    await someTrail(stage);
    const id = '8c0e4a3e-5f0f-4a76-9d0c-1c7f5a4f2b11';
    await sql`
      insert into kernel.account (id, name, user_name, address, region, created_at, updated_at)
      values (${id}, '陈敏', 'chenmin', 'chenmin@accounts.invalid', ${SHIQIAO}, ${DOING.at}, ${DOING.at})`.execute(
      stage.database,
    );
    await written(stage, { region: SHIQIAO, subject: 'three' }, { actor: id });
    const { entries } = await ask(stage, auditor(), { query: readTrail, input: {} });
    expect(entries.find(({ actor }) => actor === id)).toMatchObject({ name: '陈敏', userName: 'chenmin' });
    expect(entries.find(({ actor }) => actor === 'officer')).toMatchObject({ name: null, userName: null });
    for (const who of ['陈敏', 'chenmin', id]) expect(await subjects(stage, { who })).toEqual(['three']);
  });

  test('has who looked at it, and who took it away, on record too', async ({ stage }) => {
    await someTrail(stage);
    const actor = auditor();
    await ask(stage, actor, { query: readTrail, input: { who: 'clerk' } });
    const { entries } = await ask(stage, actor, { query: exportTrail, input: { who: actor.id } });
    expect(entries).toMatchObject([{ action: 'kernel.read-trail', subject: 'trail', after: { who: 'clerk' } }]);
    const later = await ask(stage, actor, { query: readTrail, input: { action: 'kernel.export-trail' } });
    expect(later.entries).toMatchObject([{ actor: actor.id, after: { who: actor.id, rows: 1 } }]);
  });

  test('is nobody else’s to read, also for whoever gets past the use case', async ({ stage }) => {
    await someTrail(stage);
    for (const role of ROLES.filter((one) => one !== 'auditor' && one !== 'operator')) {
      const actor = anActor(role, DISTRICT);
      await expect(ask(stage, actor, { query: readTrail, input: {} })).rejects.toMatchObject({ kind: 'forbidden' });
      const past = { ...readTrail, by: [role] };
      expect((await ask(stage, actor, { query: past, input: {} })).entries).toEqual([]);
    }
  });
});
