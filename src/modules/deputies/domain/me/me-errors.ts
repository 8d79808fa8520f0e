import { Problem } from '#kernel/contract.ts';

export const meErrors = {
  noPerson: () =>
    new Problem('forbidden', 'me.no-person', {
      says: {
        zh: '这个账号还没有和代表本人关联。请联系镇街人大办公室。',
        en: 'This account is not linked to a deputy yet. Ask the office of your town.',
      },
    }),
  notYours: (commitmentId: string) =>
    new Problem('not-found', 'me.not-yours', {
      says: { zh: '您没有这项承诺。', en: 'You have no such commitment.' },
      facts: { commitmentId },
    }),
};
