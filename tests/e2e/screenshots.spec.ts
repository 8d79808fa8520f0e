import { type Locator, type Page, expect, test } from '@playwright/test';
import sharp from 'sharp';
import { type DemoAccount, findExamples, signIn } from './support.ts';

/** The pictures of the README and of the handbook, made anew only when asked for. */
test.skip(process.env['JIANNUO_SCREENSHOTS'] !== '1', 'JIANNUO_SCREENSHOTS is not set');
test.describe.configure({ mode: 'serial', timeout: 180_000 });

const MOST_BYTES = 200 * 1024;
const DESK = { width: 1280, height: 900 };
/** The password that the sign-in page of the demonstration tells everybody. */
const PASSWORD = 'paper-ink-and-a-seal';

/** Keeps a picture of what is on the screen, or of a part of it, with a palette: a page has few colours. */
async function picture(of: Page | Locator, name: string): Promise<void> {
  const shot = await of.screenshot();
  const { size } = await sharp(shot).png({ palette: true, effort: 10 }).toFile(`docs/screenshots/${name}.png`);
  expect(size, name).toBeLessThanOrEqual(MOST_BYTES);
}

async function open(page: Page, path: string): Promise<void> {
  await page.goto(path);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
}

/** A new page of somebody of the demonstration. */
async function pageOf(page: Page, account: DemoAccount): Promise<Page> {
  await page.context().clearCookies();
  await signIn(page, account);
  return page;
}

/** A street with a lamp and two people, as a phone would take it. */
async function streetPhoto(): Promise<Buffer> {
  const person = (x: number, coat: string) =>
    `<circle cx="${x}" cy="620" r="42" fill="#d8a57f"/><path d="M${x - 60} 900V730a60 60 0 0 1 120 0v170z" fill="${coat}"/>`;
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="1600" height="1200">
    <rect width="1600" height="760" fill="#b9cbd6"/><rect y="760" width="1600" height="440" fill="#8d8a80"/>
    <rect x="60" y="420" width="420" height="340" fill="#c9b79a"/><path d="M20 420 270 250 520 420z" fill="#7a5143"/>
    <rect x="1020" y="200" width="26" height="640" fill="#3f4447"/><path d="M1033 210h220v24h-220z" fill="#3f4447"/>
    <ellipse cx="1240" cy="250" rx="60" ry="26" fill="#f3dc8e"/>${person(700, '#46627a')}${person(860, '#7c4a52')}</svg>`;
  return sharp(Buffer.from(drawing)).jpeg().toBuffer();
}

test('pictures for the README', async ({ page, request }) => {
  const { deputy, commitment } = await findExamples(request);
  await page.setViewportSize(DESK);
  for (const [name, path] of [
    ['wall', '/wall'],
    ['wall-en', '/en/wall'],
    ['figures', '/figures'],
    ['figures-en', '/en/figures'],
    ['deputy', deputy],
    ['commitment', commitment],
    ['portal', '/'],
  ] as const) {
    await open(page, path);
    await picture(page, name);
  }
  await page.setViewportSize({ width: 390, height: 844 });
  await open(page, '/wall');
  await picture(page, 'wall-phone');
});

test.describe('on a phone', () => {
  test.use({ viewport: { width: 375, height: 812 }, deviceScaleFactor: 2 });

  test("pictures of the deputy's pages", async ({ page, context }) => {
    await signIn(page, 'deputy');
    for (const [name, path] of [
      ['me', '/me'],
      ['me-report', '/me/report'],
      ['me-record', '/me/record'],
      ['me-notices', '/me/notices'],
      ['me-consents', '/me/consents'],
    ] as const) {
      await open(page, path);
      await picture(page, name);
    }
    await open(page, '/me/report');
    await page.getByLabel('做了什么').fill('村口 3 盏路灯已装好，今晚试灯。');
    const file = { name: '路灯.jpg', mimeType: 'image/jpeg', buffer: await streetPhoto() };
    await page.getByLabel('现场').setInputFiles(file);
    await page.getByRole('button', { name: '送出', exact: true }).click();
    await expect(page.getByText('已收到，记入经过。')).toBeVisible();

    await open(page, '/me/report');
    await context.setOffline(true);
    await page.getByLabel('做了什么').fill('下午走访 4 户，记下 2 条意见。');
    await page.getByRole('button', { name: '送出', exact: true }).click();
    await expect(page.locator('#queue li')).toBeVisible();
    await page.evaluate(() => scrollTo(0, 0));
    await picture(page, 'me-offline');
    await context.setOffline(false);
    await expect(page.locator('#queue li')).toHaveCount(0, { timeout: 20_000 });
  });
});

test('pictures of accounts', async ({ page }) => {
  await page.setViewportSize(DESK);
  await open(page, '/sign-in');
  await picture(page, 'sign-in');
  await pageOf(page, 'leader');
  await open(page, '/account/second-factor');
  await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: '生成二维码' }).click();
  await expect(page.getByRole('img', { name: '第二验证的二维码' })).toBeVisible();
  await picture(page, 'second-factor');
  await pageOf(page, 'admin');
  await open(page, '/office/accounts');
  await picture(page, 'accounts');
  await open(page, '/office/accounts/invite');
  await page.getByLabel('姓名').fill('田小雨');
  await page.getByLabel('角色', { exact: true }).selectOption('town-officer');
  await page.getByLabel('区域').selectOption({ label: '观澜镇' });
  await page.getByRole('button', { name: '生成邀请码' }).click();
  await picture(page.locator('article.sheet'), 'invitation');
  await pageOf(page, 'security');
  await open(page, '/office/accounts/security');
  await picture(page, 'security');
});

test('pictures of milestones and of the own photo', async ({ page }) => {
  await page.setViewportSize(DESK);
  await signIn(page, 'deputy');
  await open(page, '/me/commitments/new');
  await page.getByLabel('承诺内容').fill('为 3 组村道安装路灯 20 盏');
  await page.getByLabel('数量').fill('20');
  await page.getByLabel('单位').fill('盏');
  await page.getByLabel('完成时限').fill('2020-12-31');
  await page.getByRole('button', { name: '存为草稿' }).click();
  for (const [title, day] of [
    ['选址完成', '2020-11-10'],
    ['安装过半', '2020-11-30'],
  ] as const) {
    await page.getByText('添加一个节点').click();
    await page.getByLabel('节点', { exact: true }).fill(title);
    await page.getByLabel('计划日期').fill(day);
    await page.getByRole('button', { name: '添加节点' }).click();
    await expect(page.getByText(title, { exact: true }).first()).toBeVisible();
  }
  await page.setViewportSize({ width: 375, height: 812 });
  await page.getByText('选址完成', { exact: true }).first().scrollIntoViewIfNeeded();
  await picture(page, 'me-milestones');
  await open(page, '/me/consents');
  await page.getByRole('heading', { name: '本人照片' }).scrollIntoViewIfNeeded();
  await picture(page, 'me-photo');
});

test('pictures of what is to be printed anew, and of delegation', async ({ page }) => {
  await page.setViewportSize(DESK);
  await signIn(page, 'shiqiao');
  await open(page, '/office/people?level=township');
  const people = await page
    .locator('tbody a[href^="/office/people/"]')
    .evaluateAll((links) => links.slice(0, 3).map((link) => link.getAttribute('href') ?? ''));
  for (const person of people) {
    for (const decision of ['give', 'withdraw']) {
      await open(page, person);
      await page.getByLabel('内容与位置').selectOption('photo/nameplate');
      await page.getByLabel('意愿').selectOption(decision);
      await page.getByRole('button', { name: '代为登记' }).click();
    }
  }
  await open(page, '/office/reprint');
  await picture(page, 'office-reprint');
  await pageOf(page, 'district');
  await open(page, '/office/rules');
  await picture(page, 'office-rules');
});

test('pictures of the office', async ({ page }) => {
  await page.setViewportSize(DESK);
  await signIn(page, 'shiqiao');
  await open(page, '/office');
  await picture(page, 'office-todo');
  for (const [name, path] of [
    ['office-commitments', '/office/commitments'],
    ['office-people', '/office/people'],
    ['office-notices', '/office/notices'],
  ] as const) {
    await open(page, path);
    await picture(page, name);
  }
  for (const [name, state] of [
    ['office-review', 'submitted'],
    ['office-verify', 'claimed'],
  ] as const) {
    await open(page, `/office/commitments?year=all&state=${state}`);
    await page.locator('tbody td.text a').first().click();
    await expect(page.getByRole('heading', { name: '您现在可以做' })).toBeVisible();
    await picture(page, name);
  }
  await open(page, '/office/screening');
  await page.locator('a[href^="/office/screening/"]').last().click();
  await expect(page.locator('[data-picture] img').first()).toBeVisible();
  await picture(page, 'office-screening');
  await pageOf(page, 'auditor');
  await open(page, '/office/trail');
  await picture(page, 'office-trail');
});

test('pictures of stations, activities, printing and reports', async ({ page }) => {
  await page.setViewportSize(DESK);
  await open(page, '/role-models');
  await picture(page, 'role-models');
  await signIn(page, 'shiqiao');
  for (const [name, path] of [
    ['office-stations', '/office/stations'],
    ['office-activities', '/office/activities'],
    ['office-quotas', '/office/quotas'],
    ['office-print', '/office/print?kind=notice'],
    ['office-reports', '/office/reports'],
  ] as const) {
    await open(page, path);
    await picture(page, name);
  }
  await pageOf(page, 'deputy');
  await open(page, '/me/duty-report');
  await picture(page, 'duty-report');
  await page.setViewportSize({ width: 375, height: 812 });
  await open(page, '/me/activities');
  await page.locator('main li a').first().click();
  await expect(page.getByText('您能参加吗？')).toBeVisible();
  await picture(page, 'me-activity');
  await open(page, '/me/duties/new');
  await picture(page, 'me-duty');
});
