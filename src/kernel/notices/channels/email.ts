import nodemailer from 'nodemailer';
import type { Outcome } from '../domain/delivery-life.ts';
import type { Message } from '../use-cases/deliver-notices.ts';
import type { Channel } from '../use-cases/run-outbox.ts';

export interface EmailSetting {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly url: string;
  readonly from: string;
  /** How people reach the product, without a slash at its end; without it a message has no link. */
  readonly origin: string | undefined;
}

const WAIT_MS = 15_000;
const LOOPBACK = /^(localhost|127\.|\[::1\])/;

/** Where the conversation broke off; only once the text is on its way can it have arrived. */
function outcomeOf(error: unknown): Outcome {
  const {
    code = 'unknown',
    command = '',
    responseCode,
  } = error as {
    code?: string;
    command?: string;
    responseCode?: number;
  };
  const isOfAddress = ['EENVELOPE', 'EMESSAGE'].includes(code);
  if (responseCode !== undefined) {
    const isFinal = isOfAddress && responseCode >= 500;
    return { kind: 'failed', code: `smtp-${responseCode}`, isFinal, isDown: !isOfAddress };
  }
  if (command === 'DATA' && ['ETIMEDOUT', 'ESOCKET', 'ECONNECTION'].includes(code)) return { kind: 'unknown', code };
  return { kind: 'failed', code: code.toLowerCase(), isDown: !isOfAddress };
}

function bodyOf({ text, path, language }: Message, origin: string | undefined): string {
  if (origin === undefined) return text;
  return `${text}\n\n${language === 'en' ? 'See' : '查看'}: ${origin}${path}\n`;
}

/**
 * E-mail. A password goes only over an encrypted line, except to this machine itself. A message that is sent again has the
 * same Message-ID, by which mailboxes and people know it.
 */
export function emailChannel({ url, from, origin }: EmailSetting): Channel {
  const { username, host } = new URL(url);
  const transport = nodemailer.createTransport({
    ...{ url, connectionTimeout: WAIT_MS, greetingTimeout: WAIT_MS, socketTimeout: WAIT_MS, dnsTimeout: WAIT_MS },
    requireTLS: username !== '' && !LOOPBACK.test(host),
    // A message is made of nothing but its words: no file and no address is read for it.
    ...{ disableFileAccess: true, disableUrlAccess: true },
  });
  const domain = from.replace(/^.*@/, '').replace(/[^\w.-]/g, '');
  return {
    name: 'email',
    isRepeatKnown: true,
    perMinute: 60,
    async send(message) {
      try {
        await transport.sendMail({
          ...{ from, to: { name: '', address: message.to }, subject: message.title.replace(/\s+/g, ' ') },
          ...{ text: bodyOf(message, origin), messageId: `<${message.id}@${domain}>` },
          headers: { 'Auto-Submitted': 'auto-generated', 'Content-Language': message.language },
        });
        return { kind: 'delivered' };
      } catch (error) {
        return outcomeOf(error);
      }
    },
  };
}
