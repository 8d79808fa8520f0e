import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { beginPost } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../query.server.ts';
import { textOf } from '../../forms.server.ts';
import { officeOf } from '../../office.server.ts';
import { withoutAction } from '../../query.ts';
import { orTyped } from '../answer.server.ts';
import { findChoices } from '../choices.server.ts';
import { orNull } from '../id.server.ts';
import { findTowns } from '../towns.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({ q: z.string().trim().max(50).optional() });

export const load: PageServerLoad = async (event) => {
  const office = await officeOf(event, beginPost.by);
  const { q } = readQuery(withoutAction(event.url), Query);
  return { q, choices: await findChoices(office, q), towns: await findTowns(office) };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = await officeOf(event);
    let personId = '';
    const again = await orTyped(event, async (form) => {
      const optional = (name: string) => orNull(textOf(form, name));
      const input = {
        ...{ personId: optional('personId'), name: optional('name') },
        ...{ town: textOf(form, 'town'), level: textOf(form, 'level'), fromDay: textOf(form, 'day') },
        ...{ congress: optional('congress'), electoralDistrict: optional('district') },
        ...{ group: optional('group'), station: optional('station') },
      };
      ({ personId } = await perform(stage, actor, { useCase: beginPost, input }));
    });
    if (again !== undefined) return again;
    redirect(303, hrefOf(event.locals.locale, `/office/people/${personId}`));
  },
};
