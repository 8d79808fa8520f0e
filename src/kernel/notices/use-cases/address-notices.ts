import { z } from 'zod';
import { defineQuery, defineUseCase } from '../../use-case/define-use-case.ts';
import { lineage } from '../../values/region-code.ts';
import { dayOf, instantText } from '../../values/time.ts';
import { afterQuiet } from '../domain/quiet-hours.ts';
import { type PersonalChannel, isWanted, webhooksFor } from '../domain/wishes.ts';
import type { NoticeKind } from '../notice-kind.ts';
import { findContactWays } from '../store/contact-ways.ts';
import { type NewDelivery, insertDeliveries } from '../store/deliveries.ts';
import {
  type WaitingNotice,
  closeNotice,
  findDueNotice,
  findNotice,
  holdWaitingNotice,
  postponeNotice,
} from '../store/notices.ts';
import { findRecipients } from '../store/recipients.ts';
import { findWishes, getNoticeSetting } from '../store/settings.ts';
import type { Scene } from '../../use-case/define-use-case.ts';
import { Key, Kinds, ToldSchema } from './inputs.ts';

// From the outbox to the recipients: a due notice is found, what it tells is read, and each recipient and channel gets
// a delivery of its own.

/** The notice that has been due longest; undefined when none is due. */
export const findDue = defineQuery({
  name: 'kernel.find-due-notice',
  input: z.object({}),
  by: ['clock'],
  read: ({ tx, now, recordedAt }) => findDueNotice(tx, { now, recordedAt }),
});

/** What a notice tells now; undefined when it is so no longer, or of no kind that is known. */
export const tellNotice = defineQuery({
  name: 'kernel.tell-notice',
  input: Key.extend({ kinds: Kinds }),
  by: ['clock'],
  async read({ tx }, { kinds, ...key }) {
    const notice = await findNotice(tx, key);
    return notice && kinds.get(notice.kind)?.tell(tx, notice);
  },
});

/** An account may be made tomorrow: until then a notice waits for its recipient, and then it is given up. */
const DAYS_FOR_NOBODY = 7;

const Ways = z.object({
  /** What is configured: by nothing else anything is ever sent. */
  email: z.boolean(),
  sms: z.boolean(),
  webhooks: z.array(z.object({ name: z.string(), role: z.string().optional(), region: z.string().optional() })),
});

async function deliveriesTo(
  scene: Scene,
  { notice, kind, accountId }: { notice: WaitingNotice; kind: NoticeKind; accountId: string },
  ways: z.output<typeof Ways>,
): Promise<NewDelivery[]> {
  const account = { district: notice.district, accountId };
  const { quiet } = await getNoticeSetting(scene.tx, account);
  const wishes = await findWishes(scene.tx, account);
  const verified = (await findContactWays(scene.tx, account)).filter(({ verifiedAt }) => verifiedAt !== null);
  const channels: PersonalChannel[] = [
    'in-app',
    ...verified.map(({ channel }) => channel).filter((channel) => ways[channel]),
  ];
  return channels
    .filter((channel) => isWanted(kind, channel, wishes))
    .map((channel) => ({
      ...{ id: scene.newId(), channel, recipient: accountId, isDelivered: channel === 'in-app' },
      nextAt: channel === 'in-app' ? scene.recordedAt : afterQuiet(scene.recordedAt, quiet),
    }));
}

function webhookDeliveries(scene: Scene, notice: WaitingNotice, ways: z.output<typeof Ways>): NewDelivery[] {
  if (!('roleIn' in notice.recipient)) return [];
  const { role, region } = notice.recipient.roleIn;
  const targets = ways.webhooks.map(({ name, role: of, region: within }) => ({
    ...{ name, ...(of === undefined ? {} : { role: of }), ...(within === undefined ? {} : { region: within }) },
  }));
  return webhooksFor({ role, lineage: lineage(region) }, targets).map(({ name }) => ({
    ...{ id: scene.newId(), channel: 'webhook' as const, recipient: name, isDelivered: false },
    nextAt: scene.recordedAt,
  }));
}

function isTooLate(notice: WaitingNotice, recordedAt: string): boolean {
  const since = Temporal.Instant.from(notice.recordedAt);
  return since.until(Temporal.Instant.from(recordedAt)).total('hours') >= DAYS_FOR_NOBODY * 24;
}

/** A notice leaves the outbox for all who are to be told; in the product they have it with that. */
export const addressNotice = defineUseCase({
  name: 'kernel.address-notice',
  input: Key.extend({ kinds: Kinds, told: ToldSchema.optional(), ways: Ways }),
  by: ['clock'],
  isQuiet: true,
  async run(scene, { kinds, told, ways, ...key }) {
    const { tx, now, recordedAt } = scene;
    const done = { result: undefined, record: [] };
    const notice = await holdWaitingNotice(tx, key);
    if (notice === undefined) return done;
    const kind = kinds.get(notice.kind);
    if (told === undefined || kind === undefined) {
      await closeNotice(tx, notice, { state: 'void', at: now });
      return done;
    }
    const accounts = await findRecipients(tx, notice.recipient, { district: notice.district, day: dayOf(now) });
    const deliveries = webhookDeliveries(scene, notice, ways);
    for (const accountId of accounts) {
      deliveries.push(...(await deliveriesTo(scene, { notice, kind, accountId }, ways)));
    }
    if (accounts.length > 0 || deliveries.length > 0) {
      await insertDeliveries(tx, { ...notice, at: recordedAt }, deliveries);
      await closeNotice(tx, notice, { state: 'addressed', told, at: now });
    } else if (isTooLate(notice, recordedAt)) {
      await closeNotice(tx, notice, { state: 'nobody', at: now });
    } else {
      await postponeNotice(tx, notice, later(recordedAt, { hours: 24 }));
    }
    return done;
  },
});

function later(instant: string, by: Temporal.DurationLike): string {
  return instantText(Temporal.Instant.from(instant).add(by));
}

/** A notice that could not be read, by a defect of ours, is tried again later, and those behind it are not held up. */
export const setAside = defineUseCase({
  name: 'kernel.set-notice-aside',
  input: Key,
  by: ['clock'],
  isQuiet: true,
  async run({ tx, recordedAt }, key) {
    await postponeNotice(tx, key, later(recordedAt, { minutes: 10 }));
    return { result: undefined, record: [] };
  },
});
