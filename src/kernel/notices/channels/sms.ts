import { fillTemplate } from '../domain/fill-template.ts';
import type { Channel } from '../use-cases/run-outbox.ts';
import { hand } from './http.ts';

/** A gateway for text messages, by templates that name `{phone}`, `{text}` and `{id}`. */
export interface SmsSetting {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly body: string | undefined;
  /** `Authorization`, as the gateway wants it. */
  readonly authorization: string | undefined;
  /** What the answer of the gateway looks like when it has taken the message. */
  readonly success: RegExp;
}

const isJson = (body: string) => /^\s*[{[]/.test(body);

/**
 * Text messages. One that may have gone out is sent again only if the template names `{id}`, by which the gateway can know
 * it; else a person decides.
 */
export function smsChannel({ url, method, body, authorization, success }: SmsSetting): Channel {
  const format = body !== undefined && isJson(body) ? 'json' : 'form';
  const type = format === 'json' ? 'application/json' : 'application/x-www-form-urlencoded';
  return {
    name: 'sms',
    isRepeatKnown: `${url}${body ?? ''}`.includes('{id}'),
    perMinute: 60,
    send({ id, to, title, text }) {
      const values = { id, phone: to, text: `${title}。${text}` };
      const request = {
        ...{ url: fillTemplate(url, values, 'form'), method },
        headers: {
          ...(body === undefined ? {} : { 'content-type': type }),
          ...(authorization === undefined ? {} : { authorization }),
        },
        body: body === undefined ? undefined : fillTemplate(body, values, format),
      };
      return hand(request, (answer) =>
        success.test(answer) ? { kind: 'delivered' } : { kind: 'failed', code: 'answer-not-understood', isDown: true },
      );
    },
  };
}
