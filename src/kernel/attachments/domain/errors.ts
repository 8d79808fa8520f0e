import type { Bilingual } from '../../values/bilingual.ts';
import { Problem } from '../../values/problem.ts';

export const attachmentErrors = {
  notFound: () =>
    new Problem('not-found', 'attachments.not-found', {
      says: { zh: '没有这张图片或这个文件。', en: 'There is no such picture or document.' },
    }),
  /** A file was refused for what it contains. @param says the sentence of the refusal */
  file: (code: string, says: Bilingual) => new Problem('invalid', `attachments.${code}`, { says }),
  changedMeanwhile: () =>
    new Problem('conflict', 'attachments.changed-meanwhile', {
      says: {
        zh: '别人刚刚处理过这张图片，您的处理没有保存。请看现在的样子，再决定。',
        en: 'Somebody else has just dealt with this; yours was not saved. Look at it as it is now, and decide again.',
      },
    }),
  notReady: () =>
    new Problem('conflict', 'attachments.not-ready', {
      says: { zh: '图片还在处理中，请过一会儿再看。', en: 'The picture is still being processed: look again shortly.' },
    }),
  blurFirst: () =>
    new Problem('invalid', 'attachments.blur-first', {
      says: {
        zh: '能认出居民的图片不能直接公开：请标出要遮盖的地方，或者不予公开。',
        en: 'A picture in which residents can be recognised is not shown as it is: mark what to blur, or refuse it.',
      },
    }),
  noPicture: () =>
    new Problem('invalid', 'attachments.no-picture', {
      says: { zh: '只有图片可以遮盖。', en: 'Only pictures can be blurred.' },
    }),
  reasonMissing: () =>
    new Problem('invalid', 'attachments.reason', {
      says: { zh: '请写明不予公开的理由（2 至 200 字）。', en: 'Say why it is refused, in 2 to 200 characters.' },
    }),
  unanswered: () =>
    new Problem('invalid', 'attachments.unanswered', {
      says: {
        zh: '请先回答：图中能不能认出居民、人脸、病情或贫困状况？',
        en: 'Answer first: are residents, faces, health or poverty recognisable?',
      },
    }),
  badAreas: () =>
    new Problem('invalid', 'attachments.areas', {
      says: {
        zh: '遮盖区域应在图片之内，用 0 到 100 的数字表示，最多 12 处；不用的行请留空。',
        en: 'Areas to blur lie within the picture, as numbers from 0 to 100, at most 12; leave rows that are not used empty.',
      },
    }),
} as const;
