import { ask } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { readSignInScreen } from '#modules/deputies/index.server.ts';
import { theStore } from '../../../../../composition.server.ts';
import { qrPicture } from '#platform/documents/qr.ts';
import { readNoQuery } from '../../../../query.server.ts';
import { officeOf } from '../../../office.server.ts';
import { activityIdOf } from '../id.server.ts';
import type { PageServerLoad } from './$types';

/** How often the page comes anew: often enough that no code stands there which is not taken any more. */
const REFRESH_SECONDS = 10;

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event, readSignInScreen.by);
  readNoQuery(event.url);
  const activityId = activityIdOf(event.params);
  const { secret } = await theStore();
  const input = { activityId, key: secret() };
  const { now } = stage;
  const screen = await ask(stage, actor, { query: readSignInScreen, input });
  const { code } = screen;
  // Works in every browser, and without script.
  event.setHeaders({ refresh: String(REFRESH_SECONDS) });
  const path = hrefOf(event.locals.locale, `/me/activities/${activityId}`, { code });
  const hour = 3_600_000;
  const at = now().epochMilliseconds;
  return {
    ...{ activityId, screen, picture: qrPicture(event.url.origin + path) },
    isEarly: at < Date.parse(screen.startsAt) - hour,
    isOver: screen.state !== 'planned' || at > Date.parse(screen.endsAt) + hour,
  };
};
