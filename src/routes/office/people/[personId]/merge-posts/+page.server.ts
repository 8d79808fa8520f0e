import { redirect } from '@sveltejs/kit';
import { z } from 'zod';
import { ask, perform } from '#kernel/index.server.ts';
import { hrefOf } from '#lib/href.ts';
import { mergePosts, previewPostMerge, readPerson } from '#modules/deputies/index.server.ts';
import { readQuery } from '../../../../query.server.ts';
import { officeOf } from '../../../office.server.ts';
import { withoutAction } from '../../../query.ts';
import { orTyped } from '../../answer.server.ts';
import { idOf } from '../../id.server.ts';
import { orSays, pairsIn } from '../../preview.server.ts';
import type { Actions, PageServerLoad } from './$types';

const Query = z.object({ kept: z.uuid().optional(), gone: z.uuid().optional() });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event, mergePosts.by);
  const { kept, gone } = readQuery(withoutAction(event.url), Query);
  const input = { personId: idOf(event.params.personId) };
  const { id, name, posts } = await ask(stage, actor, { query: readPerson, input });
  const page = { person: { id, name }, posts: posts.filter(({ isMine }) => isMine), kept, gone };
  const run = () => ask(stage, actor, { query: previewPostMerge, input: { keptId: kept, goneId: gone } });
  return { ...page, ...(await orSays(kept === undefined || gone === undefined ? undefined : run)) };
};

export const actions: Actions = {
  default: async (event) => {
    const { stage, actor } = await officeOf(event);
    const again = await orTyped(event, async (form) => {
      const [input] = pairsIn(form);
      await perform(stage, actor, { useCase: mergePosts, input });
    });
    if (again !== undefined) return again;
    redirect(303, hrefOf(event.locals.locale, `/office/people/${idOf(event.params.personId)}`));
  },
};
