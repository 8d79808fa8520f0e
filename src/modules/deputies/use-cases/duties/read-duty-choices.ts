import { z } from 'zod';
import { dayOf, districtCode } from '#kernel/contract.ts';
import { defineQuery } from '#kernel/index.server.ts';
import { dutyErrors } from '../../domain/duties/duty-errors.ts';
import { mayLog } from '../../domain/duties/permission.ts';
import { standingOf } from '../../domain/life/permission.ts';
import { yearOf } from '../../domain/moment.ts';
import { postErrors } from '../../domain/posts/post-errors.ts';
import { findPostsById } from '../../store/posts/posts.ts';
import { choicesOf } from './shared.ts';

/** What the office's form for a deputy's duty offers: the post, the town's villages, the themes of the year. */
export const readDutyChoices = defineQuery({
  name: 'deputies.read-duty-choices',
  input: z.strictObject({ membershipId: z.uuid() }),
  by: ['operator', 'station-clerk', 'town-officer', 'district-officer'],
  async read({ tx, actor, now }, { membershipId }) {
    const [post] = await findPostsById(tx, districtCode(actor.region), [membershipId]);
    const isSeen = post !== undefined && (actor.role === 'operator' || standingOf(actor, post) !== undefined);
    if (!isSeen) throw postErrors.unknownPost();
    if (!mayLog(actor, post)) throw dutyErrors.notYours();
    const { name, level, region, station } = post;
    const choices = await choicesOf({ tx, actor }, { towns: [region], year: yearOf(now) });
    return { post: { membershipId, name, level, region, station }, ...choices, today: dayOf(now) };
  },
});
