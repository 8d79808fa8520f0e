import { randomUUID } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { elected, published } from './new-deputies.ts';
import { signIn, totalOf } from './support.ts';

const TOWN = '盘石镇';

test.describe('without script', () => {
  test.use({ javaScriptEnabled: false });

  test('a death with open commitments: each is answered, wall and paper follow, and it is taken back', async ({
    page,
    request,
  }) => {
    test.setTimeout(180_000);
    const mark = randomUUID().slice(0, 8);
    const name = `去世${mark}`;
    await signIn(page, 'district');
    const person = await elected(page, { name, town: TOWN, level: 'county', day: '2020-09-01' });
    const kept = await published(page, name, `清理水渠${mark}`);
    const gone = await published(page, name, `安装路灯${mark}`);
    const inPost = `/wall?standing=in-post&q=${encodeURIComponent(name)}`;
    const onWall = `/wall?q=${encodeURIComponent(name)}`;
    expect(await totalOf(request, inPost)).toBe(1);
    expect(await (await request.get(onWall)).text()).not.toContain('已离任');

    // Nothing is decided by what the form begins with: without an answer it is not sent, and not taken.
    await page.goto(person);
    await page.getByRole('link', { name: '登记变动' }).click();
    const ending = page.locator('form[action="?/end"]');
    const others = ending.getByRole('group', { name: '默认' }).getByLabel('怎样处理');
    await expect(others).toHaveValue('');
    await expect(others).toHaveAttribute('required', '');
    const post = new URL(page.url());
    const refused = await request.post(`${post.pathname}?/end`, {
      form: { reason: 'death', day: '2020-10-20', 'answer-default': '' },
      headers: {
        origin: post.origin,
        cookie: (await page.context().cookies()).map((one) => `${one.name}=${one.value}`).join('; '),
      },
    });
    expect(refused.status()).toBe(400);
    expect(await totalOf(request, inPost)).toBe(1);

    await ending.getByLabel('原因').selectOption('death');
    await ending.getByLabel('不再担任的第一天').fill('2020-10-20');
    await others.selectOption('leave');
    const own = ending.getByRole('group', { name: new RegExp(`安装路灯${mark}`) });
    await own.getByLabel('怎样处理').selectOption('withdraw');
    await own.getByLabel('公开理由').fill('代表去世，不再实施');
    await ending.getByRole('button', { name: '登记结束' }).click();
    await expect(page.getByRole('main')).toContainText('去世');
    for (const surface of ['公示墙', '标识牌', '门牌']) {
      await expect(page.getByRole('main')).toContainText(`${surface} · 离任，取下`);
    }

    // A stranger: nobody in post; who promised this year is marked as having left; the reason stands on the commitment.
    expect(await totalOf(request, inPost)).toBe(0);
    expect(await (await request.get(onWall)).text()).toContain('已离任');
    expect(await (await request.get(gone)).text()).toContain('代表去世，不再实施');
    expect(await (await request.get(kept)).text()).not.toContain('代表去世，不再实施');

    await page.goto('/office/reprint');
    await page.getByLabel('镇街').selectOption({ label: TOWN });
    await page.getByRole('button', { name: '查看' }).click();
    const tasks = page.getByRole('row').filter({ hasText: name }).filter({ hasText: '离任，取下' });
    await expect(tasks).toHaveCount(3);

    // Taken back, the deputy is there again; what was withdrawn stays so, as the page says before.
    await page.goto(post.pathname);
    await expect(page.getByText('已随之撤回或移交的承诺不会恢复')).toBeVisible();
    await page.getByRole('button', { name: '撤销结束登记' }).click();
    await expect(page.getByRole('main')).not.toContainText('离任，取下');
    expect(await totalOf(request, inPost)).toBe(1);
    expect(await (await request.get(onWall)).text()).not.toContain('已离任');
    expect(await (await request.get(gone)).text()).toContain('代表去世，不再实施');
    await page.goto(`/office/reprint`);
    await page.getByLabel('镇街').selectOption({ label: TOWN });
    await page.getByRole('button', { name: '查看' }).click();
    await expect(tasks).toHaveCount(0);
  });
});
