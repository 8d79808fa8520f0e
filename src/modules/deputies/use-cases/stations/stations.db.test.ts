import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Stage, ask, perform, setCalendarDay } from '#kernel/index.server.ts';
import {
  type GivenPost,
  DISTRICT,
  GUANLAN,
  SHIQIAO,
  aCommitment,
  aDistrict,
  aPost,
  test,
  visitorOf,
} from '#tests/support/deputies.ts';
import { anActor } from '#tests/support/life.ts';
import { describeStation, registerStations } from './describe-station.ts';
import { findPublicStations, listOfficeStations } from './find-stations.ts';
import { readDeputyCalendar, readStationCalendar } from './reception-calendar.ts';
import { readOfficeStation, readReceptionsOfDeputy, readStation } from './read-station.ts';
import { readWall } from './read-wall.ts';
import { renewScreenKey } from './renew-screen-key.ts';
import { setReceptionException } from './set-reception-exception.ts';
import { dropReceptionRule, setReceptionRule } from './set-reception-rule.ts';

const HOME = '石桥镇代表之家';
const officer = anActor('town-officer', SHIQIAO);
const clerk = (unit: string) => anActor('station-clerk', SHIQIAO, { unit });
const visitor = visitorOf(DISTRICT);

/** A deputy of the home, as this year's roster lists them. */
async function attached(
  stage: Stage,
  name: string,
  { station = HOME, ...given }: Partial<GivenPost> & { readonly station?: string } = {},
) {
  const post = await aPost(stage, { region: SHIQIAO, name, listings: { 2020: '第一小组' }, ...given });
  await sql`update deputies.listing set station = ${station}, workplace = '石桥小学', post = '教师' where membership_id = ${post.id}`.execute(
    stage.database,
  );
  return post;
}

async function aHome(stage: Stage): Promise<string> {
  await perform(stage, officer, { useCase: registerStations, input: {} });
  const { items } = await ask(stage, officer, { query: listOfficeStations, input: { q: HOME } });
  return items[0]?.id ?? '';
}

const RULE = {
  ...{ pattern: 'weekly', weekdays: ['4'], starts: '09:00', ends: '11:30', fromDay: '2020-09-01', onHoliday: 'next' },
} as const;

const list = (stage: Stage) => ask(stage, officer, { query: listOfficeStations, input: {} });
const setRule = (stage: Stage, input: Readonly<Record<string, unknown>>, actor = officer) =>
  perform(stage, actor, { useCase: setReceptionRule, input: { ...RULE, ...input } });

describe('stations', () => {
  test('that rosters name are registered all at once, and once', async ({ stage }) => {
    await aDistrict(stage);
    await attached(stage, '甲');
    await attached(stage, '乙', { station: '正街社区代表联络站' });
    // Who has left, or is of an earlier year's roster only, names nothing.
    await attached(stage, '丙', { until: '2020-05-01', station: '旧站' });
    expect((await list(stage)).unregistered.map(({ name, deputies }) => [name, deputies])).toEqual([
      ['正街社区代表联络站', 1],
      [HOME, 1],
    ]);
    expect(await perform(stage, officer, { useCase: registerStations, input: {} })).toEqual({ registered: 2 });
    expect(await perform(stage, officer, { useCase: registerStations, input: {} })).toEqual({ registered: 0 });
    const { items, unregistered, total } = await list(stage);
    expect([items.map(({ name, kind, deputies }) => [name, kind, deputies]), unregistered, total]).toEqual([
      [
        [HOME, 'home', 1],
        ['正街社区代表联络站', 'station', 1],
      ],
      [],
      2,
    ]);
  });

  test('are found by word, kind and town, and closed ones by the office alone', async ({ stage }) => {
    await aDistrict(stage);
    await attached(stage, '甲');
    await attached(stage, '乙', { region: GUANLAN, station: '观澜镇代表之家' });
    await perform(stage, anActor('district-officer', DISTRICT), { useCase: registerStations, input: {} });
    const find = async (input: Readonly<Record<string, unknown>>) =>
      (await ask(stage, visitor, { query: findPublicStations, input })).items.map(({ name }) => name);
    expect(await find({})).toEqual([HOME, '观澜镇代表之家']);
    expect(await find({ q: '观澜' })).toEqual(['观澜镇代表之家']);
    expect(await find({ q: '%' })).toEqual([]);
    expect(await find({ town: SHIQIAO })).toEqual([HOME]);
    expect(await find({ kind: 'station' })).toEqual([]);
    await expect(find({ town: '500199999000' })).rejects.toMatchObject({ code: 'region.unknown' });
    await expect(find({ page: 2 })).rejects.toMatchObject({ code: 'list.page-beyond-last' });
    const stationId = (await list(stage)).items[0]?.id;
    const facts = { stationId, town: SHIQIAO, name: HOME, kind: 'home', closedOn: '2020-10-01' };
    for (const [wrong, code] of [
      [{ closedOn: '2020-10-29' }, 'station.day-ahead'],
      [{ openedOn: '2020-10-02' }, 'station.closed-before-opened'],
    ] as const) {
      const input = { ...facts, ...wrong };
      await expect(perform(stage, officer, { useCase: describeStation, input })).rejects.toMatchObject({ code });
    }
    await perform(stage, officer, { useCase: describeStation, input: facts });
    expect(await find({})).toEqual(['观澜镇代表之家']);
    expect((await list(stage)).items.map(({ name, isClosed }) => [name, isClosed])).toEqual([[HOME, true]]);
  });

  test('keep the name that rosters use for as long as one uses it', async ({ stage }) => {
    await aDistrict(stage);
    const post = await attached(stage, '甲');
    const stationId = await aHome(stage);
    const rename = { stationId, town: SHIQIAO, name: '石桥镇人大代表之家', kind: 'home' };
    const describe_ = (input: Readonly<Record<string, unknown>>, actor = officer) =>
      perform(stage, actor, { useCase: describeStation, input });
    await expect(describe_(rename)).rejects.toMatchObject({ code: 'station.named-by-rosters', facts: { deputies: 1 } });
    await expect(describe_({ ...rename, name: HOME, town: GUANLAN })).rejects.toMatchObject({ kind: 'not-found' });
    await expect(describe_({ town: SHIQIAO, name: HOME, kind: 'home' })).rejects.toMatchObject({
      code: 'station.name-taken',
    });
    // A clerk looks after the own station, and makes none.
    const told = { ...rename, name: HOME, address: '正街 2 号', phone: '023-4600 0000', staff: '站长 张三' };
    await expect(describe_(told, clerk('别的站'))).rejects.toMatchObject({ kind: 'not-found' });
    await describe_(told, clerk(HOME));
    await expect(describe_({ town: SHIQIAO, name: '新站', kind: 'station' }, clerk(HOME))).rejects.toMatchObject({
      kind: 'forbidden',
    });
    expect(await ask(stage, visitor, { query: readStation, input: { stationId } })).toMatchObject({
      ...{ name: HOME, address: '正街 2 号', phone: '023-4600 0000', staff: '站长 张三' },
      deputies: [{ id: post.personId, name: '甲', levels: ['township'] }],
    });
    await sql`update deputies.listing set station = null`.execute(stage.database);
    await describe_(rename);
    expect((await list(stage)).items.map(({ name }) => name)).toEqual(['石桥镇人大代表之家']);
    for (const phone of ['找老王', '1'])
      await expect(describe_({ ...rename, phone })).rejects.toMatchObject({ kind: 'invalid' });
  });

  test('have the deputies of the roster’s year, each once, and nobody who is suspended', async ({ stage }) => {
    await aDistrict(stage);
    const first = await attached(stage, '甲', { level: 'county' });
    await attached(stage, '甲', { personId: first.personId });
    const other = await attached(stage, '乙');
    await sql`update deputies.membership set suspended_from = '2020-10-01' where id = ${other.id}`.execute(
      stage.database,
    );
    const stationId = await aHome(stage);
    const { deputies } = await ask(stage, visitor, { query: readStation, input: { stationId } });
    expect(deputies).toEqual([{ id: first.personId, name: '甲', levels: ['county', 'township'] }]);
  });
});

describe('reception days', () => {
  test('follow the rule, the holidays and the office, and stand in the calendar', async ({ stage }) => {
    await aDistrict(stage);
    const post = await attached(stage, '甲');
    const stationId = await aHome(stage);
    const { ruleId } = await setRule(stage, { stationId, membershipIds: [post.id] });
    const coming = async () =>
      (await ask(stage, visitor, { query: readStation, input: { stationId } })).coming
        .map(({ day }) => day)
        .slice(0, 3);
    expect(await coming()).toEqual(['2020-10-29', '2020-11-05', '2020-11-12']);
    const say = (input: Readonly<Record<string, unknown>>) =>
      perform(stage, clerk(HOME), { useCase: setReceptionException, input: { ruleId, ...input } });
    await say({ day: '2020-11-05', kind: 'moved', toDay: '2020-11-06', note: '人大会议' });
    await say({ day: '2020-11-12', kind: 'cancelled' });
    await say({ day: '2020-11-14', kind: 'added', starts: '14:00', ends: '16:00' });
    await perform(stage, anActor('district-officer', DISTRICT), {
      useCase: setCalendarDay,
      input: { day: '2020-10-29', isWorking: false, name: '防汛停休' },
    });
    expect(await coming()).toEqual(['2020-10-30', '2020-11-06', '2020-11-14']);
    const mine = await ask(stage, visitor, { query: readReceptionsOfDeputy, input: { personId: post.personId } });
    expect(mine[0]).toMatchObject({ day: '2020-10-30', stationName: HOME, holiday: { zh: '防汛停休' } });

    const text = await ask(stage, visitor, { query: readStationCalendar, input: { stationId } });
    expect(text).toContain(
      'RECURRENCE-ID;TZID=Asia/Shanghai:20201105T090000\r\nDTSTART;TZID=Asia/Shanghai:20201106T090000',
    );
    expect(text).toContain('EXDATE;TZID=Asia/Shanghai:20201112T090000');
    expect(text.replaceAll('\r\n ', '')).toContain('接待代表：甲');
    const own = await ask(stage, visitor, {
      query: readDeputyCalendar,
      input: { personId: post.personId, locale: 'en' },
    });
    expect(own.match(/^UID:.*$/gm)).toEqual(text.match(/^UID:.*$/gm));
    expect(own).toContain(`SUMMARY:Reception day: ${HOME}`);

    // Taken back, the day is as the rule has it.
    await say({ day: '2020-11-12', kind: null });
    expect((await coming())[2]).toBe('2020-11-12');
    await perform(stage, officer, { useCase: dropReceptionRule, input: { ruleId } });
    expect(await coming()).toEqual([]);
  });

  test('are refused where they cannot be', async ({ stage }) => {
    await aDistrict(stage);
    await attached(stage, '甲');
    const stranger = await attached(stage, '乙', { station: '别的站' });
    const stationId = await aHome(stage);
    const refused = async (input: Readonly<Record<string, unknown>>, code: string) =>
      expect(setRule(stage, { stationId, ...input })).rejects.toMatchObject({ code });
    await refused({ weekdays: [] }, 'reception.weekdays');
    await refused({ ends: '08:00' }, 'reception.hours');
    await refused({ pattern: 'monthly-day' }, 'reception.month-day');
    await refused({ untilDay: '2020-01-01' }, 'reception.span');
    await refused({ membershipIds: [stranger.id] }, 'reception.not-of-station');
    await refused({ starts: '25:00' }, 'deputies.set-reception-rule.input');
    await refused({ fromDay: '1020-09-01' }, 'deputies.set-reception-rule.input');
    const { ruleId } = await setRule(stage, { stationId });
    const say = async (input: Readonly<Record<string, unknown>>, code: string) =>
      expect(
        perform(stage, officer, { useCase: setReceptionException, input: { ruleId, ...input } }),
      ).rejects.toMatchObject({ code });
    await say({ day: '2020-11-06', kind: 'cancelled' }, 'reception.not-planned');
    await say({ day: '2020-11-05', kind: 'moved' }, 'reception.no-day');
    await say({ day: '2020-11-05', kind: 'moved', toDay: '2020-11-12' }, 'reception.planned-already');
    await say({ day: '2020-11-05', kind: 'added' }, 'reception.planned-already');
    await say({ day: '2022-11-05', kind: 'added' }, 'reception.too-far-ahead');
    await say({ day: '2020-11-07', kind: 'added', starts: '12:00' }, 'reception.hours');
  });

  test('go with the post when two records of a person become one', async ({ stage }) => {
    await aDistrict(stage);
    const [kept, gone] = [await attached(stage, '甲'), await attached(stage, '甲')];
    const stationId = await aHome(stage);
    await setRule(stage, { stationId, membershipIds: [gone.id] });
    await sql`update deputies.membership set merged_into = ${kept.id}, until_day = from_day where id = ${gone.id}`.execute(
      stage.database,
    );
    const { rules } = await ask(stage, officer, { query: readOfficeStation, input: { stationId } });
    expect(rules[0]?.membershipIds).toEqual([kept.id]);
  });
});

describe('the screen of a station', () => {
  async function consent(stage: Stage, personId: string, surface: 'wall' | 'web'): Promise<void> {
    await sql`update kernel.person set phone = '13800001234' where id = ${personId}`.execute(stage.database);
    for (const field of ['phone', 'workplace']) {
      await sql`
        insert into kernel.consent (district_code, person_id, field, surface, from_day, source)
        values ('500199', ${personId}, ${field}, ${surface}, '2020-01-01', 'paper')`.execute(stage.database);
    }
  }

  test('shows what may hang on the wall to whoever has its key, and the web’s share to all others', async ({
    stage,
  }) => {
    await aDistrict(stage);
    const post = await attached(stage, '甲');
    await aCommitment(stage, post, {
      text: '已核实',
      history: [
        ['published', '2020-01-01'],
        ['fulfilled', '2020-06-01'],
      ],
    });
    await aCommitment(stage, post, { text: '推进中' });
    await consent(stage, post.personId, 'wall');
    const stationId = await aHome(stage);
    const wall = (key?: string) =>
      ask(stage, visitor, { query: readWall, input: { stationId, ...(key === undefined ? {} : { key }) } });
    const first = async (key?: string) => (await wall(key)).sheets[0]?.[0];
    expect(await first()).toMatchObject({ name: '甲', phone: null, work: null, commitments: 2, verified: 1 });
    const { key } = await perform(stage, clerk(HOME), { useCase: renewScreenKey, input: { stationId } });
    expect(await first(key)).toMatchObject({ phone: '13800001234', work: '石桥小学 教师' });
    expect((await first(key))?.promises.map(({ text }) => text)).toEqual(['已核实', '推进中']);
    await perform(stage, officer, { useCase: renewScreenKey, input: { stationId } });
    await expect(wall(key)).rejects.toMatchObject({ kind: 'not-found', code: 'screen.key-wrong' });
  });

  test('has room for nobody, and for five hundred', async ({ stage }) => {
    await aDistrict(stage);
    await attached(stage, '甲', { until: '2020-11-01' });
    const stationId = await aHome(stage);
    await sql`update deputies.membership set until_day = '2020-10-01'`.execute(stage.database);
    const wall = () => ask(stage, visitor, { query: readWall, input: { stationId } });
    expect(await wall()).toMatchObject({ count: 0, sheets: [] });
    await sql`
      with made as (
        insert into kernel.person (district_code, id, name, pinyin, initials)
        select '500199', gen_random_uuid(), '代表' || n, 'daibiao', 'db' from generate_series(1, 500) n returning id
      ), seated as (
        insert into deputies.membership (district_code, id, person_id, region, level, from_day)
        select '500199', gen_random_uuid(), id, ${SHIQIAO}, 'township', '2017-01-01' from made returning id
      )
      insert into deputies.listing (district_code, membership_id, year, station)
      select '500199', id, 2020, ${HOME} from seated`.execute(stage.database);
    const { count, sheets, isCrowded } = await wall();
    expect([count, sheets.length, isCrowded]).toEqual([500, 42, true]);
    expect(new Set(sheets.flat().map(({ id }) => id)).size).toBe(500);
  });

  test('knows no station of another district', async ({ stage }) => {
    await aDistrict(stage);
    await expect(
      ask(stage, visitorOf('500198000000'), {
        query: readWall,
        input: { stationId: '00000000-0000-7000-8000-000000000000' },
      }),
    ).rejects.toMatchObject({ code: 'station.unknown' });
  });
});
