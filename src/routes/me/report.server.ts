import type { RequestEvent } from '@sveltejs/kit';
import { Problem } from '#kernel/contract.ts';
import { perform } from '#kernel/index.server.ts';
import { reportWithPhotos } from '#modules/deputies/index.server.ts';
import { dropFiles } from '#platform/files/receive-form.ts';
import { attachmentWork, withReceivedForm } from '../attachments/attachments.server.ts';
import { given } from './forms.server.ts';
import type { Me } from './me.server.ts';

function otherAccount(): Problem {
  const says = {
    zh: '现在登录的是另一个账号；这条进展只能由写它的人送出。',
    en: 'Another account is signed in: a report can only be sent by who wrote it.',
  };
  return new Problem('forbidden', 'me.other-account', { says });
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
    const { account, ...values } = given(fields);
    const { phrase = '', text = '', ...rest } = values;
    of.onValues?.(values);
    if (account !== undefined && account !== actor.id) throw otherAccount();
    const own = of.commitmentId === undefined ? {} : { commitmentId: of.commitmentId };
    // A phrase and words of one's own make one text.
    const report = { ...rest, ...own, text: phrase + text, photos: files };
    const answer = await perform(stage, actor, { useCase: reportWithPhotos, input: report });
    // A report that came before has its photos already.
    if (!answer.isNew) await dropFiles((await attachmentWork()).files, files);
    return answer;
  });
}
