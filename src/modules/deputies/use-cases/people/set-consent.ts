import { ON_PAPER, dayOf } from '#kernel/contract.ts';
import { decideConsent, defineUseCase, findConsents, saveConsents } from '#kernel/index.server.ts';
import { SetConsent } from '../../contract.ts';
import { isHeldOn } from '../../domain/posts/held-spans.ts';
import { addReprintTasks } from '../../store/posts/reprint-tasks.ts';
import { OFFICERS, districtOf, reprintsOf, requireOneOf } from '../posts/standing.ts';

/**
 * Records that a person agrees to be shown with a field on a surface, or no longer: by the deputy, or by the office with
 * the paper's day. The pages follow at once; what hangs on paper is put on the list of what is to be printed anew.
 */
export const setConsent = defineUseCase({
  name: 'deputies.set-consent',
  input: SetConsent,
  by: [...OFFICERS, 'deputy'],
  async run(scene, { personId, field, surface, isGiven, ...asked }) {
    const { tx, actor, recordedAt } = scene;
    const district = districtOf(scene);
    const today = dayOf(scene.now);
    const posts = await requireOneOf(scene, personId);
    const isOwn = actor.role === 'deputy';
    const wish = {
      ...{ field, surface, isGiven, note: asked.note },
      // What a deputy switches holds from today on, and is known from the account.
      ...{ day: isOwn ? today : (asked.day ?? today), source: isOwn ? ('own-account' as const) : asked.source },
    };
    const known = await findConsents(tx, district, [personId]);
    const saved = decideConsent(known, wish, { personId, today });
    const region = posts[0]?.region ?? actor.region;
    if (saved === undefined) return { result: { isChanged: false }, record: [], trail: [] };
    await saveConsents(tx, { district, account: actor.id, at: recordedAt }, [saved]);
    if (ON_PAPER.includes(surface)) {
      const reason = isGiven ? ('consent-given' as const) : ('consent-withdrawn' as const);
      const held = posts.filter((post) => isHeldOn(post, today));
      const at = held.length > 0 ? held : posts.slice(0, 1);
      const tasks = at.flatMap((post) => reprintsOf(scene, post, { reason, since: wish.day, surfaces: [surface] }));
      await addReprintTasks(tx, { district, recordedAt }, tasks);
    }
    const before = known.find((one) => one.field === field && one.surface === surface && one.untilDay === null);
    const said = { field, surface, fromDay: saved.fromDay, untilDay: saved.untilDay, source: wish.source };
    return {
      result: { isChanged: true },
      record: [],
      trail: [
        {
          region,
          subject: personId,
          before: { field, surface, isGiven: before !== undefined },
          after: { ...said, isGiven },
        },
      ],
    };
  },
});
