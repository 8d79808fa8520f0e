import { type APIRequestContext, type Page, expect } from '@playwright/test';

export const isFull = process.env['JIANNUO_TEST_FULL'] === '1';

/** The accounts of the demonstration, by user name. */
export type DemoAccount =
  | 'district'
  | 'shiqiao'
  | 'guanlan'
  | 'clerk'
  | 'leader'
  | 'deputy'
  | 'guanlan-deputy'
  | 'admin'
  | 'security'
  | 'auditor';

/** A deputy and a commitment that the wall and the list show first. */
export interface Examples {
  readonly deputy: string;
  readonly commitment: string;
}

async function firstLink(request: APIRequestContext, path: string, pattern: RegExp): Promise<string> {
  const html = await (await request.get(path)).text();
  const found = pattern.exec(html)?.[1];
  expect(found, `a link on ${path}`).toBeDefined();
  return found ?? '';
}

export async function findExamples(request: APIRequestContext): Promise<Examples> {
  return {
    deputy: await firstLink(request, '/wall', /href="(\/deputies\/[0-9a-f-]+)/),
    commitment: await firstLink(request, '/commitments?counted=verified', /href="(\/commitments\/[0-9a-f-]+)/),
  };
}

/** One address of each public page, and of those that readers meet when something is missing. */
export function publicPaths({ deputy, commitment }: Examples): string[] {
  return [
    '/',
    '/wall',
    '/wall?q=zzzz',
    deputy,
    '/commitments',
    commitment,
    '/figures',
    '/figures?by=town',
    '/figures/about',
    '/about',
    '/nowhere',
  ];
}

/** Signs in to the demonstration as one of its accounts, by the button that its sign-in page has for everybody. */
export async function signIn(page: Page, userName: DemoAccount): Promise<void> {
  await page.goto('/sign-in');
  await page.locator(`form:has(input[name=userName][value="${userName}"]) button`).click();
  await expect(page).not.toHaveURL(/\/sign-in/);
}

export function inEnglish(path: string): string {
  return path === '/' ? '/en' : `/en${path}`;
}

/** How many items the list at an address says that it has. */
export async function totalOf(request: APIRequestContext, path: string): Promise<number> {
  const response = await request.get(path);
  expect(response.status(), path).toBe(200);
  const total = /data-total="(\d+)"/.exec(await response.text())?.[1];
  expect(total, `the total of ${path}`).toBeDefined();
  return Number(total);
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(excess, `${page.url()} scrolls sideways`).toBeLessThanOrEqual(0);
}
