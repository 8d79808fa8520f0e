import { z } from 'zod';
import { ask, listOutbox, perform, retryDelivery } from '#kernel/index.server.ts';
import { type NoticeSettings, readNoticeSettings } from '#platform/notice-settings.ts';
import { noticeKinds } from '../../../clock-work.server.ts';
import { readQuery } from '../../query.server.ts';
import { orAgain, readForm, textOf } from '../forms.server.ts';
import { officeOf } from '../office.server.ts';
import { withoutAction } from '../query.ts';
import { GROUPS, GROUP_NAMES } from './groups.ts';
import type { Actions, PageServerLoad } from './$types';

const A_PAGE = 50;
const Query = z.object({
  state: z.enum(GROUP_NAMES).default('failing'),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
});

/** What is set, without what is secret in it: of an address with a key or a password only the host. */
function shownSettings({ origin, smtp, webhooks, sms }: NoticeSettings) {
  const hostOf = (url: string) => new URL(url).host;
  return {
    origin: origin ?? null,
    email: smtp === undefined ? null : hostOf(smtp.url),
    from: smtp?.from ?? null,
    webhook: webhooks.length === 0 ? null : webhooks.map(({ name, url }) => `${name} → ${hostOf(url)}`).join('；'),
    sms: sms === undefined ? null : hostOf(sms.url),
  };
}

export const load: PageServerLoad = async (event) => {
  const { stage, actor } = await officeOf(event);
  const { state, page } = readQuery(withoutAction(event.url), Query);
  const input = { states: [...GROUPS[state]], offset: (page - 1) * A_PAGE, limit: A_PAGE };
  const { states, unaddressed, items } = await ask(stage, actor, { query: listOutbox, input });
  const counts = GROUP_NAMES.map((name) => ({
    name,
    count: GROUPS[name].reduce((sum: number, one) => sum + (states[one] ?? 0), 0),
  }));
  return {
    ...{ group: state, page, pageSize: A_PAGE, counts, unaddressed, items },
    kinds: Object.fromEntries(noticeKinds.map(({ kind, label }) => [kind, label])),
    mayRetry: retryDelivery.by.includes(actor.role),
    settings: shownSettings(readNoticeSettings(process.env)),
  };
};

export const actions: Actions = {
  retry: async (event) => {
    const { stage, actor } = await officeOf(event);
    const again = await orAgain(async () => {
      const id = textOf(await readForm(event), 'id');
      await perform(stage, actor, { useCase: retryDelivery, input: { id } });
    });
    return again ?? { isRetried: true };
  },
};
