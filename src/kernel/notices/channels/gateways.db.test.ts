import { describe, expect } from 'vitest';
import { DISTRICT, SHIQIAO } from '#tests/support/deputies.ts';
import { aContact, aGateway, aKind, anAccount, anOutbox, enqueue, statesOf, test } from '#tests/support/notices.ts';
import { ask, perform } from '../../use-case/define-use-case.ts';
import { retryDelivery, listOutbox } from '../use-cases/outbox.ts';
import { setPreferences } from '../use-cases/preferences.ts';
import { smsChannel } from './sms.ts';
import { webhookChannel } from './webhook.ts';

const lamps = () => new Map([['lamps', '路灯 20 盏']]);

describe('a webhook', () => {
  test('tells the group of a role, and is tried again when the robot is too busy', async ({ scene, time }) => {
    const gateway = await aGateway('{"errcode":45009,"errmsg":"api freq out of limit"}');
    const webhooks = [{ name: 'town-officer', role: 'town-officer' }, { name: '*' }];
    const urls = new Map([
      ['town-officer', `${gateway.url}/robot?key=secret`],
      ['*', `${gateway.url}/all`],
    ]);
    const channels = [webhookChannel({ urls, origin: undefined })];
    const outbox = anOutbox(scene, { kinds: [aKind(lamps())], channels, webhooks });
    await enqueue(scene, { recipient: { roleIn: { role: 'town-officer', region: SHIQIAO } } });
    await outbox.tell();
    expect(await statesOf(scene)).toEqual(['webhook will-retry']);
    gateway.answer = { body: '{"errcode":0}' };
    time.add({ minutes: 2 });
    await outbox.tell();
    expect(gateway.requests.map(({ path }) => path)).toEqual(['/robot?key=secret', '/robot?key=secret']);
    expect(JSON.parse(gateway.requests[1]?.body ?? '')).toEqual({
      ...{ msgtype: 'text', text: { content: '逾期：路灯 20 盏\n请尽快跟进。' } },
    });
    expect(await statesOf(scene)).toEqual(['webhook delivered']);
    await gateway.stop();
  });

  test('that hung up may have told it: it is not told twice but by an officer', async ({ scene, time }) => {
    const gateway = await aGateway();
    gateway.answer = 'hang up';
    const officer = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
    const channels = [webhookChannel({ urls: new Map([['*', gateway.url]]), origin: undefined })];
    const outbox = anOutbox(scene, { kinds: [aKind(lamps())], channels, webhooks: [{ name: '*' }] });
    await enqueue(scene, {});
    await outbox.tell();
    time.add({ hours: 10 });
    await outbox.tell();
    expect(gateway.requests).toHaveLength(1);
    const { items } = await ask(scene, officer, { query: listOutbox, input: { states: ['in-doubt'] } });
    gateway.answer = { body: '{"errcode":0}' };
    await perform(scene, officer, { useCase: retryDelivery, input: { id: items[0]?.id } });
    await outbox.tell();
    expect(await statesOf(scene)).toEqual(['in-app delivered', 'webhook delivered']);
    await gateway.stop();
  });
});

describe('a text message', () => {
  test('is held back while the gateway answers nonsense, and escaped whatever it says', async ({ scene, time }) => {
    const gateway = await aGateway('<html>502 nginx</html>');
    const officer = await anAccount(scene, { role: 'district-officer', region: DISTRICT });
    await aContact(scene, officer, ['sms', '13900001234']);
    const wishes = [{ kind: 'test.overdue', channel: 'sms', isWanted: true }];
    await perform(scene, officer, { useCase: setPreferences, input: { language: 'zh', quiet: null, wishes } });
    const channel = smsChannel({
      ...{ url: gateway.url, method: 'POST', authorization: 'Bearer secret', success: /"code":\s*0/ },
      body: '{"to":"{phone}","text":"{text}","id":"{id}"}',
    });
    const facts = new Map([['lamps', 'a"},{"to":"all\n{phone}']]);
    const outbox = anOutbox(scene, { kinds: [aKind(facts)], channels: [channel] });
    await enqueue(scene, {});
    await outbox.tell();
    expect(await statesOf(scene)).toEqual(['in-app delivered', 'sms will-retry']);
    gateway.answer = { body: '{"code": 0}' };
    time.add({ minutes: 2 });
    await outbox.tell();
    const [first, second] = gateway.requests.map(({ body }) => JSON.parse(body) as Record<string, string>);
    expect(second).toEqual(first);
    expect(second).toMatchObject({ to: '13900001234', text: '逾期：a"},{"to":"all\n{phone}。请尽快跟进。' });
    expect(await statesOf(scene)).toEqual(['in-app delivered', 'sms delivered']);
    await gateway.stop();
  });
});
