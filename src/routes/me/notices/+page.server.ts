import { z } from 'zod';
import { ask, markNoticesRead, perform, readInbox } from '#kernel/index.server.ts';
import { orAgain, readForm, textOf } from '../../office/forms.server.ts';
import { withoutAction } from '../../office/query.ts';
import { readQuery } from '../../query.server.ts';
import { readerOf } from '../reader.server.ts';
import type { Actions, PageServerLoad } from './$types';

const A_PAGE = 20;
const Query = z.object({ page: z.coerce.number().int().min(1).max(10_000).default(1) });

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = readerOf(event);
  const { page } = readQuery(withoutAction(event.url), Query);
  const input = { offset: (page - 1) * A_PAGE, limit: A_PAGE };
  return { page, pageSize: A_PAGE, inbox: await ask(stage, actor, { query: readInbox, input }) };
};

export const actions: Actions = {
  read: async (event) => {
    const { stage, actor } = readerOf(event);
    return orAgain(async () => {
      const id = textOf(await readForm(event), 'id');
      await perform(stage, actor, { useCase: markNoticesRead, input: { id: id === '' ? null : id } });
    });
  },
};
