import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test as plain } from 'vitest';
import type { Stage } from '#kernel/index.server.ts';
import { answerApi, apiDocument } from '../../src/api/app.ts';
import { DISTRICT, test, visitorOf } from '#tests/support/deputies.ts';
import { type Place, aPromise, neighbours } from '#tests/support/neighbours.ts';

// The sweep tries the use cases; here are the ways that lead to them: the API, the command line, pages and forms.

const ROOT = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(ROOT, file), 'utf8');

/** As a visitor of the district. */
async function get(stage: Stage, path: string, headers: Record<string, string> = {}) {
  const actor = visitorOf(DISTRICT);
  const report = (error: unknown) => {
    throw error;
  };
  const request = new Request(`http://own.example${path}`, { headers });
  const answer = await answerApi(request, { stage, actor, report });
  return { status: answer.status, text: await answer.text() };
}

/** One address of each route of the API that aims at a place. */
async function addresses(stage: Stage, place: Place, seatAt: number): Promise<Readonly<Record<string, string>>> {
  const seat = place.seats[seatAt];
  if (seat === undefined) throw new Error('a place has two seats');
  const commitmentId = await aPromise(stage, seat, 'published');
  return {
    '/api/v1/deputies': `/api/v1/deputies?year=2020&town=${place.region}`,
    '/api/v1/deputies/{personId}': `/api/v1/deputies/${seat.personId}`,
    '/api/v1/commitments': `/api/v1/commitments?year=2020&town=${place.region}`,
    '/api/v1/commitments/{commitmentId}': `/api/v1/commitments/${commitmentId}`,
    '/api/v1/figures': `/api/v1/figures?region=${place.region}`,
    '/api/v1/stations': `/api/v1/stations?town=${place.region}`,
    '/api/v1/stations/{stationId}': `/api/v1/stations/${place.stationId}`,
  };
}

describe('the API', () => {
  test('shows every route’s public side of its district, and of another nothing', async ({ stage }) => {
    const places = await neighbours(stage);
    const paths = Object.keys(apiDocument.paths);
    const property = fc.asyncProperty(fc.nat(2), fc.nat(1), fc.constantFrom(...paths), async (at, seatAt, route) => {
      const place = places[at];
      if (place === undefined) throw new Error('there are three places');
      const address = (await addresses(stage, place, seatAt))[route];
      expect([route, address]).toEqual([route, expect.any(String)]);
      const headers = { authorization: 'Bearer x', cookie: 'jiannuo.session_token=x', 'x-jiannuo-role': 'admin' };
      const { status, text } = await get(stage, address ?? '', headers);
      const isFar = place.district !== DISTRICT;
      // A refusal repeats the id that was asked for, and nothing else.
      const told = place.secrets.filter((secret) => text.includes(secret) && address?.includes(secret) !== true);
      if (isFar) expect(told).toEqual([]);
      if (isFar && route.includes('{')) expect([route, status]).toEqual([route, 404]);
      if (!isFar && route.includes('{')) expect([route, status]).toEqual([route, 200]);
    });
    await fc.assert(property, { numRuns: 40, endOnFailure: true });
  });

  test('shows nobody what is not published, and no phone number', async ({ stage }) => {
    const [place] = (await neighbours(stage)) as [Place];
    const [seat] = place.seats;
    if (seat === undefined) throw new Error('a place has two seats');
    for (const state of ['draft', 'submitted', 'returned'] as const) {
      const id = await aPromise(stage, seat, state);
      const { status } = await get(stage, `/api/v1/commitments/${id}`);
      expect([state, status]).toEqual([state, 404]);
    }
    const deputy = await get(stage, `/api/v1/deputies/${seat.personId}`);
    expect(deputy.text).not.toContain('16400000001');
  });

  plain('acts for visitors, whoever asks', () => {
    expect(read('src/routes/api/[...path]/+server.ts')).not.toMatch(/signedIn|cookies/);
    expect(read('src/hooks.server.ts')).toMatch(/actor: visitorOf\(/);
  });
});

describe('the command line', () => {
  plain.each(globSync('src/cli/*.ts', { cwd: ROOT }))('%s acts as the operator, if at all', (file) => {
    const text = read(file);
    expect(text).not.toMatch(/\b(?:visitorOf|clockOf|officeActor|deputyActor)\b|role: '/);
    if (/\b(?:perform|ask|importFiles)\(/.test(text)) expect(text).toMatch(/operatorOf\(/);
  });
});

/** What each form and page of a part of the site begins with. */
const DOORS: Readonly<Record<string, RegExp>> = {
  office: /\bofficeOf\(|\bacting\w*\(/,
  me: /\b(?:meOf|readerOf|answerQueue)\(|\bsignedIn\b/,
  account: /\bsignedIn(?:Or)?\b/,
};

describe.each(Object.entries(DOORS))('every page and form of /%s', (part, door) => {
  const files = globSync(`src/routes/${part}/**/+{page.server,server,layout.server}.ts`, { cwd: ROOT });

  plain.each(files)('%s begins at the door', (file) => {
    const text = read(file);
    expect(text).toMatch(door);
  });
});
