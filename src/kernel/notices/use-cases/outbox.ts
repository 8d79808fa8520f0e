import { z } from 'zod';
import { type Role, defineQuery, defineUseCase } from '../../use-case/define-use-case.ts';
import { DELIVERY_STATES, deliveryStep } from '../domain/delivery-life.ts';
import { maskAddress } from '../domain/mask-address.ts';
import { type OutboxRow, countOutbox, findOutbox } from '../store/lists.ts';
import { holdDeliveryWithin, updateDelivery } from '../store/deliveries.ts';

/** Who has to do with what the notices say. */
const SENDERS: readonly Role[] = ['district-officer', 'town-officer', 'operator'];
/** Who reads it; the others see only that something goes wrong. */
const READERS: readonly Role[] = [...SENDERS, 'auditor'];

/** A delivery as a page may show it: the address masked, the title only for whom it concerns. */
export type OutboxItem = Omit<OutboxRow, 'told'> & { readonly told: OutboxRow['told'] };

/** What waits, fails and was delivered in a region, the latest first. */
export const listOutbox = defineQuery({
  name: 'kernel.list-outbox',
  input: z.object({
    states: z.array(z.enum(DELIVERY_STATES)).min(1),
    offset: z.int().min(0).default(0),
    limit: z.int().min(1).max(200).default(50),
  }),
  by: [...READERS, 'security', 'admin'],
  async read({ tx, actor }, { states, ...page }) {
    const mayRead = READERS.includes(actor.role);
    const rows = await findOutbox(tx, { region: actor.region, states }, page);
    const items = rows.map((row): OutboxItem => {
      const isPersonal = row.channel === 'email' || row.channel === 'sms';
      const address = row.address !== null && isPersonal ? maskAddress(row.address) : row.address;
      return { ...row, address, told: mayRead ? row.told : null };
    });
    return { ...(await countOutbox(tx, actor.region)), items };
  },
});

/** Has a delivery tried again at once. Of one that is in doubt the officer decides that a second one does no harm. */
export const retryDelivery = defineUseCase({
  name: 'kernel.retry-delivery',
  input: z.object({ id: z.uuid() }),
  by: SENDERS,
  isQuiet: true,
  async run({ tx, actor, recordedAt }, { id }) {
    const delivery = await holdDeliveryWithin(tx, { id, region: actor.region });
    const state = deliveryStep('retry', delivery.state);
    await updateDelivery(tx, delivery, { state, attempts: 0, nextAt: recordedAt, failure: null, at: recordedAt });
    return { result: undefined, record: [] };
  },
});
