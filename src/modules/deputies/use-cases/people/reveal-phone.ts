import { z } from 'zod';
import { dayOf } from '#kernel/contract.ts';
import {
  countReveals,
  defineUseCase,
  findConsents,
  findPerson,
  insertReveal,
  isPhoneForVisitors,
  mayReveal,
  visitorOfDay,
} from '#kernel/index.server.ts';
import { networkOf } from '#platform/http/network-of.ts';
import { PersonId } from '../../contract.ts';
import { personErrors } from '../../domain/posts/post-errors.ts';
import { findPostsOf } from '../../store/posts/posts.ts';
import { districtOf } from '../posts/standing.ts';

/**
 * Shows a visitor a deputy's number, when the deputy lets it hang on the wall or stand on the web. Rate-limited by address
 * and on the trail, which keeps of the visitor no more than a hash that is good for the day.
 */
export const revealPhone = defineUseCase({
  name: 'deputies.reveal-phone',
  input: z.object({ personId: PersonId, address: z.string().min(1).max(100) }),
  by: ['visitor'],
  // No page shows that it happened: a click must not empty what all pages are answered from.
  isQuiet: true,
  async run(scene, { personId, address }) {
    const { tx, newId, recordedAt: at } = scene;
    const today = dayOf(scene.now);
    const [post] = await findPostsOf(tx, districtOf(scene), [personId]);
    if (post === undefined) throw personErrors.noPhone();
    const district = post.region.slice(0, 6);
    const person = await findPerson(tx, district, personId);
    const consents = await findConsents(tx, district, [personId]);
    const held = consents.filter(({ field, untilDay }) => field === 'phone' && untilDay === null);
    const phone = person?.phone ?? null;
    if (phone === null || !isPhoneForVisitors(held.map(({ surface }) => surface))) throw personErrors.noPhone();
    const visitor = await visitorOfDay(
      tx,
      { district, day: today, address: networkOf(address) },
      () => newId() + newId(),
    );
    if (!mayReveal(await countReveals(tx, { district, visitor, personId, at }))) throw personErrors.tooManyReveals();
    await insertReveal(tx, district, { id: newId(), visitor, personId, at });
    return {
      result: { name: post.name, phone },
      record: [],
      trail: [{ region: post.region, subject: personId, after: { revealed: 'phone', visitor } }],
    };
  },
});
