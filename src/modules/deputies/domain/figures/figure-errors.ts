import { Problem } from '#kernel/contract.ts';

/** What can be wrong with a question for a figure. */
export const figureErrors = {
  unknownRegion: (region: string) =>
    new Problem('not-found', 'region.unknown', {
      says: { zh: `没有代码为 ${region} 的区划。`, en: `There is no region with the code ${region}.` },
      facts: { region },
    }),
  noSuchYear: (year: number, years: readonly number[]) =>
    new Problem('not-found', 'figures.no-such-year', {
      says: {
        zh: `没有 ${year} 年的数据${years.length === 0 ? '' : `；现有 ${years.join('、')} 年`}。`,
        en: `There are no figures of ${year}${years.length === 0 ? '' : `; there are those of ${years.join(', ')}`}.`,
      },
      facts: { year },
    }),
  notByTownHere: (by: string) =>
    new Problem('invalid', 'figures.by-needs-district', {
      says: {
        zh: '按镇街或小组统计只能用于一个区县或镇街。',
        en: 'By town or group there are figures of a district or a town only.',
      },
      facts: { by },
    }),
};
