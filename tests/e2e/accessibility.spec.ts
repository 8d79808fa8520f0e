import { type Page, expect, test } from '@playwright/test';
import { addressOf } from './addresses.ts';
import { type Reader, SIGNED_IN, readersOf } from './readers.ts';
import { routes } from './routes.ts';
import { STATES } from './states.ts';
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

/** An address that is looked at, and in which looks. */
interface Visit {
  readonly name: string;
  readonly find: (page: Page) => Promise<string | undefined>;
  readonly status: number;
  readonly looks: readonly Look[];
}

/** Of the looks a visit's share: all of them, or one in normal and one in large type, which take turns. */
const looksOf = (index: number): readonly Look[] => (isFull ? LOOKS : LOOKS.filter((_, at) => at % 3 === index % 3));

/** What a reader looks at: every page that is theirs, or their share of a visit to each. */
function visitsOf(reader: Reader): readonly Visit[] {
  const pages = routes.flatMap((route, index) => {
    const readers = readersOf(route);
    const isTheirs = isFull ? readers.includes(reader) : readers[index % readers.length] === reader;
    const find = (page: Page) => addressOf(route, page);
    return isTheirs ? [{ name: route, find, status: 200, looks: looksOf(index) }] : [];
  });
  const states = (STATES[reader] ?? []).map(({ address, status }, index) => ({
    name: typeof address === 'string' ? address : 'a state',
    find: (page: Page) => (typeof address === 'string' ? Promise.resolve(address) : address(page)),
    ...{ status, looks: looksOf(index) },
  }));
  return [...pages, ...states];
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
    for (const { name, find, status, looks } of visits) {
      const address = await find(page);
      if (address === undefined) continue;
      for (const look of looks) {
        await put(page, look, baseURL ?? '');
        const answer = await page.goto(look.isEnglish ? inEnglish(address) : address);
        expect(answer?.status(), `${name} at ${address} for ${reader}`).toBe(status);
        const [path] = address.split('?');
        expect(new URL(page.url()).pathname.replace(/^\/en(?=\/|$)/, '') || '/').toBe(path);
        await expectAccessible(page);
      }
    }
  });
}
