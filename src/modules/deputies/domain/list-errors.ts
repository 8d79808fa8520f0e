import { Problem } from '#kernel/contract.ts';

/** What can be wrong with a question for a list. */
export const listErrors = {
  unknownTown: (town: string) =>
    new Problem('not-found', 'region.unknown', {
      says: { zh: `没有代码为 ${town} 的镇街。`, en: `There is no town with the code ${town}.` },
      facts: { town },
    }),
  pageBeyondLast: (page: number) =>
    new Problem('not-found', 'list.page-beyond-last', {
      says: { zh: `没有第 ${page} 页。`, en: `There is no page ${page}.` },
      facts: { page },
    }),
  asOfMalformed: (asOf: string) =>
    new Problem('invalid', 'as-of.malformed', {
      says: {
        zh: '截至时间应为日期(2020-10-28)或带时区的时刻(2020-10-28T09:00+08:00)。',
        en: 'The as-of must be a day (2020-10-28) or an instant with its zone (2020-10-28T09:00+08:00).',
      },
      facts: { asOf },
    }),
  asOfInFuture: (asOf: string) =>
    new Problem('invalid', 'as-of.in-future', {
      says: { zh: '截至时间不能晚于现在。', en: 'The as-of must not be in the future.' },
      facts: { asOf },
    }),
  asOfTooEarly: (asOf: string) =>
    new Problem('invalid', 'as-of.too-early', {
      says: { zh: '截至时间不能早于1954年。', en: 'The as-of must not be before 1954.' },
      facts: { asOf },
    }),
  unknownDeputy: (personId: string) =>
    new Problem('not-found', 'deputy.unknown', {
      says: { zh: '没有这位代表。', en: 'There is no such deputy.' },
      facts: { personId },
    }),
  unknownCommitment: (commitmentId: string) =>
    new Problem('not-found', 'commitment.unknown', {
      says: { zh: '没有这项承诺,或者尚未公示。', en: 'There is no such commitment, or it is not published yet.' },
      facts: { commitmentId },
    }),
};
