import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { aContact, aKind, aMailServer, anAccount, anOutbox, enqueue, statesOf, test } from '#tests/support/notices.ts';
import { DISTRICT, GUANLAN, SHIQIAO } from '#tests/support/deputies.ts';
import { ask, perform } from '../../use-case/define-use-case.ts';
import { emailChannel } from '../channels/email.ts';
import { readInbox } from './inbox.ts';
import { listOutbox, retryDelivery } from './outbox.ts';
import { setPreferences } from './preferences.ts';

const FROM = 'notice@jiannuo.example';
const lamps = () => new Map([['lamps', '路灯 20 盏']]);

function mailTo(port: number) {
  return emailChannel({ url: `smtp://127.0.0.1:${port}`, from: FROM, origin: 'https://dais.example' });
}

describe('who is told', () => {
  test('whoever holds the role for the region or around it, on that day, once', async ({ scene }) => {
    const town = await anAccount(scene, { role: 'town-officer', region: SHIQIAO });
    const other = await anAccount(scene, { role: 'town-officer', region: GUANLAN });
    const former = await anAccount(scene, { role: 'town-officer', region: SHIQIAO, until: '2020-06-30' });
    const disabled = await anAccount(scene, { role: 'town-officer', region: SHIQIAO, isDisabled: true });
    const outbox = anOutbox(scene, { kinds: [aKind(lamps())] });
    const notice = {
      ...{ region: SHIQIAO, recipient: { roleIn: { role: 'town-officer', region: SHIQIAO } } as const },
      uniqueKey: 'overdue:lamps:2020-10-01',
    };
    expect(await enqueue(scene, notice)).toBe(1);
    await outbox.tell();
    expect(await enqueue(scene, notice)).toBe(0);
    await outbox.tell();
    for (const [actor, total] of [
      [town, 1],
      [other, 0],
      [former, 0],
      [disabled, 0],
    ] as const) {
      expect(await ask(scene, actor, { query: readInbox, input: {} })).toMatchObject({ total, unread: total });
    }
    const { items } = await ask(scene, town, { query: readInbox, input: {} });
    expect(items[0]).toMatchObject({ told: { zh: { title: '逾期：路灯 20 盏' } }, isRead: false });
    expect(outbox.failures).toEqual([]);
  });

  test('a person by whatever accounts they have', async ({ scene }) => {
    const personId = scene.newId();
    const deputy = await anAccount(scene, { role: 'deputy', region: DISTRICT, personId });
    await enqueue(scene, { recipient: { personId } });
    await anOutbox(scene, { kinds: [aKind(lamps())] }).tell();
    expect(await ask(scene, deputy, { query: readInbox, input: {} })).toMatchObject({ total: 1 });
  });

  test('nobody of what is so no longer, nor before it is due', async ({ scene, time }) => {
    const officer = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
    const outbox = anOutbox(scene, { kinds: [aKind(lamps())] });
    await enqueue(scene, { subject: 'done already' }, { at: '2020-10-29T00:00:00.000000Z' });
    time.add({ hours: 1 });
    await outbox.tell();
    expect(await ask(scene, officer, { query: readInbox, input: {} })).toMatchObject({ total: 0 });
    const { rows } = await sql`select state from kernel.notice order by state`.execute(scene.database);
    expect(rows).toEqual([{ state: 'void' }, { state: 'waiting' }]);
  });

  test('an account that is made within a week', async ({ scene, time }) => {
    const outbox = anOutbox(scene, { kinds: [aKind(lamps())] });
    await enqueue(scene, {});
    await outbox.tell();
    const officer = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
    time.add({ hours: 25 });
    await outbox.tell();
    expect(await ask(scene, officer, { query: readInbox, input: {} })).toMatchObject({ total: 1 });
    await enqueue(scene, { recipient: { personId: scene.newId() } });
    for (let day = 0; day < 9; day += 1) {
      await outbox.tell();
      time.add({ hours: 25 });
    }
    const { rows } = await sql`select state from kernel.notice order by state`.execute(scene.database);
    expect(rows).toEqual([{ state: 'addressed' }, { state: 'nobody' }]);
  });

  test('a notice is written with its change, or not at all', async ({ scene }) => {
    const fails = scene.database.transaction().execute(async (tx) => {
      await sql`insert into kernel.notice values ('500199', ${scene.newId()}, 'k', 'test.overdue', 's', ${DISTRICT},
        '{}', 'waiting', now(), now(), null, null, now())`.execute(tx);
      throw new Error('the change fails');
    });
    await expect(fails).rejects.toThrow('the change fails');
    const { rows } = await sql`select from kernel.notice`.execute(scene.database);
    expect(rows).toEqual([]);
  });
});

describe('e-mail', () => {
  test('waits while the server is down, and goes out once when it is back', async ({ scene, time }) => {
    const first = await aMailServer();
    await first.stop();
    const officer = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
    await aContact(scene, officer, ['email', 'chen@dais.example']);
    const outbox = anOutbox(scene, { kinds: [aKind(lamps())], channels: [mailTo(first.port)] });
    await enqueue(scene, {}, {}, {});
    await outbox.tell();
    // One was tried; that the server is down is so for the others as well.
    expect(await statesOf(scene)).toEqual([
      ...['email waiting', 'email waiting', 'email will-retry'],
      ...['in-app delivered', 'in-app delivered', 'in-app delivered'],
    ]);
    const failing = await ask(scene, officer, { query: listOutbox, input: { states: ['will-retry'] } });
    expect(failing.items).toMatchObject([{ failure: 'esocket', attempts: 1, address: 'c***@dais.example' }]);

    const server = await aMailServer(first.port);
    time.add({ minutes: 2 });
    await outbox.tell();
    await outbox.tell();
    expect(server.mails).toHaveLength(3);
    expect(new Set(server.mails.map((mail) => /^Message-ID: (.*)$/im.exec(mail)?.[1])).size).toBe(3);
    expect(server.mails[0]).toMatch(/^Auto-Submitted: auto-generated/im);
    expect((await statesOf(scene)).filter((state) => state.startsWith('email'))).toEqual(
      Array.from({ length: 3 }, () => 'email delivered'),
    );
    expect(outbox.failures).toEqual([]);
    await server.stop();
  });

  test('is told in the language of its reader, with a link', async ({ scene }) => {
    const server = await aMailServer();
    const officer = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
    await aContact(scene, officer, ['email', 'chen@dais.example']);
    const input = { language: 'en', quiet: null, wishes: [] };
    await perform(scene, officer, { useCase: setPreferences, input });
    await enqueue(scene, {});
    await anOutbox(scene, { kinds: [aKind(lamps())], channels: [mailTo(server.port)] }).tell();
    expect(server.mails[0]).toContain('https://dais.example/en/office/commitments/lamps');
    await server.stop();
  });

  test('that a mailbox refuses for good is given up at once, until an officer has it tried again', async ({
    scene,
    time,
  }) => {
    const server = await aMailServer();
    const officer = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
    await aContact(scene, officer, ['email', 'gone@dais.example']);
    const outbox = anOutbox(scene, { kinds: [aKind(lamps())], channels: [mailTo(server.port)] });
    server.refusal = { code: 550, at: 'RCPT' };
    await enqueue(scene, {});
    await outbox.tell();
    time.add({ hours: 100 });
    await outbox.tell();
    const { items } = await ask(scene, officer, { query: listOutbox, input: { states: ['given-up'] } });
    expect(items).toMatchObject([{ state: 'given-up', failure: 'smtp-550', attempts: 1 }]);
    server.refusal = undefined;
    await perform(scene, officer, { useCase: retryDelivery, input: { id: items[0]?.id } });
    await outbox.tell();
    expect(server.mails).toHaveLength(1);
    await server.stop();
  });

  test('that was cut off while it was sent is sent again under its old name', async ({ scene, time }) => {
    const server = await aMailServer();
    const officer = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
    await aContact(scene, officer, ['email', 'chen@dais.example']);
    const outbox = anOutbox(scene, { kinds: [aKind(lamps())], channels: [mailTo(server.port)] });
    await enqueue(scene, {});
    await outbox.tell();
    await sql`update kernel.notice_delivery set state = 'sending' where channel = 'email'`.execute(scene.database);
    await outbox.tell();
    expect(server.mails).toHaveLength(1);
    time.add({ minutes: 4 });
    await outbox.tell();
    time.add({ minutes: 4 });
    await outbox.tell();
    expect(new Set(server.mails.map((mail) => /^Message-ID: (.*)$/im.exec(mail)?.[1])).size).toBe(1);
    expect(server.mails).toHaveLength(2);
    await server.stop();
  });

  test('is dropped when what it tells is so no longer', async ({ scene, time }) => {
    const server = await aMailServer();
    const officer = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
    await aContact(scene, officer, ['email', 'chen@dais.example']);
    const facts = lamps();
    const outbox = anOutbox(scene, { kinds: [aKind(facts)], channels: [mailTo(server.port)] });
    server.refusal = { code: 451, at: 'DATA' };
    await enqueue(scene, {});
    await outbox.tell();
    facts.delete('lamps');
    server.refusal = undefined;
    time.add({ hours: 1 });
    await outbox.tell();
    expect(server.mails).toEqual([]);
    expect(await statesOf(scene)).toEqual(['email void', 'in-app delivered']);
    await server.stop();
  });

  test('goes out once under two runners, and no faster than its rate', async ({ scene, time }) => {
    const server = await aMailServer();
    const officer = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
    await aContact(scene, officer, ['email', 'chen@dais.example']);
    const channels = [{ ...mailTo(server.port), perMinute: 12 }];
    const [one, other] = [1, 2].map(() => anOutbox(scene, { kinds: [aKind(lamps())], channels }));
    await enqueue(scene, ...Array.from({ length: 30 }, () => ({})));
    await Promise.all([one?.tell(), other?.tell()]);
    expect(server.mails).toHaveLength(12);
    time.add({ seconds: 61 });
    await Promise.all([one?.tell(), other?.tell()]);
    time.add({ seconds: 61 });
    await Promise.all([one?.tell(), other?.tell()]);
    expect(server.mails).toHaveLength(30);
    expect(new Set(server.mails.map((mail) => /^Message-ID: (.*)$/im.exec(mail)?.[1])).size).toBe(30);
    expect([...(one?.failures ?? []), ...(other?.failures ?? [])]).toEqual([]);
    await server.stop();
  });
});

describe('wishes', () => {
  test('quiet hours put an e-mail off until the morning; the product keeps it meanwhile', async ({ scene, time }) => {
    const server = await aMailServer();
    const officer = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
    await aContact(scene, officer, ['email', 'chen@dais.example']);
    const quiet = { from: '21:00', until: '07:00' };
    await perform(scene, officer, { useCase: setPreferences, input: { language: 'zh', quiet, wishes: [] } });
    time.add({ hours: 12 });
    const outbox = anOutbox(scene, { kinds: [aKind(lamps())], channels: [mailTo(server.port)] });
    await enqueue(scene, {});
    await outbox.tell();
    expect(await statesOf(scene)).toEqual(['email waiting', 'in-app delivered']);
    time.add({ hours: 9 });
    await outbox.tell();
    expect(server.mails).toHaveLength(1);
    await server.stop();
  });

  test.for([
    [false, []],
    [true, ['in-app delivered']],
  ] as const)(
    'of a kind that is not wanted nothing is told, unless it is mandatory (%s)',
    async ([isMandatory, states], { scene }) => {
      const officer = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
      await aContact(scene, officer, ['email', 'chen@dais.example']);
      const wishes = ['in-app', 'email'].map((channel) => ({ kind: 'test.overdue', channel, isWanted: false }));
      await perform(scene, officer, { useCase: setPreferences, input: { language: 'zh', quiet: null, wishes } });
      await enqueue(scene, {});
      await anOutbox(scene, { kinds: [aKind(lamps(), isMandatory)], channels: [mailTo(1)] }).tell();
      expect(await statesOf(scene)).toEqual(states);
    },
  );
});

test('a defect in one kind holds up no other, and is told of', async ({ scene }) => {
  const officer = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
  const broken = { ...aKind(lamps()), kind: 'test.broken', tell: () => Promise.reject(new Error('a defect')) };
  const outbox = anOutbox(scene, { kinds: [broken, aKind(lamps())] });
  await enqueue(scene, { kind: 'test.broken' }, {});
  await outbox.tell();
  expect(await ask(scene, officer, { query: readInbox, input: {} })).toMatchObject({ total: 1 });
  expect(outbox.failures).toMatchObject([{ message: 'a defect' }]);
});

test('the outbox of a town shows what is of it, and to security no content', async ({ scene }) => {
  const officer = await anAccount(scene, { role: 'town-officer', region: SHIQIAO });
  const other = await anAccount(scene, { role: 'town-officer', region: GUANLAN });
  const security = await anAccount(scene, { role: 'security', region: DISTRICT });
  await enqueue(scene, { region: SHIQIAO, recipient: { accountId: officer.id } });
  await anOutbox(scene, { kinds: [aKind(lamps())] }).tell();
  const query = { query: listOutbox, input: { states: ['delivered'] } };
  expect((await ask(scene, officer, query)).items).toMatchObject([{ told: { zh: { text: '请尽快跟进。' } } }]);
  expect((await ask(scene, other, query)).items).toEqual([]);
  const { items } = await ask(scene, security, query);
  expect(items).toMatchObject([{ told: null, kind: 'test.overdue' }]);
  const retry = { useCase: retryDelivery, input: { id: items[0]?.id } };
  await expect(perform(scene, other, retry)).rejects.toMatchObject({ code: 'notice.not-found' });
  await expect(perform(scene, officer, retry)).rejects.toMatchObject({ code: 'notice.not-now' });
});
