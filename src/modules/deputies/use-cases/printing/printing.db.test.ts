import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Actor, type Stage, ask, perform } from '#kernel/index.server.ts';
import {
  type GivenPost,
  type TestPost,
  DISTRICT,
  GUANLAN,
  SHIQIAO,
  aCommitment,
  aDistrict,
  aPost,
  test,
} from '#tests/support/deputies.ts';
import { anActor, districtOfficer, townOfficer } from '#tests/support/life.ts';
import { aReceptionRule, aStation } from '#tests/support/stations.ts';
import { erasePersonalData } from '../people/erase-person.ts';
import { exportPerson } from '../people/export-person.ts';
import { setConsent } from '../people/set-consent.ts';
import { endPost } from '../posts/end-post.ts';
import { finishReprint, listReprints } from '../posts/finish-reprint.ts';
import { checkPrintouts } from './check-printouts.ts';
import { planPrinting } from './plan-printing.ts';
import { printSheets } from './print-sheets.ts';

const ORIGIN = 'https://yunchuan.example.org';
const HOME = '石桥镇代表之家';
const officer = townOfficer(SHIQIAO);
const clock = { ...anActor('clock', DISTRICT), id: 'clock' };

type Given = Partial<GivenPost> & { readonly station?: string; readonly workplace?: string | null };

async function aDeputy(stage: Stage, { station = HOME, workplace = '石桥小学', ...given }: Given = {}) {
  const post = await aPost(stage, { region: SHIQIAO, name: '杨帆', listings: { 2020: '第一小组' }, ...given });
  await sql`
    update deputies.listing set station = ${station}, workplace = ${workplace}, post = ${workplace === null ? null : '教师'}, electoral_district = '第 3 选区'
    where membership_id = ${post.id}`.execute(stage.database);
  await sql`update kernel.person set phone = '16400000001' where id = ${post.personId}`.execute(stage.database);
  return post;
}

const consent = (
  ...[stage, { personId }, pair, isGiven = true, by = officer]: [Stage, TestPost, string, boolean?, Actor?]
) => {
  const [field, surface] = pair.split('/');
  return perform(stage, by, { useCase: setConsent, input: { personId, field, surface, isGiven } });
};

const plan = (stage: Stage, input: object, by: Actor = officer) =>
  ask(stage, by, { query: planPrinting, input: { origin: ORIGIN, ...input } });
const print = (stage: Stage, input: object, by: Actor = officer) =>
  perform(stage, by, { useCase: printSheets, input: { origin: ORIGIN, ...input } });
const check = (stage: Stage, origin: string | null = ORIGIN) =>
  perform(stage, clock, { useCase: checkPrintouts, input: { origin } });
const waiting = async (stage: Stage) =>
  (await ask(stage, officer, { query: listReprints, input: {} })).items.map(({ surface, reason, changes }) => [
    ...[surface, reason, changes.toSorted().join(' ')],
  ]);

describe('who gets what', () => {
  test('a place of work and consent make a nameplate, a country home and consent a door label', async ({ stage }) => {
    await aDistrict(stage);
    const agrees = await aDeputy(stage, { name: '甲' });
    await consent(stage, agrees, 'workplace/nameplate');
    await consent(stage, agrees, 'door/door');
    await aDeputy(stage, { name: '乙' });
    await aDeputy(stage, { name: '丙', workplace: null });
    const joined = await aDeputy(stage, { name: '戊' });
    await sql`update deputies.listing set workplace = null where membership_id = ${joined.id}`.execute(stage.database);
    await aDeputy(stage, { name: '丁', until: '2020-05-01' });
    const nameplates = await plan(stage, { kind: 'nameplate' });
    expect(nameplates.items.map(({ name }) => name)).toEqual(['甲']);
    expect(
      nameplates.leftOut.map(({ why, people }) => [why, people.map(({ name }) => name).toSorted()]).toSorted(),
    ).toEqual([
      // One column for both counts as well.
      ['no-consent', ['乙', '戊']],
      ['no-workplace', ['丙']],
    ]);
    expect(nameplates.counts).toEqual([
      { kind: 'nameplate', printed: 1, leftOut: 3 },
      { kind: 'door', printed: 1, leftOut: 3 },
      { kind: 'wall', printed: 4, leftOut: 0 },
      { kind: 'notice', printed: 0, leftOut: 4 },
    ]);
    expect(nameplates.first[0]?.address).toBe(`${ORIGIN}/deputies/${agrees.personId}`);
  });

  test('a home in a subdistrict has no country door', async ({ stage }) => {
    await aDistrict(stage);
    const street = '500199001000';
    await sql`insert into kernel.region (code, name) values (${street}, '城中街道')`.execute(stage.database);
    const post = await aDeputy(stage, { region: street, level: 'county' });
    await consent(stage, post, 'door/door', true, townOfficer(street));
    const { leftOut } = await plan(stage, { kind: 'door' }, townOfficer(street));
    expect(leftOut).toMatchObject([{ why: 'urban', count: 1 }]);
  });

  test('a name that no font can draw is left out and named, and is printed nowhere', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aDeputy(stage, { name: '王\u{323b0}' });
    await consent(stage, post, 'workplace/nameplate');
    const { leftOut, total } = await plan(stage, { kind: 'nameplate' });
    expect([total, leftOut[0]?.why, leftOut[0]?.people[0]?.name]).toEqual([0, 'glyphs', '王\u{323b0}']);
    await expect(print(stage, { kind: 'nameplate' })).rejects.toMatchObject({ code: 'printing.nothing' });
  });

  test('with nobody at all there is a plan of nothing, and nothing is printed', async ({ stage }) => {
    await aDistrict(stage);
    const { total, first, mayPrint, leftOut } = await plan(stage, { kind: 'wall' });
    expect([total, first, mayPrint, leftOut]).toEqual([0, [], false, []]);
    await expect(print(stage, { kind: 'wall' })).rejects.toMatchObject({ code: 'printing.nothing' });
  });

  test('shown is what the law announces, and of all else what was agreed to for that surface', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aDeputy(stage);
    const stationId = await aStation(stage, { region: SHIQIAO, name: HOME });
    await aReceptionRule(stage, { region: SHIQIAO, stationId, membershipId: post.id });
    await consent(stage, post, 'workplace/nameplate');
    await consent(stage, post, 'phone/web');
    const shown = async () => (await print(stage, { kind: 'nameplate' })).sheets[0]?.content;
    expect(await shown()).toMatchObject({
      ...{ name: '杨帆', titles: ['镇人大代表'], work: '石桥小学 教师', electoralDistrict: '第 3 选区' },
      ...{ phone: null, photo: null, receptions: ['每周四 09:00–11:30，石桥镇代表之家'], promises: [] },
    });
    await consent(stage, post, 'phone/nameplate');
    expect((await shown())?.phone).toBe('16400000001');
  });

  test('who was elected directly has a district, and who was elected by a congress a unit', async ({ stage }) => {
    await aDistrict(stage);
    for (const [level, shown] of [
      ['county', { electoralDistrict: '第 3 选区', electoralUnit: null }],
      ['provincial', { electoralDistrict: null, electoralUnit: '第 3 选区' }],
    ] as const) {
      const post = await aDeputy(stage, { level });
      await consent(stage, post, 'workplace/nameplate', true, districtOfficer());
      const { sheets } = await print(stage, { kind: 'nameplate', membershipIds: [post.id] }, districtOfficer());
      expect(sheets[0]?.content).toMatchObject(shown);
    }
  });

  test('on a wall somebody with two posts stands once, with both, and of all deputies of the station', async ({
    stage,
  }) => {
    await aDistrict(stage);
    const stationId = await aStation(stage, { region: SHIQIAO, name: HOME });
    const { personId } = await aDeputy(stage, { name: '甲' });
    const county = await aDeputy(stage, { name: '甲', personId, level: 'county' });
    for (const text of ['一', '二', '三', '四', '五', '六']) await aCommitment(stage, county, { text });
    await aCommitment(stage, county, {
      text: '撤回的',
      history: [
        ['published', '2020-01-01'],
        ['withdrawn', '2020-02-01'],
      ],
    });
    await aDeputy(stage, { name: '乙', station: '别的站' });
    const { items, sheets } = await plan(stage, { kind: 'wall', stationId });
    expect(items.map(({ name, titles }) => [name, titles])).toEqual([['甲', ['区人大代表', '镇人大代表']]]);
    expect(sheets).toBe(1);
    const printed = await print(stage, { kind: 'wall', stationId });
    expect(printed.placeName).toBe(HOME);
    const texts = printed.sheets[0]?.content.promises.map(({ text }) => text);
    expect(texts).toHaveLength(5);
    expect(texts).not.toContain('撤回的');
    const { rows } = await sql`select from deputies.printout where place = ${stationId}`.execute(stage.database);
    expect(rows).toHaveLength(2);
  });
});

describe('who prints', () => {
  test('whoever may finish the reprint does; the district does not for a town', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aDeputy(stage);
    await consent(stage, post, 'workplace/nameplate');
    const input = { kind: 'nameplate', membershipIds: [post.id] };
    await expect(print(stage, input, townOfficer(GUANLAN))).rejects.toMatchObject({ code: 'printing.nothing' });
    await expect(print(stage, input, districtOfficer())).rejects.toMatchObject({ code: 'printing.nothing' });
    expect((await plan(stage, { kind: 'nameplate' }, districtOfficer())).leftOut).toMatchObject([
      { why: 'not-yours', count: 1 },
    ]);
    for (const role of ['auditor', 'group-leader', 'admin', 'deputy'] as const) {
      await expect(print(stage, input, anActor(role, DISTRICT))).rejects.toMatchObject({ kind: 'forbidden' });
    }
    await expect(plan(stage, { town: GUANLAN })).rejects.toMatchObject({ kind: 'not-found' });
    const printed = await print(stage, input);
    const { rows } = await sql<{ subject: string; after: object }>`
      select subject, after from kernel.trail_entry where action = 'deputies.print-sheets'`.execute(stage.database);
    const hash = printed.sheets[0]?.hash;
    expect(rows).toMatchObject([
      { subject: post.personId, after: { kind: 'nameplate', hash, batchId: printed.batchId } },
    ]);
  });

  test('a clerk prints what hangs in the own station, and of others nothing', async ({ stage }) => {
    await aDistrict(stage);
    const own = await aDeputy(stage, { name: '甲' });
    const other = await aDeputy(stage, { name: '乙', station: '别的站' });
    for (const post of [own, other]) await consent(stage, post, 'workplace/nameplate');
    const clerk = anActor('station-clerk', SHIQIAO, { unit: HOME });
    const unknown = await plan(stage, { kind: 'wall' }, clerk);
    expect(unknown).toMatchObject({ items: [{ name: '甲' }], mayPrint: false });
    await expect(print(stage, { kind: 'wall' }, clerk)).rejects.toMatchObject({ code: 'printing.no-station' });
    await aStation(stage, { region: SHIQIAO, name: HOME });
    const elsewhere = await aStation(stage, { region: SHIQIAO, name: '别的站' });
    expect(await plan(stage, { kind: 'wall' }, clerk)).toMatchObject({ stationName: HOME, mayPrint: true });
    for (const kind of ['wall', 'nameplate']) {
      const { placeName, sheets } = await print(stage, { kind }, clerk);
      expect(sheets.map(({ content }) => content.name)).toEqual(['甲']);
      if (kind === 'wall') expect(placeName).toBe(HOME);
    }
    await expect(print(stage, { kind: 'wall', stationId: elsewhere }, clerk)).rejects.toMatchObject({
      kind: 'not-found',
    });
    const named = { kind: 'nameplate', membershipIds: [other.id] };
    await expect(print(stage, named, clerk)).rejects.toMatchObject({ code: 'printing.nothing' });
    // Of the district's deputies only as far as the district delegates them to the town.
    const county = await aDeputy(stage, { name: '丙', level: 'county' });
    await consent(stage, county, 'workplace/nameplate', true, districtOfficer());
    await sql`insert into deputies.delegation (district_code, town, level, is_on)
      values ('500199', ${SHIQIAO}, 'county', false)`.execute(stage.database);
    const { leftOut } = await plan(stage, { kind: 'nameplate' }, clerk);
    expect(leftOut).toMatchObject([{ why: 'not-yours', people: [{ name: '丙' }] }]);
  });
});

describe('what hangs', () => {
  async function hung(stage: Stage) {
    await aDistrict(stage);
    const post = await aDeputy(stage);
    await consent(stage, post, 'workplace/nameplate');
    await consent(stage, post, 'phone/nameplate');
    await aCommitment(stage, post);
    await print(stage, { kind: 'nameplate' });
    await print(stage, { kind: 'notice' });
    return post;
  }

  test('is true: printing closed what waited, and a look at it adds nothing', async ({ stage }) => {
    await hung(stage);
    expect(await waiting(stage)).toEqual([]);
    expect(await check(stage)).toEqual({ differing: 0 });
    expect(await waiting(stage)).toEqual([]);
  });

  test('and is true no more waits once, with the fields that differ, until it is printed anew', async ({ stage }) => {
    const post = await hung(stage);
    await sql`update kernel.person set phone = '16400000002' where id = ${post.personId}`.execute(stage.database);
    await sql`update deputies.listing set post = '校长' where membership_id = ${post.id}`.execute(stage.database);
    await check(stage);
    await check(stage);
    expect(await waiting(stage)).toEqual([['nameplate', 'content-changed', 'phone work']]);
    await aCommitment(stage, post, { text: '新的一条' });
    await check(stage);
    expect((await waiting(stage)).toSorted()).toEqual([
      ['nameplate', 'content-changed', 'phone work'],
      ['print', 'content-changed', 'promises'],
    ]);
    expect((await print(stage, { kind: 'nameplate' })).finished).toBe(1);
    await check(stage);
    expect(await waiting(stage)).toEqual([['print', 'content-changed', 'promises']]);
  });

  test('and is true again waits no more', async ({ stage }) => {
    const post = await hung(stage);
    const set = (phone: string) =>
      sql`update kernel.person set phone = ${phone} where id = ${post.personId}`.execute(stage.database);
    await set('16400000009');
    await check(stage);
    expect(await waiting(stage)).toHaveLength(1);
    await set('16400000001');
    await check(stage);
    expect(await waiting(stage)).toEqual([]);
  });

  test('stays one list: a withdrawn consent and a post that ends wait under their own reason', async ({ stage }) => {
    const post = await hung(stage);
    await consent(stage, post, 'phone/nameplate', false);
    await check(stage);
    expect(await waiting(stage)).toEqual([['nameplate', 'consent-withdrawn', 'phone']]);
    const input = { membershipId: post.id, reason: 'resignation', day: '2020-10-20' };
    await perform(stage, officer, { useCase: endPost, input });
    await check(stage);
    expect((await waiting(stage)).toSorted()).toEqual([
      ['door', 'post-ended', ''],
      ['nameplate', 'consent-withdrawn', 'gone'],
      ['nameplate', 'post-ended', 'gone'],
      ['print', 'content-changed', 'gone'],
      ['wall', 'post-ended', ''],
    ]);
  });

  test('and was taken down is looked at no more', async ({ stage }) => {
    const post = await hung(stage);
    await consent(stage, post, 'workplace/nameplate', false);
    await check(stage);
    expect(await waiting(stage)).toEqual([['nameplate', 'consent-withdrawn', 'gone']]);
    const { items } = await ask(stage, officer, { query: listReprints, input: {} });
    await perform(stage, officer, { useCase: finishReprint, input: { taskIds: items.map(({ id }) => id) } });
    expect(await check(stage)).toEqual({ differing: 0 });
    expect(await waiting(stage)).toEqual([]);
  });

  test('leads to another address: all is to be printed anew; without a known address codes are not compared', async ({
    stage,
  }) => {
    await hung(stage);
    expect(await check(stage, null)).toEqual({ differing: 0 });
    expect(await check(stage, 'https://other.example.org')).toEqual({ differing: 2 });
    expect((await waiting(stage)).map(([, , changes]) => changes)).toEqual(['address', 'address']);
  });

  test('on the walls of a station and of the town is held against each of them', async ({ stage }) => {
    await aDistrict(stage);
    const stationId = await aStation(stage, { region: SHIQIAO, name: HOME });
    const post = await aDeputy(stage);
    await print(stage, { kind: 'wall', stationId });
    await print(stage, { kind: 'wall' });
    expect(await check(stage)).toEqual({ differing: 0 });
    await aCommitment(stage, post);
    await check(stage);
    await print(stage, { kind: 'wall' });
    // The station's own wall is as it was.
    expect(await waiting(stage)).toEqual([['wall', 'content-changed', 'promises']]);
    await print(stage, { kind: 'wall', stationId });
    expect(await waiting(stage)).toEqual([]);
    await sql`update deputies.listing set station = '别的站' where membership_id = ${post.id}`.execute(stage.database);
    await check(stage);
    expect(await waiting(stage)).toEqual([['wall', 'content-changed', 'gone']]);
  });

  test('keeps no personal data, is told to the person, and is forgotten when they are erased', async ({ stage }) => {
    const post = await hung(stage);
    const { rows } = await sql<{ text: string }>`
      select string_agg(x::text, ' ') as text from deputies.printout x`.execute(stage.database);
    expect(rows[0]?.text).not.toMatch(/1640000|石桥小学|杨帆/);
    const { tables } = await ask(stage, officer, { query: exportPerson, input: { personId: post.personId } });
    expect(tables.printouts.map(({ kind }) => String(kind)).toSorted()).toEqual(['nameplate', 'notice']);
    await perform(stage, officer, {
      useCase: erasePersonalData,
      input: { personId: post.personId, name: post.name },
    });
    const left = await sql`select from deputies.printout`.execute(stage.database);
    expect(left.rows).toEqual([]);
    await check(stage);
    expect((await waiting(stage)).every(([, reason]) => reason === 'person-erased')).toBe(true);
  });
});
