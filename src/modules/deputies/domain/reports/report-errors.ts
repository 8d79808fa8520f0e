import { Problem } from '#kernel/contract.ts';

/** What can stand in the way of a report on duties and of its appraisal. */
export const reportErrors = {
  noPostThen: (year: number) =>
    new Problem('invalid', 'report.no-post-then', {
      says: {
        zh: `${year} 年没有任职，没有述职报告。`,
        en: `No post was held in ${year}: there is nothing to report.`,
      },
      facts: { year },
    }),
  changedMeanwhile: () =>
    new Problem('conflict', 'report.changed-meanwhile', {
      says: {
        zh: '这段文字刚刚被改过，您的修改没有保存。请看最新内容后再改。',
        en: 'The words have just been changed, and nothing of yours was saved. Look at them as they stand now.',
      },
    }),
  appraisalOff: () =>
    new Problem('conflict', 'appraisal.off', {
      says: { zh: '本区没有开展述职测评。', en: 'This district holds no appraisals.' },
    }),
  ownAppraisal: () =>
    new Problem('forbidden', 'appraisal.own', {
      says: {
        zh: '不能登记对自己的测评，请由同事登记。',
        en: 'An appraisal of oneself is recorded by a colleague.',
      },
    }),
  notThen: (year: number) =>
    new Problem('invalid', 'appraisal.not-then', {
      says: {
        zh: `${year} 年度的测评日期应在 ${year} 年或次年之内，且不晚于今天。`,
        en: `The appraisal of ${year} lies in that year or the next, and not after today.`,
      },
      facts: { year },
    }),
  morePresent: (present: number, eligible: number) =>
    new Problem('invalid', 'appraisal.more-present', {
      says: {
        zh: `实到 ${present} 人，多于应到 ${eligible} 人，请核对。`,
        en: `Present ${present}, but only ${eligible} were eligible: check the numbers.`,
      },
      facts: { present, eligible },
    }),
  moreBallots: (ballots: number, present: number) =>
    new Problem('invalid', 'appraisal.more-ballots', {
      says: {
        zh: `四项票数合计 ${ballots} 张，多于实到 ${present} 人，请核对。`,
        en: `The ballots add up to ${ballots}, but only ${present} were present: check the numbers.`,
      },
      facts: { ballots, present },
    }),
  noBallots: () =>
    new Problem('invalid', 'appraisal.no-ballots', {
      says: { zh: '至少要有一张票。', en: 'There is at least one ballot.' },
    }),
  unknownAppraisal: () =>
    new Problem('not-found', 'appraisal.unknown', {
      says: {
        zh: '没有这次测评，或者不在您的范围内。',
        en: 'There is no such appraisal, or it is not yours to see.',
      },
    }),
} as const;
