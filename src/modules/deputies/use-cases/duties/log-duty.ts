import { z } from 'zod';
import { districtCode } from '#kernel/contract.ts';
import { Received, type Scene, defineUseCase, receiveAttachment } from '#kernel/index.server.ts';
import { LogDuty } from '../../contract.ts';
import { dutyErrors } from '../../domain/duties/duty-errors.ts';
import { DUTY_SUBJECT, type SoundDuty, soundDuty } from '../../domain/duties/duty.ts';
import { LOGGERS, mayLog } from '../../domain/duties/permission.ts';
import { standingOf } from '../../domain/life/permission.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { findDuty, insertDuty } from '../../store/duties/duties.ts';
import { findVillage } from '../../store/duties/villages.ts';
import { findSeat } from '../../store/life/held.ts';
import { type OfficePost, findPostsById } from '../../store/posts/posts.ts';
import { handOf } from '../life/act.ts';
import { MAX_PHOTOS } from '../me/report-with-photos.ts';

/** The post whose duty it is, for whoever acts for it. @throws Problem `not-found` or `forbidden` */
async function requirePost({ tx, actor }: Scene, membershipId: string): Promise<OfficePost> {
  const [post] = await findPostsById(tx, districtCode(actor.region), [membershipId]);
  const isSeen = post !== undefined && (actor.role === 'operator' || standingOf(actor, post) !== undefined);
  if (!isSeen) throw postErrors.unknownPost();
  if (!mayLog(actor, post)) throw dutyErrors.notYours();
  return post;
}

/** Whether this very duty has been taken in before. @throws Problem `conflict` for the id of another */
async function isRepeated({ tx, actor }: Scene, { id, membershipId }: LogDuty): Promise<boolean> {
  const known = await findDuty(tx, id, actor.region);
  if (known === undefined) return false;
  if (known.membershipId === membershipId && known.byAccount === actor.id) return true;
  throw dutyErrors.sameId();
}

async function soundFor({ tx, actor, now }: Scene, asked: LogDuty, post: OfficePost): Promise<SoundDuty> {
  const { villageId, kind } = asked;
  const village = kind === 'visit' && villageId !== null ? await findVillage(tx, villageId, actor.region) : undefined;
  if (kind === 'visit' && villageId !== null && village === undefined) throw dutyErrors.villageElsewhere();
  return soundDuty(asked, { now, region: post.region, village });
}

/** The post as it was held on the first and on the last day. @throws Problem `invalid` when it was not */
async function requireSeat({ tx, actor }: Scene, membershipId: string, { day: first, untilDay }: SoundDuty) {
  const seatOn = (day: string) =>
    findSeat(tx, membershipId, { region: actor.region, day, year: Number(first.slice(0, 4)) });
  const seat = await seatOn(first);
  if (seat === undefined) throw dutyErrors.postNotHeld(first);
  if (untilDay !== null && (await seatOn(untilDay)) === undefined) throw dutyErrors.postNotHeld(untilDay);
  return seat;
}

/**
 * A deputy, or the office on their behalf, writes down a visit, a reception or another duty, with its photos in the same
 * transaction. The id comes from where it was written: sent twice, it is one.
 * @returns its id, and whether it is new: the files of one that is not are not used
 */
export const logDuty = defineUseCase({
  name: 'deputies.log-duty',
  input: LogDuty.extend({ photos: z.array(Received).max(MAX_PHOTOS).default([]) }),
  by: LOGGERS,
  async run(scene, { photos, ...asked }) {
    const { id, membershipId } = asked;
    const post = await requirePost(scene, membershipId);
    const repeated = { result: { id, isNew: false }, record: [], trail: [] };
    if (await isRepeated(scene, asked)) return repeated;
    const duty = await soundFor(scene, asked, post);
    const seat = await requireSeat(scene, membershipId, duty);
    if (!(await insertDuty(scene.tx, seat, { ...duty, id, hand: handOf(scene) }))) {
      // Sent twice at once, and the other one has come first.
      if (await isRepeated(scene, asked)) return repeated;
      throw dutyErrors.sameId();
    }
    const { region } = post;
    const subject = { kind: DUTY_SUBJECT, id };
    for (const photo of photos) {
      await receiveAttachment(scene, photo, { region, unit: seat.station, subject, role: 'other' });
    }
    return {
      result: { id, isNew: true },
      record: [],
      trail: [{ region, subject: id, after: { ...duty, membershipId, photos: photos.length } }],
    };
  },
});
