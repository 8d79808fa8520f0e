import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { type Page, expect } from '@playwright/test';
import { TOWN, YEAR, changed, csvFile, exportedRoster } from './rosters.ts';
import { findExamples, signIn } from './support.ts';

const SHIQIAO = '500199101000';
const DISTRICT = '500199000000';
/** The store of the server that the tests start; some pages need something that is put into it beside the server. */
const data = process.env['JIANNUO_E2E_DATA'];

function beside(script: string, ...args: string[]): string | undefined {
  if (data === undefined) return undefined;
  const env = { ...process.env, JIANNUO_DATA: data };
  return execFileSync('node', [`tests/support/${script}.ts`, ...args], { env, encoding: 'utf8' });
}

const once = new Map<string, string | undefined>();
/** Made once in a worker. */
function kept(key: string, make: () => string | undefined): string | undefined {
  if (!once.has(key)) once.set(key, make());
  return once.get(key);
}

/** A link with its query, for pages that are about something which the query names. */
async function wholeLinkOn(page: Page, path: string, selector: string): Promise<string> {
  await page.goto(path);
  const href = await page.locator(selector).first().getAttribute('href');
  expect(href, `${selector} on ${path}`).not.toBeNull();
  return href ?? '';
}

export async function linkOn(page: Page, path: string, selector: string): Promise<string> {
  return (await wholeLinkOn(page, path, selector)).replace(/[?#].*$/, '');
}

/** Hands in a file, and waits for its preview. */
async function previewOf(page: Page, rows: readonly string[][]): Promise<string> {
  await page.goto('/office/import');
  await page.locator('input[type=file]').setInputFiles(csvFile(`${TOWN}${YEAR}年代表名册.csv`, rows));
  await page.getByRole('button', { name: '读取并预览' }).click();
  await expect(page.getByRole('heading', { level: 1, name: '预览' })).toBeVisible({ timeout: 30_000 });
  return new URL(page.url()).pathname;
}

/** A batch with a fault, which waits for a decision. */
async function faultyBatch(page: Page): Promise<string> {
  return previewOf(page, changed(await exportedRoster(page.request), [4, '代表层级'], '省界'));
}

/** A batch that has been written, and can be undone. */
async function writtenBatch(page: Page): Promise<string> {
  const rows = await exportedRoster(page.request);
  const path = await previewOf(page, changed(rows, [5, '职务'], `试用${randomUUID().slice(0, 8)}`));
  await page.getByRole('button', { name: '全部写入' }).click();
  await expect(page.getByText('已写入：')).toBeVisible({ timeout: 30_000 });
  return path;
}

/** The page that asks once more before a number is shown, of a deputy who lets it stand on the wall but not on the web. */
async function phonePage(page: Page): Promise<string> {
  const context = await page
    .context()
    .browser()
    ?.newContext({ baseURL: new URL(page.url()).origin });
  const own = await context?.newPage();
  if (context === undefined || own === undefined) throw new Error('there is no browser');
  await signIn(own, 'guanlan-deputy');
  for (const [surface, decision] of [
    ['web', 'withdraw'],
    ['wall', 'give'],
  ] as const) {
    await own.goto('/me/consents');
    const form = own.locator(`form:has([name=field][value=phone]):has([name=surface][value=${surface}])`);
    const button = form.locator(`button[value=${decision}]`);
    if ((await button.count()) > 0) await button.click();
  }
  const name = await own.locator('header span[lang=zh-CN]').first().innerText();
  await context.close();
  const deputy = await linkOn(page, `/wall?q=${encodeURIComponent(name)}`, 'article h3 a');
  return `${deputy}/phone`;
}

/** Reminds deputies of commitments in the list, which changes nothing of them: the first who were not reminded lately. */
async function bulk(page: Page): Promise<string> {
  const run = page.locator('form[action="?/run"] button');
  for (let at = 1; at <= 5 && (await run.count()) === 0; at += 1) {
    await page.goto(`/office/commitments?state=published&level=county&page=${at}`);
    for (const box of (await page.locator('tbody input[name=item]').all()).slice(0, 10)) await box.check();
    await page.locator('button[name=action][value=remind]').click();
    await expect(page).toHaveURL(/preview/);
  }
  await run.click({ timeout: 10_000 });
  await expect(page).toHaveURL(/\/bulk\/[0-9a-f-]{36}$/);
  return new URL(page.url()).pathname;
}

const onPerson = (rest: string) => async (page: Page) =>
  `${await linkOn(page, '/office/people?level=county', 'tbody th a')}${rest}`;
const ITEM = 'tbody a[href*="/office/commitments/"]';

const ACTIVITY = 'tbody a[href*="/office/activities/"]';

const DRAFT = 'article:is([data-state=draft], [data-state=returned]) h2 a';
const OPEN = 'article[data-state=published] h2 a';

type Find = (page: Page) => Promise<string | undefined>;

/** How an address of a route with an id is found, by whoever is signed in on the page. */
const FIND: Readonly<Record<string, Find>> = {
  '/deputies/[personId]': async ({ request }) => (await findExamples(request)).deputy,
  '/commitments/[commitmentId]': async ({ request }) => (await findExamples(request)).commitment,
  '/confirm/[code]': async ({ request }) => {
    const id = (await findExamples(request)).commitment.slice(-36);
    const code = kept('round', () => beside('open-round', DISTRICT, id));
    return code && `/confirm/${code}`;
  },
  '/activities/[activityId]': (page) => linkOn(page, '/activities', 'main ol h2 a'),
  '/me/activities/[activityId]': (page) => linkOn(page, '/me/activities', 'main li a[lang]'),
  '/office/activities/[activityId]': (page) => linkOn(page, '/office/activities?state=planned', ACTIVITY),
  '/office/activities/[activityId]/screen': async (page) =>
    `${await linkOn(page, '/office/activities?state=planned', ACTIVITY)}/screen`,
  '/office/activities/[activityId]/sheet': async (page) =>
    `${await linkOn(page, '/office/activities?state=planned', ACTIVITY)}/sheet`,
  '/office/quotas/group': (page) => wholeLinkOn(page, '/office/quotas', 'tbody th a'),
  '/stations/[stationId]': (page) => linkOn(page, '/stations', '.list h2 a'),
  '/walls/[stationId]/screen': async (page) =>
    `${(await linkOn(page, '/stations', '.list h2 a')).replace('/stations/', '/walls/')}/screen`,
  '/office/stations/[stationId]': (page) => linkOn(page, '/office/stations', 'tbody th a'),
  '/me/commitments/[commitmentId]': (page) => linkOn(page, '/me', OPEN),
  '/me/commitments/[commitmentId]/report': async (page) => `${await linkOn(page, '/me', OPEN)}/report`,
  '/me/commitments/[commitmentId]/claim': async (page) => `${await linkOn(page, '/me', OPEN)}/claim`,
  '/me/commitments/[commitmentId]/reword': async (page) => `${await linkOn(page, '/me', DRAFT)}/reword`,
  '/office/accounts/[accountId]': (page) => linkOn(page, '/office/accounts', 'tbody th a'),
  '/office/accounts/security/[accountId]': async (page) =>
    (await linkOn(page, '/office/accounts', 'tbody th a')).replace('accounts/', 'accounts/security/'),
  '/office/import/[batchId]': faultyBatch,
  '/office/import/[batchId]/undo': async (page) => `${await writtenBatch(page)}/undo`,
  '/deputies/[personId]/phone': phonePage,
  '/office/commitments/[commitmentId]': (page) => linkOn(page, '/office/commitments', ITEM),
  '/office/commitments/[commitmentId]/ask': async (page) => `${await linkOn(page, '/office/commitments', ITEM)}/ask`,
  '/office/commitments/bulk/[bulkId]': bulk,
  '/office/people/[personId]': onPerson(''),
  '/office/people/[personId]/duty-report': onPerson('/duty-report'),
  '/role-models/[roleModelId]': (page) => linkOn(page, '/role-models', 'main ol h2 a'),
  '/office/role-models/[roleModelId]': (page) => linkOn(page, '/office/role-models', 'tbody th a'),
  '/office/role-models/new': async (page) =>
    wholeLinkOn(
      page,
      `${await linkOn(page, '/office/people?level=county', 'tbody th a')}/duty-report`,
      'a[href*="/role-models/new"]',
    ),
  '/office/people/[personId]/erase': onPerson('/erase'),
  '/office/people/[personId]/merge': onPerson('/merge'),
  '/office/people/[personId]/merge-posts': onPerson('/merge-posts'),
  '/office/people/[personId]/split': onPerson('/split'),
  '/office/people/[personId]/posts/[membershipId]': async (page) =>
    linkOn(page, await linkOn(page, '/office/people?level=county', 'tbody th a'), 'a[href*="/posts/"]'),
  '/office/screening/[attachmentId]': () => {
    const id = kept('photo', () => beside('send-photo', SHIQIAO, '4711')?.slice(-36));
    return Promise.resolve(id && `/office/screening/${id}`);
  },
};

/**
 * An address of a route.
 * @returns undefined where it takes a store beside the server, and the server is somebody else's
 * @throws for a route with an id for which nobody has said how to find one
 */
export async function addressOf(route: string, page: Page): Promise<string | undefined> {
  const find = FIND[route];
  if (find === undefined && !route.includes('[')) return route;
  if (find === undefined) throw new Error(`say in addresses.ts how an address of ${route} is found`);
  return find(page);
}
