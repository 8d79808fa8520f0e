import type { RequestEvent } from '@sveltejs/kit';
import { perform } from '#kernel/index.server.ts';
import { reportWithPhotos } from '#modules/deputies/index.server.ts';
import { dropFiles } from '#platform/files/receive-form.ts';
import { attachmentWork, withReceivedForm } from '../attachments/attachments.server.ts';
import { given } from '../given.ts';
import type { Me } from './me.server.ts';
import { requireAuthor } from './queue.server.ts';

/**
 * Takes a report in, from the form as from the phone's queue.
 * @param of the commitment, where the address names it
 * @throws Problem `forbidden` `me.other-account` for a report that somebody else has written
 */
export function takeReport(
  { request }: Pick<RequestEvent, 'request'>,
  me: Me,
  of: { readonly commitmentId?: string; readonly onValues?: (values: Record<string, string>) => void } = {},
) {
  const { stage, actor } = me;
  return withReceivedForm({ request }, async ({ fields, files }) => {
    const { account, ...values } = given(fields);
    const { phrase = '', text = '', ...rest } = values;
    of.onValues?.(values);
    requireAuthor(me, account);
    const own = of.commitmentId === undefined ? {} : { commitmentId: of.commitmentId };
    // A phrase and words of one's own make one text.
    const report = { ...rest, ...own, text: phrase + text, photos: files };
    const answer = await perform(stage, actor, { useCase: reportWithPhotos, input: report });
    // A report that came before has its photos already.
    if (!answer.isNew) await dropFiles((await attachmentWork()).files, files);
    return answer;
  });
}
