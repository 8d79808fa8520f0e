import { type BrowserContext, test } from '@playwright/test';
import { findExamples, inEnglish, isFull, publicPaths } from './support.ts';
import { expectAccessible } from './two-engines.ts';

interface Look {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly isLarge: boolean;
  readonly isEnglish: boolean;
}

const all = [320, 1280].flatMap((width) =>
  (['light', 'dark'] as const).flatMap((scheme) =>
    [false, true].flatMap((isLarge) => [false, true].map((isEnglish) => ({ width, scheme, isLarge, isEnglish }))),
  ),
);
/** Each width, scheme, size of type and language at least once. */
const sample: readonly Look[] = [
  { width: 320, scheme: 'light', isLarge: true, isEnglish: false },
  { width: 1280, scheme: 'dark', isLarge: false, isEnglish: true },
];

async function enlarge(context: BrowserContext, baseURL: string | undefined): Promise<void> {
  await context.addCookies([{ name: 'type', value: 'large', url: baseURL ?? '' }]);
}

for (const look of isFull ? all : sample) {
  const { width, scheme, isLarge, isEnglish } = look;
  const name = [width, scheme, isLarge ? 'large' : 'normal', isEnglish ? 'en' : 'zh'].join(' ');
  test(`every page can be read by all: ${name}`, async ({ browser, baseURL, request }) => {
    test.setTimeout(180_000);
    const context = await browser.newContext({ viewport: { width, height: 800 }, colorScheme: scheme });
    if (isLarge) await enlarge(context, baseURL);
    const page = await context.newPage();
    for (const path of publicPaths(await findExamples(request))) {
      await page.goto(`${baseURL ?? ''}${isEnglish ? inEnglish(path) : path}`);
      await expectAccessible(page);
    }
    await context.close();
  });
}
