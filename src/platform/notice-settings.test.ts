import { describe, expect, test } from 'vitest';
import { ConfigFailure } from './config.ts';
import { readNoticeSettings } from './notice-settings.ts';

const SMS = {
  JIANNUO_SMS_URL: 'https://sms.example/send?to={phone}',
  JIANNUO_SMS_BODY: '{"text":"{text}"}',
  JIANNUO_SMS_SUCCESS: '"code":0',
};

describe('settings of notices', () => {
  test('are none unless set: then notices stay in the product', () => {
    const none = { origin: undefined, smtp: undefined, webhooks: [], sms: undefined };
    expect(readNoticeSettings({})).toEqual(none);
    expect(readNoticeSettings({ JIANNUO_SMTP_URL: '', JIANNUO_SMS_URL: '' })).toEqual(none);
  });

  test('name a mail server, robots by role and region, and a gateway', () => {
    const settings = readNoticeSettings({
      ...SMS,
      JIANNUO_ORIGIN: 'https://dais.example/',
      JIANNUO_SMTP_URL: 'smtps://a:b@mail.example:465',
      JIANNUO_SMTP_FROM: 'notice@dais.example',
      JIANNUO_WEBHOOK_URL:
        'https://qy.example/send?key=1 town-officer@500199101000=https://qy.example/send?key=2\n*@500199102000=https://qy.example/send?key=3',
    });
    expect(settings.origin).toBe('https://dais.example');
    expect(settings.smtp?.from).toBe('notice@dais.example');
    expect(settings.webhooks).toEqual([
      { name: '*', url: 'https://qy.example/send?key=1' },
      {
        ...{ name: 'town-officer@500199101000', role: 'town-officer', region: '500199101000' },
        url: 'https://qy.example/send?key=2',
      },
      { name: '*@500199102000', region: '500199102000', url: 'https://qy.example/send?key=3' },
    ]);
    expect(settings.sms).toMatchObject({ method: 'POST', success: /"code":0/ });
  });

  test.each<[string, Record<string, string>]>([
    ['JIANNUO_SMTP_URL', { JIANNUO_SMTP_URL: 'https://user:secret@mail.example' }],
    ['JIANNUO_SMTP_FROM', { JIANNUO_SMTP_URL: 'smtp://user:secret@mail.example' }],
    ['JIANNUO_WEBHOOK_URL', { JIANNUO_WEBHOOK_URL: 'town@officer=https://qy.example?key=secret' }],
    ['JIANNUO_SMS_URL', { ...SMS, JIANNUO_SMS_BODY: 'secret' }],
    ['JIANNUO_SMS_URL', { ...SMS, JIANNUO_SMS_URL: 'https://{phone}.example/?k=secret' }],
    ['JIANNUO_SMS_SUCCESS', { ...SMS, JIANNUO_SMS_SUCCESS: '' }],
    ['JIANNUO_SMS_SUCCESS', { ...SMS, JIANNUO_SMS_SUCCESS: '(secret' }],
  ])('%s of %j is refused, without its value', (name, env) => {
    const read = () => readNoticeSettings(env);
    expect(read).toThrow(ConfigFailure);
    expect(read).toThrow(name);
    expect(read).not.toThrow('secret');
  });
});
