import { ask, perform } from '#kernel/index.server.ts';
import {
  correctReading,
  putPortrait,
  readDutyReport,
  readPerson,
  setConsent,
  undoMove,
} from '#modules/deputies/index.server.ts';
import { readNoQuery } from '../../../query.server.ts';
import { orAgain, readForm, textOf } from '../../forms.server.ts';
import { officeOf } from '../../office.server.ts';
import { withoutAction } from '../../query.ts';
import { textsOf } from '../answer.server.ts';
import { dropPhotos, takePhoto } from '../../../person-photo.server.ts';
import { idOf, orNull } from '../id.server.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  readNoQuery(withoutAction(event.url));
  const person = await ask(stage, actor, { query: readPerson, input: { personId: idOf(event.params.personId) } });
  return { person, mayReport: readDutyReport.by.some((role) => role === actor.role) };
};

export const actions: Actions = {
  consent: async (event) => {
    const { stage, actor } = await officeOf(event);
    const result = { isChanged: false };
    const again = await orAgain(async () => {
      const form = await readForm(event);
      const [field, surface] = textOf(form, 'pair').split('/');
      const { isChanged } = await perform(stage, actor, {
        useCase: setConsent,
        input: {
          ...{ personId: idOf(event.params.personId), field, surface, isGiven: textOf(form, 'decision') === 'give' },
          ...{ day: orNull(textOf(form, 'day')), note: orNull(textOf(form, 'note')) },
        },
      });
      result.isChanged = isChanged;
    });
    return again ?? result;
  },
  photo: async (event) => {
    // Before the file is taken: it is not for readers to send.
    const office = await officeOf(event, putPortrait.by);
    return (
      (await orAgain(() => takePhoto(event, office, idOf(event.params.personId)))) ?? { photo: 'received' as const }
    );
  },
  drop: async (event) => {
    await dropPhotos(await officeOf(event), idOf(event.params.personId));
    return { photo: 'dropped' as const };
  },
  reading: async (event) => {
    const { stage, actor } = await officeOf(event);
    const again = await orAgain(async () => {
      const words = textsOf(await readForm(event), 'word');
      await perform(stage, actor, { useCase: correctReading, input: { personId: idOf(event.params.personId), words } });
    });
    return again ?? { isChanged: true };
  },
  undo: async (event) => {
    const { stage, actor } = await officeOf(event);
    const again = await orAgain(async () => {
      const moveId = textOf(await readForm(event), 'moveId');
      await perform(stage, actor, { useCase: undoMove, input: { moveId } });
    });
    return again ?? { isChanged: true };
  },
};
