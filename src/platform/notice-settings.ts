import { ConfigFailure } from './config.ts';

/** By what notices leave the product, as the operator has set it. All of it may hold secrets. */
export interface NoticeSettings {
  /** How people reach the product: `https://dais.example.cn`. */
  readonly origin: string | undefined;
  readonly smtp: { readonly url: string; readonly from: string } | undefined;
  readonly webhooks: readonly WebhookSettings[];
  readonly sms: SmsSettings | undefined;
}

interface WebhookSettings {
  /** The part before the `=`: `*`, `town-officer`, or `town-officer@500199101000`. */
  readonly name: string;
  readonly role?: string;
  readonly region?: string;
  readonly url: string;
}

interface SmsSettings {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly body: string | undefined;
  readonly authorization: string | undefined;
  readonly success: RegExp;
}

type Read = (name: string) => string | undefined;

function refuse(name: string, zh: string, en: string): ConfigFailure {
  // The value may hold a password or a key, which is not for a screen or a log.
  return new ConfigFailure({
    zh: `设置 ${name} 无效：应为${zh}。`,
    en: `${name} is not a valid setting: it has to be ${en}.`,
  });
}

function isAddress(text: string, protocols: readonly string[]): boolean {
  return URL.canParse(text) && protocols.includes(new URL(text).protocol);
}

function readSmtp(read: Read): NoticeSettings['smtp'] {
  const url = read('JIANNUO_SMTP_URL');
  if (url === undefined) return undefined;
  if (!isAddress(url, ['smtp:', 'smtps:'])) {
    throw refuse(
      'JIANNUO_SMTP_URL',
      ' smtp://用户:密码@主机:端口 形式的地址（加密连接用 smtps://）',
      'an address such as smtp://user:password@host:port (smtps:// for an encrypted line)',
    );
  }
  const from = read('JIANNUO_SMTP_FROM');
  if (from === undefined || !/^[^\s@<>]+@[^\s@<>]+$/.test(from)) {
    throw refuse(
      'JIANNUO_SMTP_FROM',
      '发件人邮箱，如 notice@example.cn',
      'the address of the sender, such as notice@example.cn',
    );
  }
  return { url, from };
}

const WEBHOOK = /^(?:(\*|[a-z-]+)?(?:@(\d{12}))?=)?(https?:\/\/\S+)$/;

function readWebhooks(read: Read): WebhookSettings[] {
  const entries = (read('JIANNUO_WEBHOOK_URL') ?? '').split(/\s+/).filter((entry) => entry !== '');
  return entries.map((entry) => {
    const [, who, region, url = ''] = WEBHOOK.exec(entry) ?? [];
    if (!isAddress(url, ['http:', 'https:'])) {
      throw refuse(
        'JIANNUO_WEBHOOK_URL',
        '一个或几个以空格分开的机器人地址，可写明角色和区划：town-officer@500199101000=https://…',
        'addresses of robots, set apart by spaces, each for a role and a region if you like: town-officer@500199101000=https://…',
      );
    }
    const role = who === undefined || who === '*' ? {} : { role: who };
    const name = `${who ?? '*'}${region === undefined ? '' : `@${region}`}`;
    return { name, ...role, ...(region === undefined ? {} : { region }), url };
  });
}

function readSuccess(read: Read): RegExp {
  const pattern = read('JIANNUO_SMS_SUCCESS');
  try {
    if (pattern !== undefined) return new RegExp(pattern);
  } catch {
    // Refused below, as one that is missing.
  }
  throw refuse(
    'JIANNUO_SMS_SUCCESS',
    '正则表达式，短信网关的应答与之相符才算发出，如 "code":\\s*0',
    'a regular expression that the answer of the gateway fits when it has taken a message, such as "code":\\s*0',
  );
}

function readSms(read: Read): NoticeSettings['sms'] {
  const url = read('JIANNUO_SMS_URL');
  if (url === undefined) return undefined;
  const body = read('JIANNUO_SMS_BODY');
  const template = `${url} ${body ?? ''}`;
  const isWhole = template.includes('{phone}') && template.includes('{text}');
  // A value in the name of the host could lead a message to another machine.
  if (!isAddress(url, ['http:', 'https:']) || !isWhole || /^https?:\/\/[^/?#]*\{/.test(url)) {
    throw refuse(
      'JIANNUO_SMS_URL',
      '短信网关的地址；它和 JIANNUO_SMS_BODY 里合起来要有 {phone} 和 {text}',
      'the address of the gateway; it and JIANNUO_SMS_BODY together have to name {phone} and {text}',
    );
  }
  const authorization = read('JIANNUO_SMS_AUTHORIZATION');
  return { url, method: body === undefined ? 'GET' : 'POST', body, authorization, success: readSuccess(read) };
}

/**
 * Reads the settings of notices.
 * @param env JIANNUO_ORIGIN, JIANNUO_SMTP_URL, JIANNUO_SMTP_FROM, JIANNUO_WEBHOOK_URL, JIANNUO_SMS_URL, JIANNUO_SMS_BODY,
 *   JIANNUO_SMS_AUTHORIZATION, JIANNUO_SMS_SUCCESS; an empty one counts as absent
 * @throws {ConfigFailure} naming the first setting that is wrong, without its value
 */
export function readNoticeSettings(env: Readonly<Record<string, string | undefined>>): NoticeSettings {
  const read: Read = (name) => (env[name] === '' ? undefined : env[name]);
  return {
    // Refused by `readConfig` when it is wrong.
    origin: read('JIANNUO_ORIGIN')?.replace(/\/$/, ''),
    smtp: readSmtp(read),
    webhooks: readWebhooks(read),
    sms: readSms(read),
  };
}
