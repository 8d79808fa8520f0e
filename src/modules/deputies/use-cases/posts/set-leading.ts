import { defineUseCase } from '#kernel/index.server.ts';
import { SetLeading } from '../../contract.ts';
import { setIsLeading } from '../../store/posts/posts.ts';
import { districtOf, requireOverseen } from './standing.ts';

/** Says whether a post is a leading one, whose commitments the district verifies; null leaves it to the post's words. */
export const setLeading = defineUseCase({
  name: 'deputies.set-leading',
  input: SetLeading,
  // Otherwise a head's own staff could say that they are no subordinates.
  by: ['district-officer'],
  async run(scene, { membershipId, isLeading }) {
    const post = await requireOverseen(scene, membershipId);
    await setIsLeading(scene.tx, { district: districtOf(scene), id: membershipId }, isLeading);
    const { region } = post;
    return {
      result: { personId: post.personId },
      record: [],
      trail: [{ region, subject: membershipId, before: { isLeading: post.isLeading }, after: { isLeading } }],
    };
  },
});
