import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Actor, type Stage, ask, perform } from '#kernel/index.server.ts';
import { DISTRICT, GUANLAN, NOW, SHIQIAO, type TestPost, aDistrict, aPost, test } from '#tests/support/deputies.ts';
import { anActor, districtOfficer, townOfficer } from '#tests/support/life.ts';
import { erasePersonalData } from '../people/erase-person.ts';
import { endPost } from './end-post.ts';
import { finishReprint, listReprints } from './finish-reprint.ts';

const officer = townOfficer(SHIQIAO);

const listed = async (stage: Stage, actor: Actor, input = {}) =>
  (await ask(stage, actor, { query: listReprints, input })).items;
const finish = (stage: Stage, actor: Actor, taskIds: readonly string[]) =>
  perform(stage, actor, { useCase: finishReprint, input: { taskIds } });

/** Somebody who has left: wall, nameplate and door are to be taken down. */
async function aLeaver(stage: Stage, of: Parameters<typeof aPost>[1] = { region: SHIQIAO }): Promise<TestPost> {
  const post = await aPost(stage, { listings: { 2020: '第一小组' }, ...of });
  const input = { membershipId: post.id, reason: 'resignation', day: '2020-10-01' };
  const by = post.level === 'township' ? townOfficer(post.region) : districtOfficer();
  await perform(stage, by, { useCase: endPost, input });
  return post;
}

describe('what is to be printed anew or taken down', () => {
  test('is finished one by one and several at once, each once and on the trail', async ({ stage }) => {
    await aDistrict(stage);
    const { personId } = await aLeaver(stage);
    const [first, ...others] = await listed(stage, officer);
    expect([first, ...others].map((task) => task?.surface).toSorted()).toEqual(['door', 'nameplate', 'wall']);
    expect(first).toMatchObject({ personId, reason: 'post-ended', since: '2020-10-01', isMine: true });
    expect(await finish(stage, officer, [first?.id ?? ''])).toEqual({ finished: 1 });
    await expect(finish(stage, officer, [first?.id ?? ''])).rejects.toMatchObject({ code: 'reprint.unknown' });
    expect((await listed(stage, officer)).map(({ id }) => id)).toEqual(others.map(({ id }) => id));
    const rest = others.map(({ id }) => id);
    expect(await finish(stage, officer, [first?.id ?? '', ...rest])).toEqual({ finished: 2 });
    expect(await listed(stage, officer)).toEqual([]);
    const { rows } = await sql<{ subject: string; after: { doneAt: string } }>`
      select subject, after from kernel.trail_entry where action = 'deputies.finish-reprint'`.execute(stage.database);
    expect(rows.map(({ subject, after }) => [subject, after.doneAt])).toEqual(Array(3).fill([personId, NOW]));
  });

  test('is finished by whose it is: not from another town, not by the district for a town, not by readers', async ({
    stage,
  }) => {
    await aDistrict(stage);
    await aLeaver(stage);
    const ids = (await listed(stage, officer)).map(({ id }) => id);
    await expect(finish(stage, townOfficer(GUANLAN), ids)).rejects.toMatchObject({ code: 'reprint.unknown' });
    await expect(finish(stage, districtOfficer(), ids)).rejects.toMatchObject({ code: 'post.not-yours' });
    for (const role of ['auditor', 'group-leader', 'station-clerk', 'admin', 'deputy'] as const) {
      await expect(finish(stage, anActor(role, DISTRICT), ids)).rejects.toMatchObject({ kind: 'forbidden' });
    }
    expect(await listed(stage, officer)).toHaveLength(3);
    const county = await aLeaver(stage, { region: SHIQIAO, level: 'county', name: '李娜' });
    const own = (await listed(stage, districtOfficer())).filter((task) => task.isMine);
    expect(own.map((task) => task.personId)).toEqual(Array(3).fill(county.personId));
  });

  test('is listed by town, and for a leader or a clerk of their unit alone', async ({ stage }) => {
    await aDistrict(stage);
    await aLeaver(stage);
    await aLeaver(stage, { region: GUANLAN, name: '李娜' });
    const district = districtOfficer();
    expect(await listed(stage, district)).toHaveLength(6);
    expect((await listed(stage, district, { town: GUANLAN })).map(({ name }) => name)).toEqual(Array(3).fill('李娜'));
    await expect(listed(stage, officer, { town: GUANLAN })).rejects.toMatchObject({ kind: 'not-found' });
    for (const [unit, count] of [
      ['第一小组', 3],
      ['第二小组', 0],
    ] as const) {
      expect(await listed(stage, anActor('group-leader', SHIQIAO, { unit }))).toHaveLength(count);
    }
    expect(await listed(stage, anActor('station-clerk', SHIQIAO, { unit: '第一站' }))).toEqual([]);
  });

  test('of somebody whose data is erased is in the place of every post', async ({ stage }) => {
    await aDistrict(stage);
    const { personId, name } = await aPost(stage, { region: SHIQIAO, listings: { 2020: null } });
    const second = await aPost(stage, { region: SHIQIAO, personId, name, level: 'county', listings: { 2020: null } });
    await perform(stage, officer, { useCase: erasePersonalData, input: { personId, name } });
    const tasks = await listed(stage, officer);
    expect(tasks).toHaveLength(6);
    expect(tasks.filter(({ level }) => level === second.level)).toHaveLength(3);
  });
});
