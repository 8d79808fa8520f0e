import { Problem } from '../../values/problem.ts';

export const noticeErrors = {
  notFound: () =>
    new Problem('not-found', 'notice.not-found', {
      says: { zh: '没有这条通知，或者不在您的区域内。', en: 'There is no such notice, or it is not of your region.' },
    }),
  notNow: (action: string, state: string) =>
    new Problem('conflict', 'notice.not-now', {
      says: {
        zh: '这条通知的状态已经变了，现在不能这样做。请刷新页面查看。',
        en: 'The notice has moved on, and this cannot be done now. Load the page again to see where it stands.',
      },
      facts: { action, state },
    }),
  badAddress: (channel: string) =>
    new Problem('invalid', 'notice.bad-address', {
      says: {
        zh:
          channel === 'email' ? '电子邮箱地址的写法不对，应如 name@example.cn。' : '手机号应为 11 位数字，以 1 开头。',
        en:
          channel === 'email'
            ? 'This is not an e-mail address; it should look like name@example.cn.'
            : 'A mobile number has eleven digits and begins with 1.',
      },
      facts: { channel },
    }),
  tooSoon: () =>
    new Problem('conflict', 'notice.code-too-soon', {
      says: {
        zh: '验证码刚刚发出，请先等一分钟再要新的。',
        en: 'A code was sent just now: wait a minute before you ask for another.',
      },
    }),
  wrongCode: () =>
    new Problem('invalid', 'notice.wrong-code', {
      says: {
        zh: '验证码不对或已过期。可以再输一次，或者重新获取验证码。',
        en: 'The code is wrong or too old. Enter it again, or ask for a new one.',
      },
    }),
};
