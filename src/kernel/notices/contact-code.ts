import { findContactWays } from './store/contact-ways.ts';
import type { NoticeKind } from './notice-kind.ts';

/** The kind of the one notice that is sent to an address before it is verified. */
export const CONTACT_CODE = 'kernel.contact-code';

/** A code that proves that an address is its owner's. Its subject is `<channel>:<account>`. */
export const contactCodeKind: NoticeKind = {
  kind: CONTACT_CODE,
  label: { zh: '联系方式验证码', en: 'Code that verifies an address' },
  isMandatory: true,
  async tell(tx, { subject, district }) {
    const at = subject.indexOf(':');
    const [channel, accountId] = [subject.slice(0, at), subject.slice(at + 1)];
    const way = (await findContactWays(tx, { district, accountId })).find((one) => one.channel === channel);
    if (way?.code == null || way.codeUntil === null) return undefined;
    const { code } = way;
    return {
      zh: { title: '践诺：验证码', text: `您的验证码是 ${code}，30 分钟内有效。如果不是您本人操作，请不用理会。` },
      en: {
        title: 'Jiannuo: your code',
        text: `Your code is ${code}. It is good for 30 minutes. If you did not ask for it, do nothing.`,
      },
      address: '/me/preferences',
    };
  },
};
