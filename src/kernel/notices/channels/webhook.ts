import type { Outcome } from '../domain/delivery-life.ts';
import { cutToBytes } from '../domain/fill-template.ts';
import type { Channel } from '../use-cases/run-outbox.ts';
import { hand } from './http.ts';

export interface WebhookSetting {
  /** The addresses by the names of their targets. They hold the robot's key, and are shown nowhere. */
  readonly urls: ReadonlyMap<string, string>;
  readonly origin: string | undefined;
}

/** What a WeCom robot takes in a text. */
const MOST_BYTES = 2048;
/** WeCom's code for more than twenty messages a minute. */
const TOO_FAST = 45_009;
/** WeCom's code for a robot that is no longer there. */
const NO_ROBOT = 93_000;

function judge(answer: string): Outcome {
  let errcode: unknown;
  try {
    ({ errcode } = JSON.parse(answer) as { errcode?: unknown });
  } catch {
    return { kind: 'failed', code: 'answer-not-understood', isDown: true };
  }
  if (errcode === 0) return { kind: 'delivered' };
  if (typeof errcode !== 'number') return { kind: 'failed', code: 'answer-not-understood', isDown: true };
  return { kind: 'failed', code: `wecom-${errcode}`, isDown: errcode === TOO_FAST, isFinal: errcode === NO_ROBOT };
}

/** A robot in a group chat of WeCom. It does not know a message that comes twice. */
export function webhookChannel({ urls, origin }: WebhookSetting): Channel {
  return {
    name: 'webhook',
    isRepeatKnown: false,
    perMinute: 20,
    async send({ to, title, text, path }) {
      const url = urls.get(to);
      if (url === undefined) return { kind: 'failed', code: 'not-configured', isFinal: true };
      const link = origin === undefined ? '' : `\n${origin}${path}`;
      const content = cutToBytes(`${title}\n${text}`, MOST_BYTES - Buffer.byteLength(link)) + link;
      const body = JSON.stringify({ msgtype: 'text', text: { content } });
      return hand({ url, method: 'POST', headers: { 'content-type': 'application/json' }, body }, judge);
    },
  };
}
