import { randomUUID } from 'node:crypto';
import { type APIRequestContext, expect, test } from '@playwright/test';
import { elected, imported, published, undone } from './new-deputies.ts';
import { YEAR, csvFile, exportedRoster, extended } from './rosters.ts';
import { signIn, totalOf } from './support.ts';

/** A level that nobody else in the demonstration has a post of, and a town that no other test writes to. */
const LEVEL = 'prefectural';
const TOWN = '直石镇';
const FIRST_DAY = '2020-10-01';

const onWall = (name: string) => `/wall?standing=in-post&level=${LEVEL}&q=${encodeURIComponent(name)}`;

/** What a stranger reads of some addresses of the API. */
async function publicly(request: APIRequestContext, paths: readonly string[]): Promise<unknown[]> {
  const read: unknown[] = [];
  for (const path of paths) {
    const answer = await request.get(`/api/v1${path}`);
    expect(answer.status(), path).toBe(200);
    const { asOf: _asOf, ...said } = (await answer.json()) as Record<string, unknown>;
    read.push(said);
  }
  return read;
}

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('the district changes a congress, and takes it back as a whole', async ({ page, request }) => {
    test.setTimeout(240_000);
    const mark = randomUUID().slice(0, 8);
    const [stays, leaves, arrives] = [`连任${mark}`, `离任${mark}`, `新任${mark}`];
    const congress = `第六届${mark}`;
    await signIn(page, 'district');
    const made = { town: TOWN, level: LEVEL, congress: '第五届' } as const;
    await elected(page, { ...made, name: stays, day: '2020-03-01' });
    const leaver = await elected(page, { ...made, name: leaves, day: '2019-05-01' });
    const commitment = await published(page, leaves, `新建凉亭${mark}`);
    const rosterBefore = await exportedRoster(page.request, TOWN);
    const roster = extended(rosterBefore, { 姓名: arrives, 代表层级: '地市', 所属镇街: TOWN, 届次: congress });
    const batch = await imported(page, [csvFile(`${TOWN}${YEAR}年代表名册.csv`, roster)], '新增 1 行，更改 0 行');
    const paths = [
      ...[stays, leaves, arrives].map(
        (name) => `/deputies?standing=in-post&level=${LEVEL}&q=${encodeURIComponent(name)}`,
      ),
      leaver.replace('/office/people', '/deputies'),
      commitment,
    ];
    const before = await publicly(request, paths);

    await page.goto('/office/congress');
    await page.getByLabel('层级').selectOption(LEVEL);
    await page.getByLabel('新一届', { exact: true }).fill(congress);
    await page.getByLabel('新一届第一天').fill(FIRST_DAY);
    await page.getByLabel('新一届名册的年度').fill(YEAR);
    await page.getByRole('button', { name: '预览' }).click();
    const part = (title: string) =>
      page.locator('details').filter({ has: page.locator('summary', { hasText: title }) });
    for (const [title, name] of [
      ['连任', stays],
      ['离任', leaves],
      ['新任', arrives],
    ] as const) {
      await expect(part(title).getByText(name)).toHaveCount(1);
    }
    const countOf = async (title: string) => /\d+/.exec(await part(title).locator('summary').innerText())?.[0] ?? '';
    const counts = [await countOf('连任'), await countOf('离任'), await countOf('新任')];
    expect(await publicly(request, paths)).toEqual(before);

    await part('逐人决定').locator('summary').click();
    const own = page.getByRole('group', { name: new RegExp(leaves) });
    await own.getByLabel('怎样处理').selectOption('withdraw');
    await own.getByLabel('公开理由').fill('换届离任，不再实施');
    await page.getByRole('group', { name: '没有逐人决定的承诺' }).getByLabel('怎样处理').selectOption('leave');
    await page.getByRole('button', { name: '全部写入' }).click();
    await expect(page.getByText('换届已写入。')).toBeVisible();
    const done = page.getByRole('listitem').filter({ hasText: congress });
    expect(/连任\s+(\d+) · 离任\s+(\d+) · 新任\s+(\d+)/.exec(await done.innerText())?.slice(1)).toEqual(counts);

    // A stranger: who left is in post no more, the others are, and the commitment says why.
    for (const [name, count] of [
      [leaves, 0],
      [stays, 1],
      [arrives, 1],
    ] as const) {
      expect(await totalOf(request, onWall(name)), name).toBe(count);
    }
    expect(await (await request.get(commitment)).text()).toContain('换届离任，不再实施');
    await page.goto(leaver);
    await expect(page.getByRole('main')).toContainText('任期届满');
    await expect(page.getByRole('main')).toContainText('公示墙 · 离任，取下');

    await page.goto('/office/congress');
    await done.getByRole('button', { name: '整体撤销' }).click();
    await expect(page.getByText('已整体撤销。')).toBeVisible();
    await expect(done).toHaveCount(0);
    expect(await publicly(request, paths)).toEqual(before);
    await page.goto(leaver);
    await expect(page.getByRole('main')).not.toContainText('离任，取下');
    await undone(page, batch);
    expect(await totalOf(request, onWall(arrives))).toBe(0);
    expect(await exportedRoster(page.request, TOWN)).toEqual(rosterBefore);
  });
});
