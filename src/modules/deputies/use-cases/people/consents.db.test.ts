import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Actor, type Stage, ask, perform } from '#kernel/index.server.ts';
import {
  DISTRICT,
  GUANLAN,
  SHIQIAO,
  aCommitment,
  aDistrict,
  aPost,
  operatorOf,
  test,
  visitorOf,
} from '#tests/support/deputies.ts';
import { exportTable } from '../export/export-table.ts';
import { findDeputies } from '../lists/find-deputies.ts';
import { readDeputy } from '../lists/read-deputy.ts';
import { findOfficeCommitments } from '../office/find-office-commitments.ts';
import { correctReading } from './correct-reading.ts';
import { erasePersonalData } from './erase-person.ts';
import { exportPerson } from './export-person.ts';
import { listPeople } from './list-people.ts';
import { readPerson } from './read-person.ts';
import { revealPhone } from './reveal-phone.ts';
import { setConsent } from './set-consent.ts';
import { listReprints } from '../posts/finish-reprint.ts';

const PHONE = '13812345678';
const visitor = visitorOf(DISTRICT);
const officer: Actor = { id: 'o', role: 'town-officer', region: SHIQIAO };

async function aDeputy(stage: Stage, given: { name?: string; region?: string } = {}) {
  const post = await aPost(stage, { region: SHIQIAO, listings: { 2020: '第一小组' }, ...given });
  await sql`
    update kernel.person set phone = ${PHONE}, sex = '男', birth_month = '1970-03' where id = ${post.personId}`.execute(
    stage.database,
  );
  return { ...post, self: { id: 'd', role: 'deputy', region: DISTRICT, personId: post.personId } satisfies Actor };
}

/** A commitment of the one post that somebody holds. */
async function aPromiseOf(stage: Stage, personId: string): Promise<void> {
  const { rows } = await sql<{ id: string }>`select id from deputies.membership where person_id = ${personId}`.execute(
    stage.database,
  );
  const [post] = rows;
  if (post === undefined) throw new Error('nobody holds a post');
  const given = { id: post.id, personId, name: '', region: SHIQIAO, level: 'township' as const };
  await aCommitment(stage, { ...given, from: '2017-01-01', until: null, listings: {} });
}

const shown = (stage: Stage, personId: string) => ask(stage, visitor, { query: readDeputy, input: { personId } });
const reveal = (stage: Stage, personId: string, address = '192.0.2.1') =>
  perform(stage, visitor, { useCase: revealPhone, input: { personId, address } });

describe('consents', () => {
  test('given by the deputy and withdrawn by paper, show and hide the number at once', async ({ stage }) => {
    await aDistrict(stage);
    const { personId, self } = await aDeputy(stage);
    expect(await shown(stage, personId)).toMatchObject({
      phone: '138****5678',
      isPhoneMasked: true,
      isPhoneOnRequest: false,
    });
    const wish = { personId, field: 'phone', surface: 'web', isGiven: true };
    expect(await perform(stage, self, { useCase: setConsent, input: wish })).toEqual({ isChanged: true });
    expect(await perform(stage, self, { useCase: setConsent, input: wish })).toEqual({ isChanged: false });
    expect(await shown(stage, personId)).toMatchObject({ phone: PHONE, isPhoneMasked: false });
    const paper = { ...wish, isGiven: false, day: '2020-10-28', source: 'paper', note: '2020 年第 3 号' };
    await perform(stage, officer, { useCase: setConsent, input: paper });
    expect((await shown(stage, personId)).phone).toBe('138****5678');
    const person = await ask(stage, officer, { query: readPerson, input: { personId } });
    expect(person.consents.find(({ field, surface }) => field === 'phone' && surface === 'web')).toMatchObject({
      ...{
        isGiven: false,
        fromDay: '2020-10-28',
        untilDay: '2020-10-28',
        source: 'own-account',
        withdrawnSource: 'paper',
      },
    });
  });

  test('on paper leave a task to print anew, once', async ({ stage }) => {
    await aDistrict(stage);
    const { personId } = await aDeputy(stage);
    const wish = { personId, field: 'phone', surface: 'wall', isGiven: true, day: '2020-10-01' };
    await perform(stage, officer, { useCase: setConsent, input: wish });
    await perform(stage, officer, { useCase: setConsent, input: { ...wish, isGiven: false, day: '2020-10-20' } });
    const { total, items } = await ask(stage, officer, { query: listReprints, input: {} });
    expect(total).toBe(2);
    expect(items.map(({ surface, reason, since }) => [surface, reason, since])).toEqual([
      ['wall', 'consent-given', '2020-10-01'],
      ['wall', 'consent-withdrawn', '2020-10-20'],
    ]);
    expect((await ask(stage, { ...officer, region: GUANLAN }, { query: listReprints, input: {} })).total).toBe(0);
  });

  test('are a deputy’s own, and no other deputy’s, no other town’s, no auditor’s', async ({ stage }) => {
    await aDistrict(stage);
    const { personId } = await aDeputy(stage);
    const other = await aDeputy(stage, { name: '李明' });
    const input = { personId, field: 'phone', surface: 'web', isGiven: true };
    await expect(perform(stage, other.self, { useCase: setConsent, input })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    await expect(ask(stage, other.self, { query: readPerson, input: { personId } })).rejects.toMatchObject({
      kind: 'not-found',
    });
    await expect(ask(stage, other.self, { query: exportPerson, input: { personId } })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    const elsewhere = { ...officer, region: GUANLAN };
    await expect(perform(stage, elsewhere, { useCase: setConsent, input })).rejects.toMatchObject({
      kind: 'not-found',
    });
    const auditor = { id: 'a', role: 'auditor', region: DISTRICT } as const;
    await expect(perform(stage, auditor, { useCase: setConsent, input })).rejects.toMatchObject({ kind: 'forbidden' });
    expect(await ask(stage, auditor, { query: readPerson, input: { personId } })).toMatchObject({ isReader: true });
    const seen = await sql<{ actor: string }>`
      select actor from kernel.trail_entry where subject = ${personId} and action = 'deputies.read-person'`.execute(
      stage.database,
    );
    expect(seen.rows).toEqual([{ actor: 'a' }]);
  });
});

describe('a number that is asked for', () => {
  test('is shown only with a consent for the wall or the web, and is on the trail without the visitor', async ({
    stage,
  }) => {
    await aDistrict(stage);
    const { personId } = await aDeputy(stage);
    await expect(reveal(stage, personId)).rejects.toMatchObject({ code: 'phone.not-shown' });
    const wish = { personId, field: 'phone', surface: 'print', isGiven: true };
    await perform(stage, officer, { useCase: setConsent, input: wish });
    await expect(reveal(stage, personId)).rejects.toMatchObject({ code: 'phone.not-shown' });
    await perform(stage, officer, { useCase: setConsent, input: { ...wish, surface: 'wall' } });
    expect(await shown(stage, personId)).toMatchObject({ phone: '138****5678', isPhoneOnRequest: true });
    expect(await reveal(stage, personId)).toMatchObject({ phone: PHONE });
    const { rows } = await sql<{ actor: string; after: { visitor: string } }>`
      select actor, after from kernel.trail_entry where action = 'deputies.reveal-phone'`.execute(stage.database);
    expect(rows).toHaveLength(1);
    expect(rows[0]?.actor).toBe('visitor');
    expect(rows[0]?.after.visitor).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(rows)).not.toContain('192.0.2.1');
    expect(JSON.stringify(rows)).not.toContain(PHONE);
    await perform(stage, officer, { useCase: setConsent, input: { ...wish, surface: 'wall', isGiven: false } });
    await expect(reveal(stage, personId)).rejects.toMatchObject({ code: 'phone.not-shown' });
  });

  test('is shown ten times an hour to one address, and goes on for others', async ({ stage }) => {
    await aDistrict(stage);
    const { personId } = await aDeputy(stage);
    const wish = { personId, field: 'phone', surface: 'wall', isGiven: true };
    await perform(stage, officer, { useCase: setConsent, input: wish });
    const asked = await Promise.allSettled(Array.from({ length: 13 }, () => reveal(stage, personId)));
    expect(asked.filter(({ status }) => status === 'fulfilled')).toHaveLength(10);
    expect(await reveal(stage, personId, '192.0.2.2')).toMatchObject({ phone: PHONE });
    const tomorrow: Stage = {
      ...stage,
      now: () => Temporal.Instant.from('2020-10-29T01:00:00Z'),
      recordedNow: () => Temporal.Instant.from('2020-10-29T01:00:01Z'),
    };
    expect(await reveal(tomorrow, personId)).toMatchObject({ phone: PHONE });
    const { rows } = await sql`select day from kernel.reveal_salt`.execute(stage.database);
    expect(rows).toEqual([{ day: '2020-10-29' }]);
  });
});

describe('what is of a person', () => {
  test('goes out whole to the person and to the office', async ({ stage }) => {
    await aDistrict(stage);
    const { personId, self } = await aDeputy(stage);
    await perform(stage, self, {
      useCase: setConsent,
      input: { personId, field: 'phone', surface: 'web', isGiven: true },
    });
    const data = await ask(stage, self, { query: exportPerson, input: { personId } });
    expect(data.tables.person).toEqual([expect.objectContaining({ phone: PHONE, birthMonth: '1970-03' })]);
    expect(data.tables.consents).toEqual([expect.objectContaining({ field: 'phone', source: 'own-account' })]);
    expect([data.tables.posts.length, data.tables.listings.length]).toEqual([1, 1]);
    expect(await ask(stage, officer, { query: exportPerson, input: { personId } })).toMatchObject({ name: '王建国' });
  });

  test('is erased beyond the record of office, for good, when the name is typed', async ({ stage }) => {
    await aDistrict(stage);
    const { personId } = await aDeputy(stage);
    await sql`update deputies.listing set phone = ${PHONE}, workplace = '石桥小学', post = '教师'`.execute(
      stage.database,
    );
    await perform(stage, officer, {
      useCase: setConsent,
      input: { personId, field: 'phone', surface: 'web', isGiven: true },
    });
    const wrong = perform(stage, officer, { useCase: erasePersonalData, input: { personId, name: '李明' } });
    await expect(wrong).rejects.toMatchObject({ code: 'person.name-differs' });
    await perform(stage, officer, { useCase: erasePersonalData, input: { personId, name: '王建国' } });
    const { tables } = await ask(stage, officer, { query: exportPerson, input: { personId } });
    const [person] = tables.person;
    expect(person).toMatchObject({ name: '王建国', phone: null, birthMonth: null, ethnicity: null, sex: null });
    expect(tables.consents).toEqual([]);
    expect(tables.listings).toEqual([expect.objectContaining({ phone: null, workplace: null, title: '教师' })]);
    expect(await shown(stage, personId)).toMatchObject({ name: '王建国', phone: null });
    const { rows } = await sql`
      select before, after from kernel.trail_entry where action = 'deputies.erase-person'`.execute(stage.database);
    expect(JSON.stringify(rows)).not.toContain(PHONE);
  });
});

describe('names', () => {
  test('beyond the first 65,536 characters are kept, found, read as the office says, and put in order', async ({
    stage,
  }) => {
    await aDistrict(stage);
    const names = ['王𬭎', '丁一', '𠮷田', '李明'];
    const ids = new Map<string, string>();
    for (const name of names) ids.set(name, (await aDeputy(stage, { name })).personId);
    const found = async (input: object) =>
      (await ask(stage, officer, { query: listPeople, input })).people.map(({ name }) => name);
    expect(await found({ q: '𬭎' })).toEqual(['王𬭎']);
    expect((await found({ order: 'strokes' })).slice(0, 3)).toEqual(['丁一', '王𬭎', '李明']);
    for (const id of ids.values()) await aPromiseOf(stage, id);
    for (const order of ['strokes', 'pinyin'] as const) {
      const same = await found({ order });
      const wall = await ask(stage, visitor, {
        query: findDeputies,
        input: { year: 2020, standing: 'in-post', order },
      });
      expect(wall.deputies.map(({ name }) => name)).toEqual(same);
      const roster = await ask(stage, officer, { query: exportTable, input: { kind: 'roster', year: 2020, order } });
      const column = roster.headings.indexOf('姓名');
      expect(roster.rows.map((row) => row[column])).toEqual(same);
      const input = { sort: order === 'pinyin' ? 'name' : 'strokes', year: 'all' };
      const { items } = await ask(stage, officer, { query: findOfficeCommitments, input });
      expect(items.map(({ name }) => name)).toEqual(same);
      const ledger = await ask(stage, officer, { query: exportTable, input: { kind: 'ledger', year: 2020, order } });
      const who = ledger.headings.indexOf('代表姓名');
      expect(ledger.rows.map((row) => row[who])).toEqual(same);
    }
    const personId = ids.get('𠮷田') ?? '';
    await perform(stage, officer, { useCase: correctReading, input: { personId, words: ['ji', 'tian'] } });
    expect(await found({ q: 'jitian' })).toEqual(['𠮷田']);
    const short = perform(stage, officer, { useCase: correctReading, input: { personId, words: ['ji'] } });
    await expect(short).rejects.toMatchObject({ code: 'person.wrong-reading', facts: { count: 2 } });
  });

  test('of a leader’s group are the only ones that the leader sees', async ({ stage }) => {
    await aDistrict(stage);
    const { personId } = await aDeputy(stage);
    const leader: Actor = { id: 'l', role: 'group-leader', region: SHIQIAO, unit: '第二小组' };
    expect((await ask(stage, leader, { query: listPeople, input: {} })).total).toBe(0);
    await expect(ask(stage, leader, { query: readPerson, input: { personId } })).rejects.toMatchObject({
      kind: 'not-found',
    });
    const own = { ...leader, unit: '第一小组' };
    expect((await ask(stage, own, { query: listPeople, input: {} })).total).toBe(1);
    const input = { personId };
    const noted = { ...input, field: 'phone', surface: 'wall', isGiven: true, note: '档案柜 3 号' };
    await perform(stage, officer, { useCase: setConsent, input: noted });
    const toOfficer = JSON.stringify(await ask(stage, officer, { query: readPerson, input }));
    const toLeader = JSON.stringify(await ask(stage, own, { query: readPerson, input }));
    for (const secret of [PHONE, '1970-03', '"男"', '档案柜']) {
      expect(toOfficer).toContain(secret);
      expect(toLeader).not.toContain(secret);
    }
    expect((await ask(stage, operatorOf(DISTRICT), { query: listPeople, input: { standing: 'ended' } })).total).toBe(0);
  });
});
