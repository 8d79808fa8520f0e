import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { type Stage, ask, perform } from '#kernel/index.server.ts';
import { readWorkbook } from '#platform/workbook/read.ts';
import { writeCsv, writeWorkbook } from '#platform/workbook/write.ts';
import { DISTRICT, GUANLAN, aDistrict, operatorOf, test } from '#tests/support/deputies.ts';
import { expectAsRebuilt } from '#tests/support/figures.ts';
import type { Cell, Sheet } from '../../domain/import/sheet.ts';
import { importWorkbooks } from '../import/import-workbooks.ts';
import { exportTable } from '../export/export-table.ts';
import { correctReading } from '../people/correct-reading.ts';
import { erasePersonalData } from '../people/erase-person.ts';
import { listPeople } from '../people/list-people.ts';
import { mergePeople } from '../people/merge-people.ts';
import { mergePosts } from '../people/merge-posts.ts';
import { setConsent } from '../people/set-consent.ts';
import { beginPost } from './begin-post.ts';
import { changeCongress, previewCongress } from './change-congress.ts';
import { endPost } from './end-post.ts';

const operator = operatorOf(DISTRICT);
const HEADINGS = ['姓名', '联系电话', '代表层级', '代表小组', '公开电话', '工作岗位'];

function roster(year: number, ...people: (readonly Cell[])[]): Sheet {
  const rows = [[`云川区观澜镇${year}年代表名册`], HEADINGS, ...people];
  return { name: '名册', isHidden: false, rows: rows.map((cells, at) => ({ number: at + 1, isHidden: false, cells })) };
}

const WANG = ['王伟', '19000000001', '镇', '第一小组', '是', '观澜村'];
const LI = ['李娜', '19000000002', '镇', '第二小组', '否', ''];

async function take(stage: Stage, sheet: Sheet) {
  const input = { workbooks: [{ file: 'a.xlsx', sha256: 'a', sheets: [sheet] }], options: {} };
  const [imported] = await perform(stage, operator, { useCase: importWorkbooks, input });
  return imported?.report.sheets.map(({ created, changed, unchanged, rejected }) => [
    created,
    changed,
    unchanged,
    rejected,
  ])[0];
}

async function postsOf({ database }: Stage, name: string) {
  const { rows } = await sql<{ id: string; person: string; from: string; until: string | null }>`
    select m.id, m.person_id as person, m.from_day as "from", m.until_day as until from deputies.membership m
    join kernel.person p on p.id = m.person_id where p.name = ${name} order by m.from_day, m.id`.execute(database);
  return rows;
}

describe('what the office decided wins over a roster', () => {
  test('an ending stays, and the roster imported again changes nothing', async ({ stage }) => {
    await aDistrict(stage);
    await take(stage, roster(2020, WANG, LI));
    const [post] = await postsOf(stage, '王伟');
    const input = { membershipId: post?.id, reason: 'resignation', day: '2020-09-01' };
    await perform(stage, operator, { useCase: endPost, input });
    expect(await take(stage, roster(2020, WANG, LI))).toEqual([0, 0, 2, 0]);
    expect(await postsOf(stage, '王伟')).toEqual([{ ...post, until: '2020-09-01' }]);
    // An older roster moves the beginning, and no later one the end.
    await take(stage, roster(2019, WANG, LI));
    expect(await postsOf(stage, '王伟')).toEqual([{ ...post, from: '2019-01-01', until: '2020-09-01' }]);
    await expectAsRebuilt(stage);
  });

  test('a by-election keeps its day when the roster lists the deputy', async ({ stage }) => {
    await aDistrict(stage);
    await take(stage, roster(2020, WANG));
    const begun = { name: '李娜', town: GUANLAN, level: 'township', fromDay: '2020-07-15', group: '第二小组' };
    await perform(stage, operator, { useCase: beginPost, input: begun });
    expect(await take(stage, roster(2020, WANG, LI))).toEqual([0, 1, 1, 0]);
    expect(await postsOf(stage, '李娜')).toEqual([expect.objectContaining({ from: '2020-07-15', until: null })]);
    await expectAsRebuilt(stage);
  });

  test('a withdrawn consent, a reading and an erasure stay', async ({ stage }) => {
    await aDistrict(stage);
    await take(stage, roster(2020, WANG, LI));
    const [wang, li] = [await postsOf(stage, '王伟'), await postsOf(stage, '李娜')].map(([post]) => post?.person ?? '');
    const wish = { personId: wang, field: 'phone', surface: 'web', isGiven: false };
    await perform(stage, operator, { useCase: setConsent, input: wish });
    await perform(stage, operator, { useCase: correctReading, input: { personId: wang, words: ['wang', 'hui'] } });
    await perform(stage, operator, { useCase: erasePersonalData, input: { personId: li, name: '李娜' } });
    const changed = [...WANG.slice(0, 5), '石坝村'];
    await take(stage, roster(2020, changed, LI));
    const { rows } = await sql<{
      name: string;
      phone: string | null;
      pinyin: string;
      web: number;
      listed: string | null;
    }>`
      select p.name, p.phone, p.pinyin, l.phone as listed,
        (select count(*)::int from kernel.consent k
          where k.person_id = p.id and k.field = 'phone' and k.until_day is null) as web
      from kernel.person p join deputies.membership m on m.person_id = p.id
      join deputies.listing l on l.membership_id = m.id order by p.pinyin`.execute(stage.database);
    expect(rows).toEqual([
      { name: '李娜', phone: null, pinyin: 'lina', web: 0, listed: null },
      { name: '王伟', phone: '19000000001', pinyin: 'wanghui', web: 0, listed: '19000000001' },
    ]);
  });

  test('after a change of congress the roster that brought it changes nothing', async ({ stage }) => {
    await aDistrict(stage);
    await take(stage, roster(2019, WANG, LI));
    await take(stage, roster(2020, WANG, ['赵六', '19000000003', '镇', '第一小组', '', '']));
    const plan = { level: 'township', congress: '第十九届', firstDay: '2020-03-01', year: 2020 };
    const { counts } = await ask(stage, operator, { query: previewCongress, input: plan });
    expect(counts).toEqual({ stays: 1, leaves: 1, arrives: 1, open: 0 });
    await perform(stage, operator, { useCase: changeCongress, input: { ...plan, expected: counts } });
    const before = [await postsOf(stage, '王伟'), await postsOf(stage, '李娜'), await postsOf(stage, '赵六')];
    expect(before.map((posts) => posts.map(({ from, until }) => [from, until]))).toEqual([
      [
        ['2019-01-01', '2020-03-01'],
        ['2020-03-01', null],
      ],
      [['2019-01-01', '2020-03-01']],
      [['2020-03-01', null]],
    ]);
    const again = await take(stage, roster(2020, WANG, ['赵六', '19000000003', '镇', '第一小组', '', '']));
    expect(again).toEqual([0, 0, 2, 0]);
    expect([await postsOf(stage, '王伟'), await postsOf(stage, '李娜'), await postsOf(stage, '赵六')]).toEqual(before);
    await expectAsRebuilt(stage);
  });

  test('merged records stay one person, whichever of the rosters comes again', async ({ stage }) => {
    await aDistrict(stage);
    const later = ['王伟', '19000000009', '镇', '第一小组', '', '观澜村'];
    await take(stage, roster(2018, [...WANG.slice(0, 5), '']));
    await take(stage, roster(2019, LI));
    await perform(stage, operator, {
      useCase: beginPost,
      input: { name: '王伟', town: GUANLAN, level: 'township', fromDay: '2020-01-01', group: '第一小组' },
    });
    const people = (await ask(stage, operator, { query: listPeople, input: { q: '王伟', standing: 'all' } })).people;
    const [one, other] = people.map(({ id }) => id);
    const [first] = await postsOf(stage, '王伟');
    const [keptId, goneId] = first?.person === one ? [one, other] : [other, one];
    await perform(stage, operator, { useCase: mergePeople, input: { keptId, goneId } });
    await take(stage, roster(2020, later, LI));
    expect(new Set((await postsOf(stage, '王伟')).map(({ person }) => person))).toEqual(new Set([keptId]));
    await take(stage, roster(2018, [...WANG.slice(0, 5), '']));
    expect(await postsOf(stage, '王伟')).toHaveLength(2);
    await expectAsRebuilt(stage);
  });

  test('two posts that were made one stay one, whichever of the rosters comes again', async ({ stage }) => {
    await aDistrict(stage);
    const spelt = (year: number, congress: string) => {
      const rows = [[`云川区观澜镇${year}年代表名册`], [...HEADINGS, '届次'], [...WANG, congress]];
      return { ...roster(year), rows: rows.map((cells, at) => ({ number: at + 1, isHidden: false, cells })) };
    };
    await take(stage, spelt(2019, '十八届'));
    await take(stage, spelt(2020, '第十八届'));
    const [first, second] = await postsOf(stage, '王伟');
    expect([first?.until, second?.from]).toEqual(['2020-01-01', '2020-01-01']);
    const input = { keptId: second?.id, goneId: first?.id };
    await perform(stage, operator, { useCase: mergePosts, input });
    const merged = await sql`select id, from_day, until_day from deputies.membership order by id`.execute(
      stage.database,
    );
    expect(await take(stage, spelt(2019, '十八届'))).toEqual([0, 0, 1, 0]);
    expect(await take(stage, spelt(2020, '第十八届'))).toEqual([0, 0, 1, 0]);
    const again = await sql`select id, from_day, until_day from deputies.membership order by id`.execute(
      stage.database,
    );
    expect(again.rows).toEqual(merged.rows);
    await expectAsRebuilt(stage);
  });

  test('a year of two terms, exported as either kind of file, comes back as all unchanged', async ({ stage }) => {
    await aDistrict(stage);
    const GONE = ['陈静', '19000000003', '镇', '第二小组', '否', ''];
    await take(stage, roster(2019, WANG, LI, GONE));
    await take(stage, roster(2020, WANG, LI, GONE));
    const [left] = await postsOf(stage, '陈静');
    const ending = { membershipId: left?.id, reason: 'resignation', day: '2020-03-01' };
    await perform(stage, operator, { useCase: endPost, input: ending });
    const plan = { level: 'township', congress: '第十九届', firstDay: '2020-06-01', year: 2020 };
    const { counts } = await ask(stage, operator, { query: previewCongress, input: plan });
    await perform(stage, operator, { useCase: changeCongress, input: { ...plan, expected: counts } });
    const posts = await Promise.all(['王伟', '李娜', '陈静'].map((name) => postsOf(stage, name)));
    expect(posts.map((own) => own.length)).toEqual([2, 2, 1]);
    const table = await ask(stage, operator, { query: exportTable, input: { kind: 'roster', year: 2020 } });
    expect(table.rows).toHaveLength(5);
    for (const [name, bytes] of [
      ['a.xlsx', await writeWorkbook([table])],
      ['a.csv', writeCsv(table)],
    ] as const) {
      const { sheets } = await readWorkbook({ name, bytes });
      const [sheet] = sheets;
      if (sheet === undefined) throw new Error(`${name} has no sheet`);
      expect([name, await take(stage, sheet)]).toEqual([name, [0, 0, 5, 0]]);
    }
    expect(await Promise.all(['王伟', '李娜', '陈静'].map((name) => postsOf(stage, name)))).toEqual(posts);
    // What is said twice is a fault still: a number that stands twice, or a deputy without one.
    const at = table.rows[0] ?? [];
    const twice = [table.headings, at, at].map((cells, row) => ({ number: row + 1, isHidden: false, cells }));
    expect(await take(stage, { name: '名册', isHidden: false, rows: twice })).toEqual([0, 0, 1, 1]);
    expect(await take(stage, roster(2020, WANG, WANG))).toEqual([0, 0, 1, 1]);
    await expectAsRebuilt(stage);
  });
});
