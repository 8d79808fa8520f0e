import { type Page, expect, test } from '@playwright/test';
import { addressOf } from './addresses.ts';
import { type Reader, SIGNED_IN, readersOf } from './readers.ts';
import { routes } from './routes.ts';
import { inEnglish, isFull, signIn } from './support.ts';
import { expectAccessible } from './two-engines.ts';

interface Look {
  readonly width: number;
  readonly scheme: 'light' | 'dark';
  readonly isLarge: boolean;
  readonly isEnglish: boolean;
}

/** Each width in normal and in large type; languages and schemes take turns. */
const LOOKS: readonly Look[] = [
  { width: 320, scheme: 'light', isLarge: true, isEnglish: false },
  { width: 1440, scheme: 'dark', isLarge: false, isEnglish: true },
  { width: 768, scheme: 'light', isLarge: true, isEnglish: true },
  { width: 320, scheme: 'dark', isLarge: false, isEnglish: true },
  { width: 1440, scheme: 'light', isLarge: true, isEnglish: false },
  { width: 768, scheme: 'dark', isLarge: false, isEnglish: false },
];

interface Visit {
  readonly route: string;
  readonly looks: readonly Look[];
}

/** What a reader looks at: everything in every look, or their share of one visit to each page. */
function visitsOf(reader: Reader): readonly Visit[] {
  return routes.flatMap((route, index) => {
    const readers = readersOf(route);
    if (isFull) return readers.includes(reader) ? [{ route, looks: LOOKS }] : [];
    const look = LOOKS[index % LOOKS.length];
    return readers[index % readers.length] === reader && look !== undefined ? [{ route, looks: [look] }] : [];
  });
}

async function put(page: Page, { width, scheme, isLarge }: Look, url: string): Promise<void> {
  await page.context().clearCookies({ name: 'type' });
  if (isLarge) await page.context().addCookies([{ name: 'type', value: 'large', url }]);
  await page.setViewportSize({ width, height: 800 });
  await page.emulateMedia({ colorScheme: scheme });
}

for (const reader of ['visitor', ...SIGNED_IN] as const) {
  const visits = visitsOf(reader);
  if (visits.length === 0) continue;
  test(`two engines find nothing on the pages of ${reader}`, async ({ page, baseURL }) => {
    test.setTimeout(60_000 + visits.reduce((sum, { looks }) => sum + looks.length, 0) * 20_000);
    if (reader !== 'visitor') await signIn(page, reader);
    for (const { route, looks } of visits) {
      const address = await addressOf(route, page);
      if (address === undefined) continue;
      for (const look of looks) {
        await put(page, look, baseURL ?? '');
        const answer = await page.goto(look.isEnglish ? inEnglish(address) : address);
        expect(answer?.status(), `${address} for ${reader}`).toBe(200);
        const [path] = address.split('?');
        expect(new URL(page.url()).pathname.replace(/^\/en(?=\/|$)/, '') || '/').toBe(path);
        await expectAccessible(page);
      }
    }
  });
}
