import { Problem } from '#kernel/contract.ts';

export const printingErrors = {
  nothing: () =>
    new Problem('invalid', 'printing.nothing', {
      says: {
        zh: '没有可以印制的内容：请看页面上每个人没有列入的原因。',
        en: 'There is nothing to print: the page says why each person is left out.',
      },
    }),
  noStation: () =>
    new Problem('invalid', 'printing.no-station', {
      says: {
        zh: '本站还没有登记：请镇街先在“家站与接待”中登记，再印制公示墙。',
        en: 'The station is not on record yet: ask the town to put it on record under "Stations", then print its wall.',
      },
    }),
};
