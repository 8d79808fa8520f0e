import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Stage, ask, perform } from '#kernel/index.server.ts';
import type { OfficeFilter } from '#modules/deputies/contract.ts';
import { rebuildFigures } from '#modules/deputies/store/figures/refresh-figures.ts';
import { writeCsv, writeWorkbook } from '#platform/workbook/write.ts';
import { DISTRICT, GUANLAN, SHIQIAO, aDistrict, aPost, operatorOf, test } from '#tests/support/deputies.ts';
import { WORDING, aLife, anActor, deputyOf, districtOfficer, townOfficer } from '#tests/support/life.ts';
import { importFiles } from '../import/import-files.ts';
import { draftCommitment } from '../life/draft-commitment.ts';
import { reportProgress } from '../life/report-progress.ts';
import { exportOfficeTable } from './export-office-table.ts';
import { findOfficeCommitments } from './find-office-commitments.ts';
import { findOfficeItems } from './find-office-items.ts';
import { findSeats } from './find-seats.ts';
import { readOfficeCommitment } from './read-office-commitment.ts';
import { readToDo } from './read-to-do.ts';
import { setOfficeRule } from './set-office-rule.ts';

type Asked = Partial<Record<keyof OfficeFilter, string | number | undefined>>;

function table(stage: Stage, input: Asked, actor = districtOfficer()) {
  return ask(stage, actor, { query: findOfficeCommitments, input });
}

const texts = async (stage: Stage, input: Asked) => (await table(stage, input)).items.map(({ text }) => text);

async function named(stage: Stage, region: string, [name, pinyin, initials]: readonly [string, string, string]) {
  const post = await aPost(stage, { region, name, listings: { 2020: '第一小组' } });
  await sql`update kernel.person set pinyin = ${pinyin}, initials = ${initials} where id = ${post.personId}`.execute(
    stage.database,
  );
  return post;
}

/** Three commitments of 2020 of two deputies in two towns, and one of the year before. */
async function someCommitments(stage: Stage) {
  await aDistrict(stage);
  const zhang = await named(stage, SHIQIAO, ['张三', 'zhangsan', 'zs']);
  const an = await named(stage, GUANLAN, ['安娜', 'anna', 'an']);
  await aLife(stage, 'published', {
    post: zhang,
    text: '安装路灯',
    dueDay: '2020-12-31',
    field: '道路交通',
    groupName: '第一小组',
  });
  await aLife(stage, 'claimed', { post: zhang, text: '清理河道', dueDay: null, kind: 'common', groupName: '第一小组' });
  await aLife(stage, 'submitted', { post: an, text: '开办课堂', dueDay: '2020-06-30', field: '教育助学' });
  await aLife(stage, 'fulfilled', {
    post: an,
    text: '修通村道',
    dueDay: '2019-12-31',
    year: 2019,
  });
  await sql`update deputies.commitment_change set by_name = '镇人大办' where state = 'fulfilled'`.execute(
    stage.database,
  );
  return { zhang, an };
}

describe('the table of commitments', () => {
  test('is of the running year, unless another or all are asked for', async ({ stage }) => {
    await someCommitments(stage);
    const list = await table(stage, {});
    expect(list).toMatchObject({ year: 2020, total: 3, unpublished: 1, page: 1, pages: 1, person: null });
    expect(await texts(stage, { year: 2019 })).toEqual(['修通村道']);
    expect(await table(stage, { year: 'all' })).toMatchObject({ year: 'all', total: 4 });
  });

  test('is sorted by any column either way, what has no value last', async ({ stage }) => {
    await someCommitments(stage);
    const [lamps, river, school] = ['安装路灯', '清理河道', '开办课堂'];
    expect(await texts(stage, {})).toEqual([school, lamps, river]);
    expect(await texts(stage, { order: 'desc' })).toEqual([lamps, school, river]);
    expect((await texts(stage, { sort: 'name' }))[0]).toBe(school);
    expect((await texts(stage, { sort: 'name', order: 'desc' }))[2]).toBe(school);
    expect((await texts(stage, { sort: 'town', order: 'desc' }))[0]).toBe(school);
    expect(await texts(stage, { sort: 'state' })).toEqual([school, lamps, river]);
    for (const sort of ['text', 'field', 'year', 'entry'] as const)
      expect(await texts(stage, { sort })).toHaveLength(3);
  });

  test('is filtered by everything that a commitment is told apart by', async ({ stage }) => {
    const { zhang } = await someCommitments(stage);
    const [lamps, river, school] = ['安装路灯', '清理河道', '开办课堂'];
    expect(await texts(stage, { town: GUANLAN })).toEqual([school]);
    expect(await texts(stage, { state: 'claimed' })).toEqual([river]);
    expect(await texts(stage, { field: '道路交通' })).toEqual([lamps]);
    expect(await texts(stage, { kind: 'common' })).toEqual([river]);
    expect(await texts(stage, { group: '第一小组' })).toHaveLength(3);
    expect(await texts(stage, { level: 'county' })).toEqual([]);
    expect(await texts(stage, { dueFrom: '2020-07-01' })).toEqual([lamps]);
    expect(await texts(stage, { dueUntil: '2020-07-01' })).toEqual([school]);
    expect(await texts(stage, { person: zhang.personId })).toEqual([lamps, river]);
    expect((await table(stage, { person: zhang.personId })).person).toBe('张三');
    for (const q of ['路灯', 'zhangsan 路灯', 'ZS 路灯', '张三 安装'])
      expect(await texts(stage, { q })).toEqual([lamps]);
    expect(await texts(stage, { q: '100%_\\' })).toEqual([]);
  });

  test('has pages, and none beyond the last', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aPost(stage, { region: SHIQIAO });
    for (let at = 0; at < 27; at++) await aLife(stage, 'published', { post, text: `第${at}条` });
    const first = await table(stage, { size: 25 });
    const second = await table(stage, { size: 25, page: 2 });
    expect([first.pages, first.items.length, second.items.length]).toEqual([2, 25, 2]);
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(27);
    await expect(table(stage, { size: 25, page: 3 })).rejects.toMatchObject({ code: 'list.page-beyond-last' });
    await expect(table(stage, { size: 26 })).rejects.toMatchObject({ kind: 'invalid' });
  });

  test('offers what the region’s figures count', async ({ stage }) => {
    await someCommitments(stage);
    await stage.database.transaction().execute(rebuildFigures);
    const { choices } = await table(stage, {});
    expect(choices).toMatchObject({ years: [2020, 2019], groups: ['第一小组'], fields: ['人居环境', '道路交通'] });
    expect(choices.towns.map(({ label }) => label.zh)).toEqual(['石桥镇', '观澜镇']);
  });

  test('tells what was keyed in by the office, and how often was reported', async ({ stage }) => {
    await aDistrict(stage);
    const post = await aPost(stage, { region: SHIQIAO });
    const { id } = await aLife(stage, 'published', { post });
    const officer = townOfficer(SHIQIAO);
    const drafted = await perform(stage, officer, {
      useCase: draftCommitment,
      input: { ...WORDING, membershipId: post.id, year: 2020 },
    });
    const entry = { id: crypto.randomUUID(), commitmentId: id, text: '已购入灯具', day: '2020-10-27' };
    await perform(stage, officer, { useCase: reportProgress, input: entry });
    const ids = [drafted.commitmentId, id, crypto.randomUUID()];
    const items = await ask(stage, officer, { query: findOfficeItems, input: { ids } });
    expect(items).toMatchObject([
      { isOnBehalf: true, entries: 0, lastEntryAt: null },
      { isOnBehalf: false, entries: 1, lastEntryAt: '2020-10-28T01:00:00.000000Z' },
    ]);
  });
});

describe('the file of what is on the screen', () => {
  test.for(['csv', 'xlsx'] as const)('%s imports again and changes nothing', async (format, { stage }) => {
    await someCommitments(stage);
    const exported = await ask(stage, districtOfficer(), { query: exportOfficeTable, input: { year: 'all' } });
    expect(exported.rows).toHaveLength(3);
    const bytes = format === 'csv' ? writeCsv(exported) : await writeWorkbook([exported]);
    const { files } = await importFiles(stage, operatorOf(DISTRICT), {
      files: [{ name: `承诺台账.${format}`, bytes }],
      options: { dryRun: false, partial: false },
    });
    expect(files[0]).toMatchObject({ status: 'ok', sheets: [{ rows: 3, unchanged: 3, created: 0, changed: 0 }] });
  });

  test('has the same rows in the same order as the table, and is on record', async ({ stage }) => {
    await someCommitments(stage);
    const officer = townOfficer(SHIQIAO);
    const input = { sort: 'text', order: 'desc' };
    const shown = await table(stage, input, officer);
    const exported = await ask(stage, officer, { query: exportOfficeTable, input });
    const [numbers, words] = ['编号', '承诺内容'].map((heading) => exported.headings.indexOf(heading));
    expect(exported.rows.map((row) => row[words ?? -1])).toEqual(shown.items.map(({ text }) => text));
    expect(numbers).toBeDefined();
    const { rows } = await sql<{ actor: string; after: object }>`
      select actor, after from kernel.trail_entry where action = 'deputies.export-office-table'`.execute(
      stage.database,
    );
    expect(rows).toEqual([{ actor: officer.id, after: { ...input, form: 'ledger', rows: 2 } }]);
  });

  test('as the table itself it has every state, and each cell as the screen shows it', async ({ stage }) => {
    await aDistrict(stage);
    const of = { region: SHIQIAO };
    await aLife(stage, 'draft', { of, text: '写在草稿里', dueDay: '2020-12-01' });
    const claim = { text: '修路两公里', dueDay: '2020-10-01', quantity: '1.5', unit: '公里' };
    const { id } = await aLife(stage, 'claimed', { of, ...claim });
    await sql`update deputies.commitment set target = '2公里', target_quantity = 2, target_unit = '公里', result = '1.5公里'
      where id = ${id}`.execute(stage.database);
    const input = { year: 'all', form: 'table' };
    const { headings, rows } = await ask(stage, townOfficer(SHIQIAO), { query: exportOfficeTable, input });
    expect(headings).toEqual(['代表', '承诺', '目标 / 实际', '时限', '状态', '领域', '镇街', '进展', '证据']);
    expect(rows).toEqual([
      [
        ...['王建国 镇', '修路两公里', '2公里 / 1.5公里', { day: '2020-10-01' }, '待核实，逾期，未达目标', '人居环境'],
        ...['石桥镇', '–', '–'],
      ],
      ['王建国 镇', '写在草稿里', '–', { day: '2020-12-01' }, '草稿', '人居环境', '石桥镇', '–', '–'],
    ]);
  });
});

test('a leader takes the group’s table home without a number', async ({ stage }) => {
  await aDistrict(stage);
  const { post } = await aLife(stage, 'published', { of: { region: SHIQIAO, listings: { 2020: '第一小组' } } });
  await sql`update kernel.person set phone = '19000000001' where id = ${post.personId}`.execute(stage.database);
  const input = { year: 'all' };
  const leader = anActor('group-leader', SHIQIAO, { unit: '第一小组' });
  const own = await ask(stage, leader, { query: exportOfficeTable, input });
  expect(own.rows).toHaveLength(1);
  expect(JSON.stringify(own.rows)).not.toContain('19000000001');
  const officers = await ask(stage, townOfficer(SHIQIAO), { query: exportOfficeTable, input });
  expect(JSON.stringify(officers.rows)).toContain('19000000001');
});

describe('entry on behalf', () => {
  test('finds deputies in post by name, sound and initials, of those whom the actor acts for', async ({ stage }) => {
    const { an } = await someCommitments(stage);
    await sql`update deputies.listing set station = '观澜村联络站' where membership_id = ${an.id}`.execute(
      stage.database,
    );
    const find = async (q: string, actor = townOfficer(GUANLAN)) =>
      (await ask(stage, actor, { query: findSeats, input: { q } })).map(({ name }) => name);
    for (const q of ['安娜', 'anna', 'AN']) expect(await find(q)).toEqual(['安娜']);
    expect(await find('张三')).toEqual([]);
    expect(await find('安娜', districtOfficer())).toEqual([]);
    expect(await find('安娜', anActor('station-clerk', GUANLAN, { unit: '观澜村联络站' }))).toEqual(['安娜']);
    expect(await find('安娜', anActor('station-clerk', GUANLAN, { unit: '别的联络站' }))).toEqual([]);
    await sql`update deputies.membership set until_day = '2020-10-28' where id = ${an.id}`.execute(stage.database);
    expect(await find('安娜')).toEqual([]);
  });
});

describe('one commitment', () => {
  test('is shown with what each may do now, and to nobody elsewhere', async ({ stage }) => {
    await aDistrict(stage);
    const { id, post } = await aLife(stage, 'claimed', {});
    const life = (actor = townOfficer(SHIQIAO)) =>
      ask(stage, actor, { query: readOfficeCommitment, input: { commitmentId: id } });
    expect(await life()).toMatchObject({ mayAsk: true, mayDispute: true, isVerifier: true, whyNotVerify: null });
    expect((await life()).actions).toContain('verify');
    const auditor = await life(anActor('auditor', DISTRICT));
    expect(auditor).toMatchObject({ actions: [], mayAsk: false, mayDispute: false, isVerifier: false });
    const own = await life(townOfficer(SHIQIAO, { personId: post.personId }));
    expect(own.whyNotVerify?.zh).toContain('自己的承诺');
    await expect(life(townOfficer(GUANLAN))).rejects.toMatchObject({ kind: 'not-found' });
    await expect(life(deputyOf(post))).rejects.toMatchObject({ kind: 'forbidden' });
    await expect(life(anActor('admin', DISTRICT))).rejects.toMatchObject({ kind: 'forbidden' });
  });
});

describe('the district’s rule', () => {
  test('says what is stalled and what is due soon', async ({ stage }) => {
    await aDistrict(stage);
    await aLife(stage, 'published', { dueDay: '2020-11-20' });
    const officer = districtOfficer();
    const counts = async () => {
      const { groups, rule } = await ask(stage, townOfficer(SHIQIAO), { query: readToDo, input: {} });
      const count = (kind: string) => groups.find((group) => group.kind === kind)?.count;
      return { stalled: count('stalled'), dueSoon: count('due-soon'), rule };
    };
    expect(await counts()).toEqual({ stalled: 1, dueSoon: 0, rule: { stalledDays: 60, dueSoonDays: 14 } });
    const rule = { stalledDays: 300, dueSoonDays: 30 };
    await perform(stage, officer, { useCase: setOfficeRule, input: rule });
    expect(await counts()).toEqual({ stalled: 0, dueSoon: 1, rule });
    await expect(perform(stage, townOfficer(SHIQIAO), { useCase: setOfficeRule, input: rule })).rejects.toMatchObject({
      kind: 'forbidden',
    });
    const wrong = { useCase: setOfficeRule, input: { stalledDays: 1, dueSoonDays: 14 } };
    await expect(perform(stage, officer, wrong)).rejects.toMatchObject({ kind: 'invalid' });
  });
});
