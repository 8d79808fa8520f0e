import { z } from 'zod';
import { type Scene, defineQuery, defineUseCase } from '../../use-case/define-use-case.ts';
import type { Locale } from '../../values/bilingual.ts';
import { instantText } from '../../values/time.ts';
import { type Outcome, actionAfter, deliveryStep, pauseAfter } from '../domain/delivery-life.ts';
import { afterQuiet } from '../domain/quiet-hours.ts';
import { CHANNELS, isWanted } from '../domain/wishes.ts';
import { CONTACT_CODE } from '../contact-code.ts';
import { type ContactWay, findContactWays } from '../store/contact-ways.ts';
import {
  type Delivery,
  countTried,
  holdDelivery,
  holdDue,
  holdLost,
  lockChannel,
  updateDelivery,
} from '../store/deliveries.ts';
import { findNotice } from '../store/notices.ts';
import { findWishes, getNoticeSetting } from '../store/settings.ts';
import { Key, Kinds } from './inputs.ts';

// One delivery at a time: it is claimed, its text is read as it is now, it is sent outside of any transaction, and what
// came of it is written down. A crash in between leaves it in `sending`, for whoever looks next.

/** Longer than any attempt can take: a delivery that is sent for longer was cut off. */
const MOST_SENDING_SECONDS = 180;
const NOTHING = { result: undefined, record: [] };

function shifted(instant: string, seconds: number): string {
  return instantText(Temporal.Instant.from(instant).add({ seconds }));
}

async function settleLost(scene: Scene, lost: readonly Delivery[], isRepeatKnown: boolean): Promise<void> {
  const outcome: Outcome = { kind: 'unknown', code: 'cut-off' };
  for (const delivery of lost) await settle(scene, delivery, { outcome, isRepeatKnown });
}

async function settle(
  { tx, recordedAt }: Scene,
  delivery: Delivery,
  { outcome, isRepeatKnown }: { readonly outcome: Outcome; readonly isRepeatKnown: boolean },
): Promise<void> {
  const { attempts } = delivery;
  const state = deliveryStep(actionAfter(outcome, { attempts, isRepeatKnown }), delivery.state);
  await updateDelivery(tx, delivery, {
    ...{ state, attempts, nextAt: shifted(recordedAt, pauseAfter(attempts)), at: recordedAt },
    failure: outcome.kind === 'delivered' ? null : outcome.code,
  });
}

const Channel = z.object({ channel: z.enum(CHANNELS), isRepeatKnown: z.boolean() });

/** Takes the next delivery of a channel, if its rate allows. Of two processes one takes it. */
export const claimDelivery = defineUseCase({
  name: 'kernel.claim-delivery',
  input: Channel.extend({ perMinute: z.int().min(1) }),
  by: ['clock'],
  isQuiet: true,
  async run(scene, { channel, isRepeatKnown, perMinute }): Promise<{ result: Delivery | undefined; record: [] }> {
    const { tx, recordedAt } = scene;
    await lockChannel(tx, channel);
    await settleLost(scene, await holdLost(tx, channel, shifted(recordedAt, -MOST_SENDING_SECONDS)), isRepeatKnown);
    const isFull = (await countTried(tx, channel, shifted(recordedAt, -60))) >= perMinute;
    const due = isFull ? undefined : await holdDue(tx, channel, recordedAt);
    if (due === undefined) return { result: undefined, record: [] };
    const claimed = { ...due, state: deliveryStep('send', due.state), attempts: due.attempts + 1 };
    await updateDelivery(tx, due, {
      ...{ state: claimed.state, attempts: claimed.attempts, nextAt: recordedAt, triedAt: recordedAt },
      ...{ failure: null, at: recordedAt },
    });
    return { result: claimed, record: [] };
  },
});

/** What goes out. */
export interface Message {
  /** Of the delivery: the same when it is sent again. */
  readonly id: string;
  /** An address, a number, or the name of a webhook. */
  readonly to: string;
  readonly language: Locale;
  readonly title: string;
  readonly text: string;
  /** Where to go in the product, with the language and without the host. */
  readonly path: string;
}

type Composed =
  | { readonly kind: 'message'; readonly message: Message }
  | { readonly kind: 'drop' }
  | { readonly kind: 'postpone'; readonly until: string };

/** A delivery's text as it is now, in its recipient's language; or why it does not go out. */
export const composeMessage = defineQuery({
  name: 'kernel.compose-message',
  input: Key.extend({ noticeId: z.uuid(), channel: z.enum(CHANNELS), recipient: z.string(), kinds: Kinds }),
  by: ['clock'],
  async read({ tx, recordedAt }, { kinds, ...delivery }): Promise<Composed> {
    const notice = await findNotice(tx, { district: delivery.district, id: delivery.noticeId });
    const kind = notice && kinds.get(notice.kind);
    const told = notice && (await kind?.tell(tx, notice));
    if (kind === undefined || told === undefined) return { kind: 'drop' };
    const message = (to: string, language: Locale): Composed => {
      const path = (language === 'en' ? '/en' : '') + told.address;
      return { kind: 'message', message: { id: delivery.id, to, language, ...told[language], path } };
    };
    const { channel } = delivery;
    if (channel === 'webhook') return message(delivery.recipient, 'zh');
    const account = { district: delivery.district, accountId: delivery.recipient };
    const way = (await findContactWays(tx, account)).find((one) => one.channel === channel);
    const isCode = kind.kind === CONTACT_CODE;
    if (way === undefined || !mayBeSentTo(way, isCode)) return { kind: 'drop' };
    const { language, quiet } = await getNoticeSetting(tx, account);
    // Whoever asks for a code waits for it.
    if (isCode) return message(way.address, language);
    if (!isWanted(kind, channel, await findWishes(tx, account))) return { kind: 'drop' };
    const until = afterQuiet(recordedAt, quiet);
    return until === recordedAt ? message(way.address, language) : { kind: 'postpone', until };
  },
});

function mayBeSentTo(way: ContactWay, isCode: boolean): boolean {
  return isCode || way.verifiedAt !== null;
}

const OutcomeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('delivered') }),
  z.object({ kind: z.literal('failed'), code: z.string(), isFinal: z.boolean().optional() }),
  z.object({ kind: z.literal('unknown'), code: z.string() }),
  z.object({ kind: z.literal('drop') }),
  z.object({ kind: z.literal('postpone'), until: z.string() }),
]);

/** What came of a claimed delivery. One that has been taken for lost meanwhile is left as it is. */
export const settleDelivery = defineUseCase({
  name: 'kernel.settle-delivery',
  input: Key.extend({ attempts: z.int(), isRepeatKnown: z.boolean(), outcome: OutcomeSchema }),
  by: ['clock'],
  isQuiet: true,
  async run(scene, { attempts, isRepeatKnown, outcome, ...key }) {
    const { tx, recordedAt } = scene;
    const delivery = await holdDelivery(tx, key);
    if (delivery?.state !== 'sending' || delivery.attempts !== attempts) return NOTHING;
    const change = { attempts, nextAt: recordedAt, failure: null, at: recordedAt };
    if (outcome.kind === 'drop') {
      await updateDelivery(tx, key, { ...change, state: deliveryStep('drop', 'sending') });
    } else if (outcome.kind === 'postpone') {
      const state = deliveryStep('postpone', 'sending');
      await updateDelivery(tx, key, { ...change, state, attempts: attempts - 1, nextAt: outcome.until });
    } else if (outcome.kind === 'failed') {
      const { kind, code, isFinal = false } = outcome;
      await settle(scene, delivery, { outcome: { kind, code, isFinal }, isRepeatKnown });
    } else {
      await settle(scene, delivery, { outcome, isRepeatKnown });
    }
    return NOTHING;
  },
});
