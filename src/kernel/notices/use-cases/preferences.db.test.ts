import { sql } from 'kysely';
import { describe, expect } from 'vitest';
import { DISTRICT } from '#tests/support/deputies.ts';
import { CLOCK, aKind, aMailServer, anAccount, anOutbox, enqueue, test } from '#tests/support/notices.ts';
import { ask, perform } from '../../use-case/define-use-case.ts';
import { emailChannel } from '../channels/email.ts';
import { confirmContactWay, setContactWay } from './change-contact-way.ts';
import { forgetOldNotices } from './forget-told.ts';
import { markNoticesRead, readInbox } from './inbox.ts';
import { readPreferences, setPreferences } from './preferences.ts';

const EMAIL = { channel: 'email', address: 'chen@dais.example' };

describe('an address of one’s own', () => {
  test('is used once a code that was sent to it comes back', async ({ scene }) => {
    const server = await aMailServer();
    const url = `smtp://127.0.0.1:${server.port}`;
    const officer = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
    const channels = [emailChannel({ url, from: 'notice@jiannuo.example', origin: undefined })];
    const outbox = anOutbox(scene, { kinds: [aKind(new Map([['lamps', '路灯']]))], channels });
    await perform(scene, officer, { useCase: setContactWay, input: EMAIL });
    await enqueue(scene, {});
    await outbox.tell();
    // The notice itself is not sent to an address that nobody has proven.
    expect(server.mails).toHaveLength(1);
    const { rows } = await sql<{ code: string }>`select code from kernel.contact_way`.execute(scene.database);
    const code = rows[0]?.code ?? '';
    expect(code).toMatch(/^\d{6}$/);
    expect(Buffer.from(server.mails[0]?.split('\r\n\r\n')[1] ?? '', 'base64').toString()).toContain(code);
    const { contacts } = await ask(scene, officer, { query: readPreferences, input: {} });
    expect(contacts).toEqual([{ channel: 'email', address: 'c***@dais.example', isVerified: false }]);

    const confirm = (guess: string) =>
      perform(scene, officer, { useCase: confirmContactWay, input: { channel: 'email', code: guess } });
    expect(await confirm('nonsense')).toBe(false);
    expect(await confirm(code)).toBe(true);
    expect(await confirm(code)).toBe(false);
    await enqueue(scene, {});
    await outbox.tell();
    expect(server.mails).toHaveLength(2);
    const kept = await sql`select told from kernel.notice where kind = 'kernel.contact-code'`.execute(scene.database);
    expect(kept.rows).toEqual([{ told: null }]);
    await server.stop();
  });

  test('cannot be guessed, nor be had verified late', async ({ scene, time }) => {
    const officer = await anAccount(scene, { role: 'deputy', region: DISTRICT });
    const code = async () =>
      (await sql<{ code: string }>`select code from kernel.contact_way`.execute(scene.database)).rows[0]?.code;
    const confirm = async (guess: string | undefined) =>
      perform(scene, officer, { useCase: confirmContactWay, input: { channel: 'email', code: guess ?? '' } });
    await perform(scene, officer, { useCase: setContactWay, input: EMAIL });
    for (let guess = 0; guess < 5; guess += 1) expect(await confirm('nonsense')).toBe(false);
    expect(await confirm(await code())).toBe(false);

    const again = () => perform(scene, officer, { useCase: setContactWay, input: EMAIL });
    await expect(again()).rejects.toMatchObject({ code: 'notice.code-too-soon' });
    time.add({ minutes: 2 });
    await again();
    time.add({ minutes: 31 });
    expect(await confirm(await code())).toBe(false);
  });

  test.for([
    ['email', 'no address'],
    ['email', 'a@b'],
    ['email', 'a@b.cn\r\nBcc: x@y.cn'],
    ['email', 'a@b.cn, c@d.cn'],
    ['sms', '12345'],
    ['sms', '+8613900001234'],
  ])('by %s is not %j', async ([channel, address], { scene }) => {
    const officer = await anAccount(scene, { role: 'deputy', region: DISTRICT });
    const set = perform(scene, officer, { useCase: setContactWay, input: { channel, address } });
    await expect(set).rejects.toMatchObject({ kind: 'invalid', code: 'notice.bad-address' });
  });

  test('can be taken back, though not so as to have codes sent without end', async ({ scene, time }) => {
    const officer = await anAccount(scene, { role: 'deputy', region: DISTRICT });
    await perform(scene, officer, { useCase: setContactWay, input: EMAIL });
    const remove = () => perform(scene, officer, { useCase: setContactWay, input: { ...EMAIL, address: '' } });
    await expect(remove()).rejects.toMatchObject({ code: 'notice.code-too-soon' });
    time.add({ minutes: 2 });
    await remove();
    expect((await ask(scene, officer, { query: readPreferences, input: {} })).contacts).toEqual([]);
  });
});

describe('preferences', () => {
  test('are kept for each account alone', async ({ scene }) => {
    const [one, other] = await Promise.all([1, 2].map(() => anAccount(scene, { role: 'deputy', region: DISTRICT })));
    if (one === undefined || other === undefined) throw new Error('two accounts');
    const wishes = [{ kind: 'test.overdue', channel: 'email', isWanted: false }];
    const quiet = { from: '22:00', until: '06:30' };
    await perform(scene, one, { useCase: setPreferences, input: { language: 'en', quiet, wishes } });
    const read = (actor: typeof one) => ask(scene, actor, { query: readPreferences, input: {} });
    expect(await read(one)).toEqual({ language: 'en', quiet, wishes, contacts: [] });
    expect(await read(other)).toEqual({ language: 'zh', quiet: null, wishes: [], contacts: [] });
  });
});

describe('an inbox', () => {
  test('is its account’s alone, to read and to mark', async ({ scene }) => {
    const one = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
    const other = await anAccount(scene, { role: 'deputy', region: DISTRICT });
    await enqueue(scene, {}, {});
    await anOutbox(scene, { kinds: [aKind(new Map([['lamps', '路灯']]))] }).tell();
    const { items } = await ask(scene, one, { query: readInbox, input: {} });
    const mark = (actor: typeof one, id: string | null) =>
      perform(scene, actor, { useCase: markNoticesRead, input: { id } });
    expect(await mark(other, items[0]?.id ?? null)).toBe(0);
    expect(await mark(other, null)).toBe(0);
    expect(await mark(one, items[0]?.id ?? null)).toBe(1);
    expect(await ask(scene, one, { query: readInbox, input: {} })).toMatchObject({ total: 2, unread: 1 });
    expect(await mark(one, null)).toBe(1);
  });

  test('forgets what it said after a year, and that it said so never', async ({ scene, time }) => {
    const officer = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
    const outbox = anOutbox(scene, { kinds: [aKind(new Map([['lamps', '路灯']]))] });
    await enqueue(scene, { uniqueKey: 'once' });
    await outbox.tell();
    time.add({ hours: 399 * 24 });
    expect(await perform(scene, CLOCK, { useCase: forgetOldNotices, input: {} })).toBe(0);
    time.add({ hours: 48 });
    expect(await perform(scene, CLOCK, { useCase: forgetOldNotices, input: {} })).toBe(1);
    const { items } = await ask(scene, officer, { query: readInbox, input: {} });
    expect(items).toMatchObject([{ told: null }]);
    expect(await enqueue(scene, { uniqueKey: 'once' })).toBe(0);
  });
});
