import { Problem } from '#kernel/contract.ts';

export const printingErrors = {
  nothing: () =>
    new Problem('invalid', 'printing.nothing', {
      says: {
        zh: '没有可以印制的内容：请看页面上每个人没有列入的原因。',
        en: 'There is nothing to print: the page says why each person is left out.',
      },
    }),
};
