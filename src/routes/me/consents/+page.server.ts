import { ask, perform } from '#kernel/index.server.ts';
import { readPerson, setConsent } from '#modules/deputies/index.server.ts';
import { withoutAction } from '../../office/query.ts';
import { readNoQuery } from '../../query.server.ts';
import { given } from '../../given.ts';
import { orAgain } from '../forms.server.ts';
import { dropPhotos, takePhoto } from '../../person-photo.server.ts';
import { meOf } from '../me.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = meOf(event);
  readNoQuery(withoutAction(event.url));
  const { consents, portraits } = await ask(stage, actor, { query: readPerson, input: { personId: actor.personId } });
  return { consents, portraits };
};

export const actions: Actions = {
  consent: async (event) => {
    const { stage, actor } = meOf(event);
    const { field, surface, decision } = given(await event.request.formData());
    const again = await orAgain({}, async () => {
      const input = { personId: actor.personId, field, surface, isGiven: decision === 'give' };
      await perform(stage, actor, { useCase: setConsent, input });
    });
    return again ?? { isSaved: true };
  },
  photo: async (event) => {
    const me = meOf(event);
    return (await orAgain({}, () => takePhoto(event, me, me.actor.personId))) ?? { photo: 'received' as const };
  },
  drop: async (event) => {
    const me = meOf(event);
    await dropPhotos(me, me.actor.personId);
    return { photo: 'dropped' as const };
  },
};
