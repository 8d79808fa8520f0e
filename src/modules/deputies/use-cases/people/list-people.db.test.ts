import { sql } from 'kysely';
import { expect } from 'vitest';
import { type Actor, ask } from '#kernel/index.server.ts';
import { DISTRICT, GUANLAN, SHIQIAO, aDistrict, aPost, test } from '#tests/support/deputies.ts';
import { anActor } from '#tests/support/life.ts';
import { exportPeople, listPeople } from './list-people.ts';

const NAMES = Array.from({ length: 55 }, (_, at) => `代表${String(at).padStart(2, '0')}`);

test('the list of people goes into a file whole, in its order, with its filters, and on record', async ({ stage }) => {
  await aDistrict(stage);
  for (const name of NAMES) await aPost(stage, { region: SHIQIAO, name });
  await aPost(stage, { region: SHIQIAO, name: '代表县', level: 'county' });
  await aPost(stage, { region: SHIQIAO, name: '代表前', until: '2019-12-31' });
  await aPost(stage, { region: GUANLAN, name: '代表邻' });
  const by = anActor('town-officer', SHIQIAO, { id: 'the-officer' });
  const shown = async (input: object) => {
    const pages = [1, 2].map((page) => ask(stage, by, { query: listPeople, input: { ...input, page } }));
    return (await Promise.all(pages)).flatMap(({ people }) => people);
  };
  const taken = async (input: object, actor: Actor = by) =>
    (await ask(stage, actor, { query: exportPeople, input })).people;

  const filter = { level: 'township', order: 'strokes', q: '代表' };
  const whole = await taken({ ...filter, page: 2 });
  expect(whole).toHaveLength(55);
  expect(whole).toEqual(await shown(filter));
  expect((await taken({ standing: 'ended' })).map(({ name }) => name)).toEqual(['代表前']);
  expect(await taken({}, anActor('group-leader', SHIQIAO, { unit: '别的小组' }))).toEqual([]);
  for (const role of ['admin', 'station-clerk', 'deputy', 'visitor'] as const) {
    await expect(taken({}, anActor(role, DISTRICT))).rejects.toMatchObject({ kind: 'forbidden' });
  }

  const { rows } = await sql<{ actor: string; region: string; subject: string; after: unknown }>`
    select actor, region, subject, after from kernel.trail_entry where action = 'deputies.export-people' order by seq
    limit 1`.execute(stage.database);
  const after = { ...filter, standing: 'in-post', rows: 55 };
  expect(rows).toEqual([{ actor: 'the-officer', region: SHIQIAO, subject: 'people', after }]);
});
