import type { RequestEvent } from '@sveltejs/kit';
import { Problem } from '#kernel/contract.ts';
import { perform } from '#kernel/index.server.ts';
import { reportWithPhotos } from '#modules/deputies/index.server.ts';
import { withReceivedForm } from '../attachments/attachments.server.ts';
import { given } from './forms.server.ts';
import type { Me } from './me.server.ts';

function otherAccount(): Problem {
  const says = {
    zh: '现在登录的是另一个账号；这条进展只能由写它的人送出。',
    en: 'Another account is signed in: a report can only be sent by who wrote it.',
  };
  return new Problem('forbidden', 'me.other-account', { says });
}

/** A phrase and a text of one's own make one text. */
function textOf({ phrase = '', text = '' }: Record<string, string>): string {
  return `${phrase}${text}`;
}

/**
 * Takes a report in, from the form as from the phone's queue.
 * @param of the commitment, where the address names it
 * @throws Problem `forbidden` `me.other-account` for a report that somebody else has written
 */
export function takeReport(
  { request }: Pick<RequestEvent, 'request'>,
  { stage, actor }: Me,
  of: { readonly commitmentId?: string; readonly onValues?: (values: Record<string, string>) => void } = {},
) {
  return withReceivedForm({ request }, async ({ fields, files }) => {
    const { account, phrase, text, kind = 'progress', ...values } = given(fields);
    of.onValues?.({ ...values, kind, ...(phrase !== undefined && { phrase }), ...(text !== undefined && { text }) });
    if (account !== undefined && account !== actor.id) throw otherAccount();
    const own = of.commitmentId === undefined ? {} : { commitmentId: of.commitmentId };
    const report = { ...values, ...own, kind, text: textOf({ phrase: phrase ?? '', text: text ?? '' }), photos: files };
    return perform(stage, actor, { useCase: reportWithPhotos, input: report });
  });
}
