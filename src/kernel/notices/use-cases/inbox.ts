import { z } from 'zod';
import { defineQuery, defineUseCase } from '../../use-case/define-use-case.ts';
import { findInbox, markRead } from '../store/lists.ts';
import { SIGNED_IN } from './change-contact-way.ts';

/** What somebody has been told in the product, the newest first. */
export const readInbox = defineQuery({
  name: 'kernel.read-inbox',
  input: z.object({ offset: z.int().min(0).default(0), limit: z.int().min(0).max(100).default(20) }),
  by: SIGNED_IN,
  read: ({ tx, actor }, page) => findInbox(tx, { accountId: actor.id, region: actor.region }, page),
});

/** Marks a notice in one's own inbox as read, or all of them. @returns how many were not read before */
export const markNoticesRead = defineUseCase({
  name: 'kernel.mark-notices-read',
  input: z.object({ id: z.uuid().nullable() }),
  by: SIGNED_IN,
  isQuiet: true,
  async run({ tx, actor, recordedAt }, { id }) {
    const result = await markRead(tx, { accountId: actor.id, region: actor.region, id }, recordedAt);
    return { result, record: [] };
  },
});
