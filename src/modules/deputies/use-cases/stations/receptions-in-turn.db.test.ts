import { sql } from 'kysely';
import { expect } from 'vitest';
import { type Stage, ask, perform } from '#kernel/index.server.ts';
import { DISTRICT, SHIQIAO, aDistrict, aPost, test, visitorOf } from '#tests/support/deputies.ts';
import { deputyOf, townOfficer } from '#tests/support/life.ts';
import { aStation } from '#tests/support/stations.ts';
import { readReceptionsOfDeputy } from './read-station.ts';
import { readDeputyCalendar } from './reception-calendar.ts';
import { setReceptionRule } from './set-reception-rule.ts';

const HOME = '石桥镇代表之家';

async function attached(stage: Stage, name: string, station = HOME) {
  const post = await aPost(stage, { region: SHIQIAO, name, listings: { 2020: '第一小组' } });
  await sql`update deputies.listing set station = ${station} where membership_id = ${post.id}`.execute(stage.database);
  return post;
}

const RULE = { pattern: 'weekly', weekdays: ['4'], starts: '09:00', ends: '11:30', fromDay: '2020-10-15' };

test('every second week the station’s deputies receive in turn, and others do not', async ({ stage }) => {
  await aDistrict(stage);
  const [mine, other] = [await attached(stage, '丙甲'), await attached(stage, '丙乙', '正街社区代表联络站')];
  const stationId = await aStation(stage, { region: SHIQIAO, name: HOME });
  const set = (more: object) =>
    perform(stage, townOfficer(SHIQIAO), { useCase: setReceptionRule, input: { ...RULE, stationId, ...more } });
  const { ruleId } = await set({ everyWeeks: '2' });
  const daysOf = async (post: typeof mine) => {
    const input = { personId: post.personId };
    const coming = await ask(stage, deputyOf(post), { query: readReceptionsOfDeputy, input });
    return coming.map(({ day, stationName }) => [day, stationName]).slice(0, 2);
  };
  expect([await daysOf(mine), await daysOf(other)]).toEqual([
    [
      ['2020-10-29', HOME],
      ['2020-11-12', HOME],
    ],
    [],
  ]);
  const calendar = (personId: string) =>
    ask(stage, visitorOf(DISTRICT), { query: readDeputyCalendar, input: { personId } });
  expect(await calendar(mine.personId)).toContain('RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=TH');
  expect(await calendar(other.personId)).not.toContain('RRULE');
  // Once the rule names who receives, it is theirs alone.
  const third = await attached(stage, '丙丙');
  await set({ ruleId, everyWeeks: 2, membershipIds: [third.id] });
  expect([await daysOf(mine), (await daysOf(third)).length]).toEqual([[], 2]);
  for (const everyWeeks of [0, 13, '两'])
    await expect(set({ ruleId, everyWeeks })).rejects.toMatchObject({ kind: 'invalid' });
});
