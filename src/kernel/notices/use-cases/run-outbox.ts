import { type Actor, type Stage, ask, perform } from '../../use-case/define-use-case.ts';
import type { Outcome } from '../domain/delivery-life.ts';
import type { WebhookTarget } from '../domain/wishes.ts';
import type { NoticeKinds } from '../notice-kind.ts';
import type { Delivery } from '../store/deliveries.ts';
import { addressNotice, findDue, setAside, tellNotice } from './address-notices.ts';
import { type Message, claimDelivery, composeMessage, settleDelivery } from './deliver-notices.ts';

/** A way out of the product. */
export interface Channel {
  readonly name: 'email' | 'webhook' | 'sms';
  /** Whether its receiver knows a message that comes twice by its id, so that sending it again does no harm. */
  readonly isRepeatKnown: boolean;
  readonly perMinute: number;
  /** Never fails: what went wrong is an outcome. Ends within two minutes. */
  send(message: Message): Promise<Outcome>;
}

export interface OutboxSetting {
  readonly stage: Stage;
  readonly actor: () => Promise<Actor>;
  readonly kinds: NoticeKinds;
  readonly channels: readonly Channel[];
  readonly webhooks: readonly WebhookTarget[];
  /** Told of defects of ours; what a server or a gateway refuses is on the page of the outbox. */
  readonly onFailure: (error: unknown) => void;
}

/** Tells what is due, in the background of this process. Several processes may do so at once. */
export interface Outbox {
  /** Looks whether something is due. To be called after each change, and by the clock. */
  wake(): void;
  /** Resolves when nothing more is due. */
  idle(): Promise<void>;
  /** Begins nothing more, and waits for what is being sent. */
  stop(): Promise<void>;
}

type Work = OutboxSetting & { readonly isStopping: () => boolean };

async function addressAll({ stage, actor, kinds, channels, webhooks, onFailure, isStopping }: Work): Promise<void> {
  const has = (name: Channel['name']) => channels.some((channel) => channel.name === name);
  const ways = { email: has('email'), sms: has('sms'), webhooks: has('webhook') ? webhooks : [] };
  while (!isStopping()) {
    const by = await actor();
    const due = await ask(stage, by, { query: findDue, input: {} });
    if (due === undefined) return;
    const key = { district: due.district, id: due.id };
    try {
      const told = await ask(stage, by, { query: tellNotice, input: { ...key, kinds } });
      await perform(stage, by, { useCase: addressNotice, input: { ...key, kinds, told, ways } });
    } catch (error) {
      onFailure(error);
      await perform(stage, by, { useCase: setAside, input: key });
    }
  }
}

type Result = Outcome | { readonly kind: 'drop' } | { readonly kind: 'postpone'; readonly until: string };

async function sendOne(
  { stage, actor, kinds, onFailure }: Work,
  channel: Channel,
  delivery: Delivery,
): Promise<Result> {
  try {
    const { district, id, noticeId, recipient } = delivery;
    const input = { district, id, noticeId, recipient, channel: channel.name, kinds };
    const composed = await ask(stage, await actor(), { query: composeMessage, input });
    return composed.kind === 'message' ? await channel.send(composed.message) : composed;
  } catch (error) {
    onFailure(error);
    return { kind: 'failed', code: 'defect' };
  }
}

/** Sends by one channel until nothing is due, its rate is reached, or it is down: then the others are left to wait. */
async function deliverAll(work: Work, channel: Channel): Promise<void> {
  const { stage, actor, isStopping } = work;
  const { name, isRepeatKnown, perMinute } = channel;
  while (!isStopping()) {
    const claim = { channel: name, isRepeatKnown, perMinute };
    const delivery = await perform(stage, await actor(), { useCase: claimDelivery, input: claim });
    if (delivery === undefined) return;
    const outcome = await sendOne(work, channel, delivery);
    const { district, id, attempts } = delivery;
    const input = { district, id, attempts, isRepeatKnown, outcome };
    await perform(stage, await actor(), { useCase: settleDelivery, input });
    if (outcome.kind === 'failed' && outcome.isDown === true) return;
  }
}

/** Opens the outbox of a process. */
export function openOutbox(setting: OutboxSetting): Outbox {
  let isStopped = false;
  let isAsked = false;
  let working = Promise.resolve();
  const work: Work = { ...setting, isStopping: () => isStopped };

  async function run(): Promise<void> {
    isAsked = false;
    // Without room on the disk nothing could be written down, and what was sent would be sent again.
    if (isStopped || !(await setting.stage.hasRoom())) return;
    await addressAll(work);
    await Promise.all(setting.channels.map((channel) => deliverAll(work, channel).catch(setting.onFailure)));
  }

  return {
    wake() {
      if (isAsked || isStopped) return;
      isAsked = true;
      working = working.then(run).catch(setting.onFailure);
    },
    idle: () => working,
    stop() {
      isStopped = true;
      return working;
    },
  };
}
