import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { type IncomingMessage, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { sql } from 'kysely';
import { SMTPServer } from 'smtp-server';
import { type RegionCode, districtCode } from '#kernel/contract.ts';
import {
  type Actor,
  type Channel,
  type NoticeKind,
  type NoticeToTell,
  type Outbox,
  type Role,
  type Stage,
  contactCodeKind,
  enqueueNotices,
  openOutbox,
} from '#kernel/index.server.ts';
import { DISTRICT, NOW, test as base } from './deputies.ts';

/** A machine's clock that a test moves on. */
export interface Time {
  /** Ten in the morning in Shanghai, and what has been added. */
  now(): Temporal.Instant;
  /** Hours, minutes or seconds. */
  add(by: Temporal.DurationLike): void;
}

/** A stage on which notices are told, with a machine's clock that the test moves. */
export const test = base.extend<{ time: Time; scene: Stage }>({
  // eslint-disable-next-line no-empty-pattern -- the form that vitest asks for
  time: async ({}, use) => {
    let now = Temporal.Instant.from('2026-11-24T02:00:00Z');
    await use({ now: () => now, add: (by) => void (now = now.add(by)) });
  },
  scene: async ({ stage, time }, use) => {
    await use({ ...stage, recordedNow: () => time.now() });
  },
});

export const CLOCK: Actor = { id: 'clock', role: 'clock', region: DISTRICT };

/** An account that holds a role, and what it needs to be told. @returns the actor that it is */
export async function anAccount(
  { database }: Stage,
  given: { role: Role; region: RegionCode; personId?: string; until?: string; isDisabled?: boolean },
): Promise<Actor> {
  const { role, region, personId, until = null, isDisabled = false } = given;
  const id = randomUUID();
  const district = districtCode(region);
  const person = personId ?? null;
  if (person !== null) {
    await sql`insert into kernel.person (district_code, id, name, pinyin, initials)
      values (${district}, ${person}, '王建国', 'wangjianguo', 'wjg') on conflict do nothing`.execute(database);
  }
  await sql`insert into kernel.account
      (id, name, user_name, address, region, person_district, person_id, disabled_at, created_at, updated_at)
    values (${id}, '陈敏', ${`u${id.slice(0, 8)}`}, ${`${id}@accounts.invalid`}, ${region},
      ${person === null ? null : district}, ${person}, ${isDisabled ? NOW : null}, ${NOW}, ${NOW})`.execute(database);
  await sql`insert into kernel.role_grant (district_code, id, account_id, role, region, from_day, until_day, granted_by)
    values (${district}, ${randomUUID()}, ${id}, ${role}, ${region}, '2020-01-01', ${until}, 'test')`.execute(database);
  return { id, role, region };
}

/** A verified address of an account. */
export async function aContact(
  { database }: Stage,
  actor: Actor,
  [channel, address]: readonly ['email' | 'sms', string],
): Promise<void> {
  await sql`insert into kernel.contact_way (district_code, account_id, channel, address, verified_at, guesses_left)
    values (${districtCode(actor.region)}, ${actor.id}, ${channel}, ${address}, ${NOW}, 0)`.execute(database);
}

/** A kind whose facts the test holds: a subject that is not among them is so no longer. */
export function aKind(facts: Map<string, string>, isMandatory = false): NoticeKind {
  return {
    kind: 'test.overdue',
    label: { zh: '逾期', en: 'Overdue' },
    isMandatory,
    tell: (_tx, { subject }) => {
      const fact = facts.get(subject);
      if (fact === undefined) return Promise.resolve(undefined);
      const zh = { title: `逾期：${fact}`, text: '请尽快跟进。' };
      const en = { title: `Overdue: ${fact}`, text: 'Please follow up.' };
      return Promise.resolve({ zh, en, address: `/office/commitments/${subject}` });
    },
  };
}

/** Puts notices into the outbox as a use case does. */
export function enqueue(stage: Stage, ...notices: readonly Partial<NoticeToTell>[]): Promise<number> {
  const at = (instant: Temporal.Instant) => instant.toString({ fractionalSecondDigits: 6 });
  return stage.database.transaction().execute((tx) =>
    enqueueNotices(
      { tx, now: at(stage.now()), recordedAt: at(stage.recordedNow()), newId: stage.newId },
      notices.map((notice) => ({
        ...{ district: '500199', region: DISTRICT, kind: 'test.overdue', subject: 'lamps', uniqueKey: randomUUID() },
        recipient: { roleIn: { role: 'district-officer', region: DISTRICT } },
        ...notice,
      })),
    ),
  );
}

/** An outbox; `failures` gathers defects. */
export function anOutbox(
  stage: Stage,
  given: { kinds: readonly NoticeKind[]; channels?: readonly Channel[]; webhooks?: readonly { name: string }[] },
): Outbox & { readonly failures: unknown[]; tell(): Promise<void> } {
  const failures: unknown[] = [];
  const outbox = openOutbox({
    ...{ stage, actor: () => Promise.resolve(CLOCK), channels: given.channels ?? [], webhooks: given.webhooks ?? [] },
    kinds: new Map([...given.kinds, contactCodeKind].map((kind) => [kind.kind, kind])),
    onFailure: (error) => failures.push(error),
  });
  const tell = () => {
    outbox.wake();
    return outbox.idle();
  };
  return { ...outbox, failures, tell };
}

/** The states of all deliveries, by channel. */
export async function statesOf({ database }: Stage): Promise<string[]> {
  const { rows } = await sql<{ shown: string }>`
    select channel || ' ' || state as shown from kernel.notice_delivery order by 1`.execute(database);
  return rows.map(({ shown }) => shown);
}

export interface MailServer {
  readonly port: number;
  /** What has come in: headers and text. */
  readonly mails: string[];
  /** What the server says to the next messages: undefined takes them. */
  refusal: { code: number; at: 'RCPT' | 'DATA' } | undefined;
  stop(): Promise<void>;
}

/** A mail server on this machine. @param port 0 for any free one */
export async function aMailServer(port = 0): Promise<MailServer> {
  const mails: string[] = [];
  const refuse = (at: 'RCPT' | 'DATA') => {
    const { refusal } = state;
    return refusal?.at === at ? Object.assign(new Error('refused'), { responseCode: refusal.code }) : undefined;
  };
  const server = new SMTPServer({
    ...{ disabledCommands: ['STARTTLS', 'AUTH'], authOptional: true, closeTimeout: 100 },
    onRcptTo: (_address, _session, done) => done(refuse('RCPT')),
    onData(stream, _session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const error = refuse('DATA');
        if (error === undefined) mails.push(Buffer.concat(chunks).toString('utf8'));
        done(error);
      });
    },
  });
  server.on('error', () => undefined);
  server.listen(port, '127.0.0.1');
  await once(server.server, 'listening');
  const state: MailServer = {
    ...{ port: (server.server.address() as AddressInfo).port, mails, refusal: undefined },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  };
  return state;
}

export interface Gateway {
  readonly url: string;
  readonly requests: { readonly path: string; readonly body: string; readonly type: string | undefined }[];
  /** What it answers next; `hang up` ends the line without an answer. */
  answer: { readonly status?: number; readonly body: string } | 'hang up';
  stop(): Promise<void>;
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}

/** A gateway on this machine that answers as it is told. */
export async function aGateway(body = '{"errcode":0}'): Promise<Gateway> {
  const requests: Gateway['requests'] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((text) => {
      requests.push({ path: request.url ?? '', body: text, type: request.headers['content-type'] });
      const { answer } = state;
      if (answer === 'hang up') request.socket.destroy();
      else response.writeHead(answer.status ?? 200).end(answer.body);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const state: Gateway = {
    ...{ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, answer: { body } },
    async stop() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  return state;
}
