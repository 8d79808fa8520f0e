import { z } from 'zod';
import { PORTRAIT } from '#kernel/contract.ts';
import { Received, defineUseCase, dropPortraits, receiveAttachment } from '#kernel/index.server.ts';
import { PersonId } from '../../contract.ts';
import { personErrors } from '../../domain/posts/post-errors.ts';
import { OFFICERS, districtOf, requireOneOf } from '../posts/standing.ts';

/**
 * Takes in a photo of a deputy, from the deputy or from the office. Visitors see it once it was screened, and only where
 * and while the deputy agrees to be shown with a photo; until then the one before stays.
 * @throws Problem `invalid` for a file that is no picture
 */
export const putPortrait = defineUseCase({
  name: 'deputies.put-portrait',
  input: z.object({ personId: PersonId, photo: Received }),
  by: [...OFFICERS, 'deputy'],
  async run(scene, { personId, photo }) {
    const [post] = await requireOneOf(scene, personId);
    if (photo.kind !== 'picture') throw personErrors.portraitIsNoPicture();
    const region = post?.region ?? scene.actor.region;
    const id = await receiveAttachment(scene, photo, {
      ...{ region, unit: post?.station ?? null, subject: { kind: PORTRAIT, id: personId }, role: 'other' },
    });
    return { result: { id }, record: [], trail: [{ region, subject: personId, after: { portrait: id } }] };
  },
});

/** Takes all photos of a deputy down, at once and for good: the deputy's own wish, or the office's. */
export const dropPortrait = defineUseCase({
  name: 'deputies.drop-portrait',
  input: z.object({ personId: PersonId }),
  by: [...OFFICERS, 'deputy'],
  async run(scene, { personId }) {
    const [post] = await requireOneOf(scene, personId);
    const { tx, actor, recordedAt } = scene;
    const of = { district: districtOf(scene), personId };
    const dropped = await dropPortraits(tx, of, { account: actor.id, at: recordedAt });
    const region = post?.region ?? actor.region;
    const trail =
      dropped === 0 ? [] : [{ region, subject: personId, before: { portraits: dropped }, after: { portraits: 0 } }];
    return { result: { isChanged: dropped > 0 }, record: [], trail };
  },
});
