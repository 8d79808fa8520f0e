import { randomUUID } from 'node:crypto';
import { describe, expect } from 'vitest';
import { type Stage, ask } from '#kernel/index.server.ts';
import { DISTRICT, GUANLAN, SHIQIAO, test, visitorOf } from '#tests/support/deputies.ts';
import {
  type CommitmentRow,
  type MembershipRow,
  type PersonRow,
  insertRows,
  saveDistrict,
  visitor,
} from '#tests/support/lists.ts';
import { findCommitments } from './find-commitments.ts';
import { findDeputies } from './find-deputies.ts';
import { readCommitment } from './read-commitment.ts';
import { readDeputy } from './read-deputy.ts';

function promise(text: string, given: Partial<CommitmentRow> = {}): CommitmentRow {
  const changes = [{ state: 'published' as const, at: '2020-01-01T00:00:00+08:00' }];
  return { id: randomUUID(), year: 2020, text, changes, ...given };
}

function post(given: Partial<MembershipRow> = {}): MembershipRow {
  const listings = [{ year: 2020, post: '党支部书记', workplace: '盘龙茶场' }];
  const own = { id: randomUUID(), level: 'township' as const, region: SHIQIAO, from: '2016-12-01' };
  return { ...own, listings, commitments: [], ...given };
}

function person(name: string, given: Partial<PersonRow> = {}): PersonRow {
  return { id: randomUUID(), name, memberships: [post()], ...given };
}

const lin = person('林书远', {
  pinyin: 'linshuyuan',
  initials: 'lsy',
  phone: '13812341234',
  memberships: [post({ commitments: [promise('在石坝村安装太阳能路灯20盏'), promise('办好农家书屋,添书１２册')] })],
});
const wang = person('王建国', {
  pinyin: 'wangjianguo',
  initials: 'wjg',
  phone: '13812341234',
  consents: ['phone', 'workplace'],
  memberships: [
    post({ region: GUANLAN, level: 'county', commitments: [promise("修路100%硬化,解决O'Neil反映的问题")] }),
  ],
});

async function namesFound(stage: Stage, q: string): Promise<string[]> {
  const { deputies, total } = await ask(stage, visitor, { query: findDeputies, input: { q } });
  expect(total).toBe(deputies.length);
  const { commitments } = await ask(stage, visitor, { query: findCommitments, input: { q } });
  const promisers = new Set(commitments.map((one) => one.name));
  expect([...promisers].every((name) => deputies.some((one) => one.name === name))).toBe(true);
  return deputies.map((one) => one.name);
}

describe('a search', () => {
  test.for([
    ['lsy', '林书远'],
    ['LSY', '林书远'],
    ['ＬＳＹ', '林书远'],
    ['Lin Shuyuan', '林书远'],
    ['林书远', '林书远'],
    ['路灯', '林书远'],
    ['20盏', '林书远'],
    ['12册', '林书远'],
    ['太阳能 石坝村', '林书远'],
    ['书屋 路灯', '林书远'],
    ['安装路灯', '林书远'],
    ['石桥镇', '林书远'],
    ['100%', '王建国'],
    ["'", '王建国'],
    ['盘龙茶场', '王建国'],
    ['党支部书记 观澜', '王建国'],
  ] as const)('for %s finds %s alone', async ([q, name], { stage }) => {
    await saveDistrict(stage, { people: [lin, wang] });
    expect(await namesFound(stage, q)).toEqual([name]);
  });

  test.for(['_', '\\', '路_', '路灯 100%', '安装书屋茶场', '13812341234'])(
    'for %s finds nobody',
    async (q, { stage }) => {
      await saveDistrict(stage, { people: [lin, wang] });
      expect(await namesFound(stage, q)).toEqual([]);
    },
  );

  test('for % finds what holds one, not everything', async ({ stage }) => {
    await saveDistrict(stage, { people: [lin, wang] });
    expect(await namesFound(stage, '%')).toEqual(['王建国']);
  });

  test('does not split a part that is found elsewhere in the year', async ({ stage }) => {
    const whole = person('甲', { memberships: [post({ commitments: [promise('安装路灯')] })] });
    const apart = person('乙', { memberships: [post({ region: GUANLAN, commitments: [promise('安装一批路灯')] })] });
    await saveDistrict(stage, { people: [whole, apart] });
    expect(await namesFound(stage, '安装路灯')).toEqual(['甲']);
    const input = { q: '安装路灯', town: GUANLAN };
    expect(await ask(stage, visitor, { query: findDeputies, input })).toMatchObject({ total: 0 });
  });
});

describe('personal data', () => {
  test('is masked or missing without consent', async ({ stage }) => {
    await saveDistrict(stage, { people: [lin, wang] });
    const deputy = await ask(stage, visitor, { query: readDeputy, input: { personId: lin.id } });
    expect(deputy).toMatchObject({ phone: '138****1234', isPhoneMasked: true });
    expect(deputy.years[0]?.posts[0]).toMatchObject({ workplace: null, post: null });
  });

  test('is shown with consent, the phone nowhere but on the own page', async ({ stage }) => {
    await saveDistrict(stage, { people: [lin, wang] });
    const deputy = await ask(stage, visitor, { query: readDeputy, input: { personId: wang.id } });
    expect(deputy).toMatchObject({ phone: '13812341234', isPhoneMasked: false });
    expect(deputy.years[0]?.posts[0]).toMatchObject({ workplace: '盘龙茶场', post: '党支部书记' });
    const lists = [
      await ask(stage, visitor, { query: findDeputies, input: {} }),
      await ask(stage, visitor, { query: findCommitments, input: {} }),
    ];
    expect(JSON.stringify(lists)).not.toMatch(/1381234|138\*/);
  });

  test('is hidden again once the consent is withdrawn', async ({ stage }) => {
    await saveDistrict(stage, { people: [wang] });
    await stage.database.updateTable('kernel.consent').set({ until_day: '2020-05-01' }).execute();
    const deputy = await ask(stage, visitor, { query: readDeputy, input: { personId: wang.id } });
    expect(deputy).toMatchObject({ phone: '138****1234', years: [{ posts: [{ workplace: null, post: null }] }] });
    expect(await namesFound(stage, '盘龙茶场')).toEqual([]);
  });
});

describe('a list', () => {
  test('shows everybody exactly once over its pages, and has no page beyond', async ({ stage }) => {
    const people = Array.from({ length: 55 }, (_, index) =>
      person('王建国', { memberships: [post({ commitments: [promise(`修路${index}`), promise(`种树${index}`)] })] }),
    );
    await saveDistrict(stage, { people });
    const deputies = [1, 2, 3].map((page) => ask(stage, visitor, { query: findDeputies, input: { page } }));
    const ids = (await Promise.all(deputies)).flatMap((list) => list.deputies.map((one) => one.id));
    expect(ids.toSorted()).toEqual(people.map((one) => one.id).toSorted());
    const commitments = [1, 2, 3].map((page) => ask(stage, visitor, { query: findCommitments, input: { page } }));
    const texts = (await Promise.all(commitments)).flatMap((list) => list.commitments.map((one) => one.text));
    expect([texts.length, new Set(texts).size]).toEqual([110, 110]);
    for (const query of [findDeputies, findCommitments] as const) {
      const beyond = ask<typeof query.input, unknown>(stage, visitor, { query, input: { page: 4 } });
      await expect(beyond).rejects.toMatchObject({ kind: 'not-found', code: 'list.page-beyond-last' });
    }
  });

  test('is in the order of levels, towns and sounds', async ({ stage }) => {
    const people = [
      person('戊', { pinyin: 'b', memberships: [post()] }),
      person('丁', { pinyin: 'a', memberships: [post()] }),
      person('丙', {
        pinyin: 'a',
        memberships: [post({ region: GUANLAN }), post({ region: GUANLAN, level: 'county' })],
      }),
    ];
    await saveDistrict(stage, { people });
    const list = await ask(stage, visitor, { query: findDeputies, input: { standing: 'in-post' } });
    expect(list.deputies.map((one) => one.name)).toEqual(['丙', '丁', '戊']);
    expect(list.deputies[0]?.posts.map((one) => one.level)).toEqual(['county', 'township']);
  });

  test.for([
    [{ town: '500199199000' }, 'not-found', 'region.unknown'],
    [{ town: '110101001000' }, 'not-found', 'region.unknown'],
    [{ asOf: '2020-10-29' }, 'invalid', 'as-of.in-future'],
    [{ asOf: '2020-10-28T09:00:01+08:00' }, 'invalid', 'as-of.in-future'],
    [{ asOf: '9999-12-31' }, 'invalid', 'as-of.in-future'],
    [{ asOf: '-271821-04-20T00:00Z' }, 'invalid', 'as-of.too-early'],
    [{ asOf: '2020-02-30' }, 'invalid', 'as-of.malformed'],
    [{ q: '\0' }, 'invalid', 'deputies.find-deputies.input'],
  ] as const)('is refused for %j', async ([input, kind, code], { stage }) => {
    await saveDistrict(stage, { people: [lin] });
    await expect(ask(stage, visitor, { query: findDeputies, input })).rejects.toMatchObject({ kind, code });
  });

  test('takes today as far as it has come, and the latest year with commitments', async ({ stage }) => {
    const early = promise('修路', { year: 2019, changes: [{ state: 'published', at: '2019-03-01T00:00:00+08:00' }] });
    await saveDistrict(stage, { people: [person('甲', { memberships: [post({ commitments: [early] })] })] });
    const latest = await ask(stage, visitor, { query: findDeputies, input: {} });
    expect(latest).toMatchObject({ year: 2019, asOf: '2019-12-31T15:59:59.999999Z', total: 1 });
    const today = await ask(stage, visitor, { query: findDeputies, input: { asOf: '2020-10-28' } });
    expect(today).toMatchObject({ asOf: '2020-10-28T01:00:00.000000Z', total: 1 });
    const before = await ask(stage, visitor, { query: findDeputies, input: { asOf: '2019-02-28' } });
    expect(before).toMatchObject({ total: 0, pages: 1, deputies: [] });
  });

  test('has nothing of elsewhere', async ({ stage }) => {
    await saveDistrict(stage, { people: [lin, wang] });
    const list = await ask(stage, visitorOf(GUANLAN), { query: findDeputies, input: {} });
    expect(list.deputies.map((one) => one.name)).toEqual(['王建国']);
    const elsewhere = ask(stage, visitorOf(GUANLAN), { query: readDeputy, input: { personId: lin.id } });
    await expect(elsewhere).rejects.toMatchObject({ kind: 'not-found', code: 'deputy.unknown' });
    const commitmentId = lin.memberships[0]?.commitments[0]?.id;
    const hidden = ask(stage, visitorOf(GUANLAN), { query: readCommitment, input: { commitmentId } });
    await expect(hidden).rejects.toMatchObject({ kind: 'not-found', code: 'commitment.unknown' });
    expect(await ask(stage, visitorOf('500000000000'), { query: findDeputies, input: {} })).toMatchObject({ total: 2 });
  });
});

describe('a commitment', () => {
  test('tells its life, the office that verified, and its earlier wording', async ({ stage }) => {
    const told = promise('修路2公里', {
      dueDay: '2020-09-30',
      changes: [
        { state: 'submitted', at: '2020-01-01T00:00:00+08:00' },
        { state: 'published', at: '2020-01-05T00:00:00+08:00' },
        { state: 'claimed', at: '2020-08-01T00:00:00+08:00', by: '林书远' },
        { state: 'fulfilled', at: '2020-09-01T00:00:00+08:00', by: '石桥镇人大办', how: '实地查看' },
        { state: 'published', at: '2020-10-01T00:00:00+08:00' },
        { state: 'fulfilled', at: '2020-10-20T00:00:00+08:00', by: '王建国' },
      ],
    });
    await saveDistrict(stage, { people: [person('林书远', { memberships: [post({ commitments: [told] })] })] });
    await insertRows(stage.database, 'deputies.commitment_version', [
      {
        ...{ district_code: DISTRICT.slice(0, 6), commitment_id: told.id, version: 1 },
        ...{ content: { text: '修路1公里', target: null }, recorded_at: '2020-03-01T00:00:00Z' },
      },
    ]);
    const commitment = await ask(stage, visitor, { query: readCommitment, input: { commitmentId: told.id } });
    expect(commitment).toMatchObject({
      name: '林书远',
      state: 'fulfilled',
      isOverdue: false,
      post: { level: 'township' },
    });
    expect(commitment.timeline.map(({ event, by }) => [event, by])).toEqual([
      ['published', null],
      ['amended', null],
      ['claimed', null],
      ['fulfilled', '石桥镇人大办'],
      ['reopened', null],
      ['fulfilled', null],
    ]);
    expect(commitment.earlier).toMatchObject([
      { version: 1, text: '修路1公里', target: null, until: '2020-03-01T00:00:00.000000Z', reason: null },
    ]);
  });

  test('does not exist before it is published', async ({ stage }) => {
    const draft = promise('修路', { changes: [{ state: 'submitted', at: '2020-01-01T00:00:00+08:00' }] });
    await saveDistrict(stage, { people: [person('甲', { memberships: [post({ commitments: [draft] })] })] });
    const attempt = ask(stage, visitor, { query: readCommitment, input: { commitmentId: draft.id } });
    await expect(attempt).rejects.toMatchObject({ kind: 'not-found' });
  });
});
