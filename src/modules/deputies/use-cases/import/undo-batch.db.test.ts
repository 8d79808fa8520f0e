import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Actor, type Stage, ask, perform } from '#kernel/index.server.ts';
import { DISTRICT, GUANLAN, NOW, SHIQIAO, aDistrict, operatorOf, test, visitorOf } from '#tests/support/deputies.ts';
import {
  LAMPS,
  LI,
  VISITS,
  WANG,
  expectAsRebuilt,
  figuresOf,
  ledger,
  preview,
  roster,
  stateOf,
  undo,
  written,
} from '#tests/support/imports.ts';
import { expireBatches } from './advance-batch.ts';
import { readBatch } from './read-batch.ts';

const operator = operatorOf(DISTRICT);
const officer: Actor = { id: 'officer', role: 'town-officer', region: GUANLAN };

describe('undoing an import', () => {
  test('takes away what it created and sets back what it changed, and all figures', async ({ stage }) => {
    await aDistrict(stage);
    await written(stage, [roster([WANG], 2019), ledger([LAMPS.with(5, '2019-06-01')], 2019)]);
    const first = await written(stage, [roster([WANG]), ledger([LAMPS.with(4, '推进中').fill('', 5)])]);
    const before = await stateOf(stage);
    const changed = [roster([WANG.with(3, '第三小组').with(4, '否'), LI]), ledger([LAMPS.with(3, '25盏'), VISITS])];
    const second = await written(stage, changed);
    const during = await stateOf(stage);
    expect(during.figures).not.toEqual(before.figures);
    expect(await preview(stage, second)).toMatchObject({
      isPossible: true,
      obstacles: [],
      counts: { persons: { created: 1, changed: 0 }, posts: { created: 1 }, commitments: { created: 1, changed: 1 } },
    });
    await undo(stage, second);
    expect(await stateOf(stage)).toEqual(before);
    await expectAsRebuilt(stage);

    const batch = await ask(stage, operator, { query: readBatch, input: { batchId: second } });
    expect(batch).toMatchObject({ state: 'undone', isUndoable: false });
    const { rows: journal } = await sql<{ event: string }>`
      select event from kernel.journal_entry where event like '%undone' order by seq`.execute(stage.database);
    expect(journal.map(({ event }) => event).toSorted()).toEqual([
      'commitment.correction-undone',
      'commitment.import-undone',
      'workbook.undone',
    ]);
    const { rows: trail } = await sql`
      select before->>'state' as before, after->>'state' as after from kernel.trail_entry
      where action = 'deputies.undo-batch'`.execute(stage.database);
    expect(trail).toEqual([{ before: 'written', after: 'undone' }]);
    expect((await preview(stage, first)).obstacles).toEqual([]);
  });

  test('is done once, however often the button is pressed, and the files can be imported again', async ({ stage }) => {
    await aDistrict(stage);
    const sheets = [roster([WANG, LI]), ledger([LAMPS, VISITS])];
    const batchId = await written(stage, sheets);
    const figures = await figuresOf(stage);
    await Promise.all([undo(stage, batchId), undo(stage, batchId)]);
    await undo(stage, batchId);
    const { rows } = await sql`select from kernel.journal_entry where event = 'workbook.undone'`.execute(
      stage.database,
    );
    expect(rows).toHaveLength(1);
    const { rows: left } = await sql`select from kernel.person`.execute(stage.database);
    expect(left).toHaveLength(0);
    const again = await written(stage, sheets);
    expect(await figuresOf(stage)).toEqual(figures);
    await undo(stage, again);
  });
});

describe('an import stays while something stands on it', () => {
  async function twoPeople(stage: Stage) {
    await aDistrict(stage);
    const batchId = await written(stage, [roster([WANG, LI]), ledger([LAMPS, VISITS])]);
    return { batchId, before: await stateOf(stage) };
  }

  const WHAT: Record<string, [statement: string, says: RegExp]> = {
    'an account of a person': [
      `insert into kernel.account (id, name, user_name, address, region, person_district, person_id, created_at, updated_at)
       select gen_random_uuid(), name, 'wangwei', 'a', '${GUANLAN}', district_code, id, now(), now()
       from kernel.person where name = '王伟'`,
      /登录账号.*王伟/,
    ],
    'a consent of another source': [
      `insert into kernel.consent (district_code, person_id, field, surface, from_day, source)
       select district_code, id, 'photo', 'wall', '2020-10-01', 'form' from kernel.person where name = '李娜'`,
      /公开同意.*李娜/,
    ],
    'a post elsewhere': [
      `insert into deputies.membership (district_code, id, person_id, region, level, from_day)
       select district_code, gen_random_uuid(), id, '${SHIQIAO}', 'county', '2020-10-01'
       from kernel.person where name = '李娜'`,
      /职务.*李娜/,
    ],
    'a phone number that was changed': [
      `update kernel.person set phone = '19000000009' where name = '王伟'`,
      /人员资料.*改动.*王伟/,
    ],
    'a post that was ended': [
      `update deputies.membership set until_day = '2020-10-01' where level = 'county'`,
      /职务.*改动.*王伟/,
    ],
    'a progress entry': [
      `insert into deputies.progress_entry (district_code, id, commitment_id, person_id, region, kind, text, day,
         by_account, recorded_at, reported_at)
       select district_code, gen_random_uuid(), id, person_id, region, 'progress', '已装10盏', '2020-10-01', 'a', now(), now()
       from deputies.commitment where text like '安装路灯%'`,
      /进展记录.*安装路灯/,
    ],
    'a step in the life of a commitment': [
      `insert into deputies.commitment_change (district_code, commitment_id, seq, state, effective_at, is_assumed,
         recorded_at, by_account)
       select district_code, id, 99, 'claimed', now(), false, now(), 'a' from deputies.commitment where text like '走访%'`,
      /办理记录.*走访选民/,
    ],
    'a round of confirmation': [
      `insert into deputies.confirmation_round (district_code, id, commitment_id, region, code, opened_at, closes_at)
       select district_code, gen_random_uuid(), id, region, 'a', now(), now() from deputies.commitment
       where text like '走访%'`,
      /群众确认.*走访选民/,
    ],
    'a commitment that carries one over': [
      `insert into deputies.commitment (district_code, id, membership_id, person_id, region, level, year, kind, field,
         text, recorded_at, carried_from)
       select district_code, gen_random_uuid(), membership_id, person_id, region, level, 2021, kind, field, '再走访', now(), id
       from deputies.commitment where text like '走访%'`,
      /承诺：有.*再走访/,
    ],
    'a photo': [
      `insert into kernel.attachment (district_code, id, region, subject_kind, subject_id, role, kind, format, name, state,
         screening, original, original_sha256, width, height, bytes, received_at, received_by)
       select district_code, gen_random_uuid(), '${GUANLAN}', 'person', id::text, 'other', 'picture', 'jpeg', '头像.jpg',
         'received', 'waiting', gen_random_uuid(), 'a', 1, 1, 1, now(), 'a' from kernel.person where name = '李娜'`,
      /附件.*头像/,
    ],
  };

  test.for(Object.keys(WHAT))('%s', async (what, { stage }) => {
    const [statement = '', says = /./] = WHAT[what] ?? [];
    const { batchId } = await twoPeople(stage);
    await sql.raw(statement).execute(stage.database);
    const before = await stateOf(stage);
    await expect(undo(stage, batchId)).rejects.toMatchObject({
      code: 'batch.stood-upon',
      says: { zh: expect.stringMatching(says) as string, en: expect.stringContaining('cannot be undone') as string },
    });
    expect((await preview(stage, batchId)).obstacles.length).toBeGreaterThan(0);
    expect(await stateOf(stage)).toEqual(before);
  });

  test('such as a later import, until that is undone', async ({ stage }) => {
    const { batchId, before } = await twoPeople(stage);
    const later = await written(stage, [ledger([VISITS.with(2, '开展义诊4次')])]);
    await expect(undo(stage, batchId)).rejects.toThrow('batch.stood-upon');
    await undo(stage, later);
    expect(await stateOf(stage)).toEqual(before);
    const nextYear = await written(stage, [roster([WANG], 2019)]);
    await expect(undo(stage, batchId)).rejects.toThrow('batch.stood-upon');
    await undo(stage, nextYear);
    await undo(stage, batchId);
    await expectAsRebuilt(stage);
  });

  test('what stood on a commitment before the import changed it does not keep it', async ({ stage }) => {
    const { before: empty } = await twoPeople(stage);
    expect(empty.rows).toBeDefined();
    await sql.raw(WHAT['a round of confirmation']?.[0] ?? '').execute(stage.database);
    const before = await stateOf(stage);
    const later = await written(stage, [ledger([VISITS.with(3, '50户')])]);
    expect((await preview(stage, later)).obstacles).toEqual([]);
    await undo(stage, later);
    expect(await stateOf(stage)).toEqual(before);

    const again = await written(stage, [ledger([VISITS.with(3, '50户')])]);
    await sql.raw((WHAT['a round of confirmation']?.[0] ?? '').replace(`'a'`, `'b'`)).execute(stage.database);
    await expect(undo(stage, again)).rejects.toThrow('batch.stood-upon');
  });

  test('what others changed between two parts of one batch cannot be told apart', async ({ stage }) => {
    await aDistrict(stage);
    const batchId = await written(stage, [roster([WANG, LI])]);
    await written(stage, [roster([WANG.with(5, '主任'), LI])]);
    await written(stage, [roster([WANG, LI])], { batchId });
    await expect(undo(stage, batchId)).rejects.toThrow('batch.stood-upon');
  });
});

describe('undoing is only for those who may', () => {
  test('and only within their region', async ({ stage }) => {
    await aDistrict(stage);
    const batchId = await written(stage, [roster([WANG])]);
    await expect(undo(stage, batchId, visitorOf(DISTRICT))).rejects.toThrow('forbidden');
    await expect(undo(stage, batchId, officer)).rejects.toThrow('batch.not-found');
    await sql`update deputies.import_batch set region = ${GUANLAN}`.execute(stage.database);
    await expect(undo(stage, batchId, { ...officer, region: SHIQIAO })).rejects.toThrow('batch.not-found');
    await undo(stage, batchId, officer);
    await expectAsRebuilt(stage);
  });

  test('for thirty days: then what it takes is erased', async ({ stage }) => {
    await aDistrict(stage);
    await written(stage, [roster([LI])]);
    const batchId = await written(stage, [roster([WANG, LI.with(5, '组长')])]);
    const expire = async (hours: number) => {
      const recordedNow = () => Temporal.Instant.from(NOW).add({ hours });
      await perform({ ...stage, recordedNow }, operator, { useCase: expireBatches, input: {} });
    };
    await expire(30 * 24);
    expect((await preview(stage, batchId)).isPossible).toBe(true);
    await expire(30 * 24 + 1);
    const { rows } = await sql`select from deputies.import_undo`.execute(stage.database);
    expect(rows).toHaveLength(0);
    expect((await preview(stage, batchId)).isPossible).toBe(false);
    await expect(undo(stage, batchId)).rejects.toThrow('batch.nothing-to-undo');
  });
});
