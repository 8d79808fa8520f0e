import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type APIRequestContext, type PlaywrightWorkerArgs, expect, test } from '@playwright/test';
import { type Reader, readersOf } from './readers.ts';
import { routes } from './routes.ts';
import type { DemoAccount } from './support.ts';

// Every page and every form of the product, as everybody: the use cases behind them have a sweep of their own.

const ROUTES = fileURLToPath(new URL('../../src/routes/', import.meta.url));
const SHIQIAO = '500199101000';
const ACCOUNTS: readonly DemoAccount[] = [
  ...(['district', 'shiqiao', 'guanlan', 'clerk', 'leader', 'deputy', 'guanlan-deputy'] as const),
  ...(['admin', 'security', 'auditor'] as const),
];
/** Those of the other town are to its pages what their likes are to Shiqiao's. */
const ROLE_OF: Partial<Record<Reader, Reader>> = { guanlan: 'shiqiao', 'guanlan-deputy': 'deputy' };
const OUTSIDE = [303, 403, 404];

const OFFICERS = ['district', 'shiqiao'] as const;
const DESK_HANDS = [...OFFICERS, 'clerk'] as const;

/** Whose hand each form is for: the first that fits. Forms that nobody is named for are for whoever opens their page. */
const WRITERS: readonly (readonly [RegExp, readonly Reader[]])[] = [
  [/^\/office\/commitments\/\[commitmentId\]\?raise$/, [...DESK_HANDS, 'leader', 'auditor']],
  [/^\/office\/commitments\/(\[commitmentId\]|new)/, DESK_HANDS],
  [/^\/office\/commitments\/bulk/, DESK_HANDS],
  [/^\/office\/(reprint|people|import)/, OFFICERS],
  [/^\/office\/(rules|congress|calendar)/, ['district']],
  [/^\/office\/stations/, DESK_HANDS],
  [/^\/office\?rule$/, ['district']],
  [/^\/office\/accounts\?withdraw$/, ['admin', 'district']],
  [/^\/office\/accounts\/\[accountId\]\?(grant|revoke)$/, ['admin', 'district']],
  [/^\/office\/accounts\/\[accountId\]\?reset$/, ['admin', ...OFFICERS]],
  [/^\/office\/accounts\/\[accountId\]\?disable$/, ['admin', 'security']],
  [/^\/office\/accounts\/\[accountId\]\?enable$/, ['admin']],
  [/^\/office\/screening/, DESK_HANDS],
  // To close an account is an administrator's as well, from whichever page.
  [/^\/office\/accounts\/security\/\[accountId\]\?disable$/, ['admin', 'security']],
  [/^\/office\/accounts\/security/, ['security']],
];

interface Form {
  readonly route: string;
  /** Empty for a page's only form. */
  readonly action: string;
}

const routeOf = (file: string) =>
  `/${file.replace(/\/?\+page\.server\.ts$/, '')}`.replaceAll(/\/\([^)]+\)/g, '') || '/';

/** Every form of the product, as the pages' own code names them. */
function findForms(): Form[] {
  const files = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('+page.server.ts'),
  );
  return files.flatMap((file) => {
    const text = readFileSync(ROUTES + file, 'utf8');
    const at = text.indexOf('export const actions');
    if (at < 0) return [];
    const isMade = text.startsWith('export const actions: Actions = Object.fromEntries(', at);
    const made = isMade ? readFileSync(ROUTES + file.replace('+page.server.ts', 'forms.server.ts'), 'utf8') : '';
    const block = isMade ? made.slice(made.indexOf('export const PAGE_FORMS')) : text.slice(at);
    const names = [...block.slice(0, block.indexOf('\n}')).matchAll(/^ {2}(\w+)[:,(]/gm)].map(([, name]) => name ?? '');
    return names.map((name) => ({ route: routeOf(file), action: name === 'default' ? '' : name }));
  });
}

const forms = findForms();
/** Pages that are about something which their query names; without it they lead to the list. */
const NEEDS_QUERY = ['/office/quotas/group', '/office/role-models/new'];
/** At the door itself, and for whoever holds a code: no account is needed there. */
const isOpen = (route: string) => /^\/(sign-in|invitation|reset|confirm|deputies)/.test(route);

function writersOf({ route, action }: Form): readonly Reader[] {
  const name = action === '' ? route : `${route}?${action}`;
  return WRITERS.find(([pattern]) => pattern.test(name))?.[1] ?? readersOf(route);
}

const roleOf = (reader: Reader): Reader => ROLE_OF[reader] ?? reader;

async function enter(
  playwright: PlaywrightWorkerArgs['playwright'],
  baseURL: string,
  userName: Reader,
): Promise<APIRequestContext> {
  const request = await playwright.request.newContext({ baseURL });
  if (userName === 'visitor') return request;
  const answer = await request.post('/sign-in?/demonstration', {
    form: { userName },
    headers: { origin: baseURL, accept: 'text/html' },
    maxRedirects: 0,
  });
  expect([userName, answer.status()]).toEqual([userName, 303]);
  return request;
}

async function idOn(request: APIRequestContext, path: string, pattern: RegExp): Promise<string> {
  const found = pattern.exec(await (await request.get(path)).text())?.[1];
  expect(found, `an id on ${path}`).toBeDefined();
  return found ?? '';
}

const ID = '([0-9a-f]{8}-[0-9a-f-]{27})';
const NOBODY = '00000000-0000-4000-8000-000000000000';

/** Real ids of Shiqiao, so that whoever is refused is refused something that is there. */
async function idsOf(district: APIRequestContext, admin: APIRequestContext): Promise<Readonly<Record<string, string>>> {
  const town = `town=${SHIQIAO}`;
  const personId = await idOn(district, `/office/people?${town}&level=township`, RegExp(`/office/people/${ID}`));
  return {
    personId,
    membershipId: await idOn(district, `/office/people/${personId}`, RegExp(`/posts/${ID}`)).catch(() => NOBODY),
    commitmentId: await idOn(
      district,
      `/office/commitments?${town}&year=all&state=published`,
      RegExp(`/office/commitments/${ID}`),
    ),
    accountId: await idOn(admin, '/office/accounts', RegExp(`/office/accounts/${ID}`)),
    stationId: await idOn(district, `/office/stations?${town}&kind=home`, RegExp(`/office/stations/${ID}`)),
    code: 'ABCDEFGHJK',
  };
}

const addressOf = (route: string, ids: Readonly<Record<string, string>>) =>
  route.replaceAll(/\[(\w+)\]/g, (_, name: string) => ids[name] ?? NOBODY);

async function statusOf(request: APIRequestContext, path: string): Promise<number> {
  return (await request.get(path, { maxRedirects: 0, headers: { accept: 'text/html' } })).status();
}

test('every page and every form is for those whose it is, whoever asks', async ({ playwright, baseURL }) => {
  if (baseURL === undefined) throw new Error('the configuration names the server');
  test.setTimeout(120_000);
  expect(forms.length).toBeGreaterThan(50);
  const people = new Map<Reader, APIRequestContext>();
  for (const reader of ['visitor', ...ACCOUNTS] as const) {
    people.set(reader, await enter(playwright, baseURL, reader));
  }
  const [district, admin] = (['district', 'admin'] as const).map((name) => people.get(name));
  if (district === undefined || admin === undefined) throw new Error('they have just been signed in');
  const ids = await idsOf(district, admin);
  const wrong: string[] = [];
  const look = async (reader: Reader, request: APIRequestContext) => {
    for (const route of routes) {
      const readers = readersOf(route);
      const status = await statusOf(request, addressOf(route, ids));
      const isInside = readers.includes(roleOf(reader)) || readers.includes('visitor');
      const isNamed = route.includes('[');
      const inside = isNamed || isOpen(route) ? [200, 303, 404] : NEEDS_QUERY.includes(route) ? [303] : [200];
      const expected = isInside ? inside : OUTSIDE;
      if (!expected.includes(status)) wrong.push(`${reader} ${route}: ${status}`);
    }
    for (const form of forms) {
      const isTheirs = writersOf(form).includes(roleOf(reader));
      // An own form, sent empty, may still do something: what it does has tests of its own.
      if (isTheirs || isOpen(form.route)) continue;
      const address = addressOf(form.route, ids) + (form.action === '' ? '' : `?/${form.action}`);
      const answer = await request.post(address, {
        form: { revision: '1' },
        headers: { origin: baseURL, accept: 'text/html' },
        maxRedirects: 0,
      });
      const status = answer.status();
      const isSentAway = status === 303 && /\/sign-in/.test(answer.headers()['location'] ?? '');
      if (!isSentAway && ![403, 404].includes(status)) wrong.push(`${reader} POST ${address}: ${status}`);
    }
    await request.dispose();
  };
  await Promise.all([...people].map(([reader, request]) => look(reader, request)));
  expect(wrong).toEqual([]);
});
