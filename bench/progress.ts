/**
 * 500 deputies report with a photo of 2 MB each, to the server with the demonstration, as their phones do. Limits: all
 * stored durably within a minute and without an error, all smaller pictures made within three, both counted from the
 * first photo; and the wall, asked for ten times a second meanwhile, under 100 ms at the 95th percentile.
 */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sql } from 'kysely';
import { RegionCode } from '#kernel/contract.ts';
import { DEMONSTRATION, openDemonstrationAccount, perform, signIn } from '#kernel/index.server.ts';
import { readConfig } from '#platform/config.ts';
import { openDatabase } from '#platform/database/database.ts';
import { type Store, openStore, operatorOf } from '../src/composition.server.ts';
import { type Photo, formOf, inventPhotos } from './support/photos.ts';
import { type Measured, median, report } from './support/report.ts';
import { startServer, stopServer } from './support/server.ts';
import { startWatching } from './support/watch-wall.ts';

const REPORTS = 500;
/** Phones that send at the same time. */
const AT_ONCE = 25;
const STORED_SECONDS = 60;
const MADE_SECONDS = 180;
const WALL_EVERY_MS = 100;
const WALL_MS = 100;

interface Deputy {
  readonly commitmentId: string;
  readonly cookie: string;
}

interface Promise500 {
  readonly personId: string;
  readonly name: string;
  readonly region: string;
  readonly commitmentId: string;
}

/** Deputies with something that can be reported on, each once. */
async function findPromises(store: Store): Promise<Promise500[]> {
  const owner = openDatabase({ ...store.ownerConnection, max: 1 });
  try {
    const { rows } = await sql<Promise500>`
      select distinct on (c.person_id) c.person_id as "personId", p.name, c.region, c.id as "commitmentId"
      from deputies.commitment c join kernel.person p on p.district_code = c.district_code and p.id = c.person_id
      where c.state in ('published', 'claimed') order by c.person_id, c.state desc limit ${REPORTS}`.execute(owner);
    return rows;
  } finally {
    await owner.destroy();
  }
}

/** An account of the demonstration for each, signed in to as everybody signs in. */
async function signedIn(store: Store, { personId, name, region, commitmentId }: Promise500): Promise<Deputy> {
  const userName = `bench${personId.replaceAll('-', '').slice(-12)}`;
  const place = { role: 'deputy', region: RegionCode.parse(region), unit: null };
  await perform(store.stage, operatorOf(await store.home()), {
    useCase: openDemonstrationAccount,
    input: { ...place, userName, name, personId, ...DEMONSTRATION, key: store.secret() },
  });
  const visit = { headers: new Headers(), address: '127.0.0.1', isSecure: false };
  const answer = await signIn(store.gate(), visit, { identifier: userName, password: DEMONSTRATION.password });
  if (answer.kind !== 'signed-in') throw new Error(`${userName} could not sign in: ${answer.kind}`);
  const cookie = answer.cookies.map(({ name: key, value }) => `${key}=${encodeURIComponent(value)}`).join('; ');
  return { commitmentId, cookie };
}

async function send(address: string, { commitmentId, cookie }: Deputy, photo: Photo): Promise<void> {
  const fields = { id: randomUUID(), commitmentId, text: '路灯已经安装', day: '2020-10-27' };
  const headers = { cookie, origin: address };
  const answer = await fetch(`${address}/me/reports`, { method: 'POST', headers, body: formOf(photo, fields) });
  if (answer.status !== 201) throw new Error(`a report was answered ${answer.status}: ${await answer.text()}`);
}

/** How fast the wall was answered in a part of the run, against the limit. */
function wallOf(when: string, answers: readonly number[]): Measured {
  const times = answers.toSorted((a, b) => a - b);
  process.stdout.write(`the wall ${when}: ${times.length} answers, median ${median(times).toFixed(1)} ms\n`);
  const p95 = times[Math.ceil(times.length * 0.95) - 1] ?? NaN;
  return { what: `the wall ${when}, 95th percentile`, ours: p95, limit: WALL_MS, unit: 'ms', is: 'at-most' };
}

async function countUnprocessed(store: Store): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from kernel.attachment where state = 'received'`.execute(store.stage.database);
  return rows[0]?.count ?? 0;
}

const data = await mkdtemp(join(tmpdir(), 'jiannuo-bench-'));
const server = await startServer(data);
const config = readConfig({ ...process.env, JIANNUO_DATA: data, DATABASE_URL: '' });
const store = await openStore(config, { isModeAsked: false });
try {
  const photos = await inventPhotos(REPORTS);
  process.stdout.write(
    `${photos.length} photos, ${(median(photos.map(({ bytes }) => bytes.length)) / 1e6).toFixed(2)} MB each\n`,
  );
  const promises = await findPromises(store);
  const deputies: Deputy[] = [];
  for (const one of promises) deputies.push(await signedIn(store, one));
  if (deputies.length < REPORTS) throw new Error(`only ${deputies.length} deputies have something to report on`);

  const reader = { address: `${server.address}/wall`, everyMs: WALL_EVERY_MS };
  const whileStoring = startWatching(reader);
  const from = performance.now();
  const since = () => (performance.now() - from) / 1000;
  const waiting = [...deputies.entries()];
  const phone = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await send(server.address, next[1], photos[next[0]] ?? { bytes: Buffer.alloc(0) });
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, phone));
  const stored = since();
  const storing = wallOf('while reports come in', await whileStoring());
  const whileMaking = startWatching(reader);
  while ((await countUnprocessed(store)) > 0) await new Promise((resolve) => setTimeout(resolve, 250));
  const made = since();
  const making = wallOf('while pictures are made', await whileMaking());
  const isKept = report([
    { what: `${REPORTS} reports with a photo stored`, ours: stored, limit: STORED_SECONDS, unit: 's', is: 'at-most' },
    { what: 'all smaller pictures made', ours: made, limit: MADE_SECONDS, unit: 's', is: 'at-most' },
    storing,
    making,
  ]);
  process.exitCode = isKept ? 0 : 1;
} finally {
  await stopServer(server);
  await store.close();
  await rm(data, { recursive: true, force: true });
}
