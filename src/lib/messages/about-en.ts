import type { aboutZh } from './about-zh.ts';

/** How each figure is defined, in plain words, in English. */
export const aboutEn: typeof aboutZh = {
  title: 'How the figures are defined',
  lede: 'Anyone can compute every published number again by the rules below.',
  contents: 'Contents',
  definitions: [
    {
      id: 'rate',
      title: 'Verified rate',
      text: [
        'Denominator: the commitments of a year published at or before the instant. Those withdrawn after publication stay in it.',
        'Numerator: those of them that, at the instant, had been verified as done by somebody other than the deputy.',
        'Example: 7,779 of 8,682 is 89.599…%, written 89.6%.',
      ],
    },
    {
      id: 'reported',
      title: 'Reported rate',
      text: [
        'The same denominator. Numerator: those reported done by the deputy at the instant, whether verified or still awaiting it.',
        'The two rates stand apart; they are never added, and neither stands for the other.',
      ],
    },
    {
      id: 'verifier',
      title: 'Who verifies',
      text: [
        'The verifier is another person: neither the deputy who promised, nor whoever keyed the report in, whatever else they may be.',
        'A ledger row that says “done” without naming a verifier counts as reported only.',
      ],
    },
    {
      id: 'as-of',
      title: 'As of',
      text: [
        'Every figure is a figure at an instant. A date means the end of that day in Beijing time; no date means now.',
        'Publication, report and verification count from the instant at which they took effect, not from when they were entered.',
      ],
    },
    {
      id: 'assumed',
      title: 'Assumed instants',
      text: [
        'Where a ledger gives no day of publication, 1 January of the year is taken (1 July for 2017). Where it names a verifier but no day of verification, the day of completion is taken.',
        'Such instants are marked on the commitment’s page.',
      ],
    },
    {
      id: 'rounding',
      title: 'Rounding',
      text: [
        'Rates have one decimal, rounded half up. Both counts stand beside each rate, so that it can be checked. A commitment is never counted in part.',
      ],
    },
    {
      id: 'people',
      title: 'In post, in scope, promised',
      text: [
        'In post: persons who hold a post as deputy at the instant; for a past year, at its end.',
        'In scope: those of them at a level that takes part that year. In 2017, for example, only the district level did; from 2018 the townships as well.',
        'Promised: persons with at least one published commitment of the year. “Deputies who have promised” always means this number.',
        'The share who promised is the third over the second, with the list of those missing.',
      ],
    },
    {
      id: 'memberships',
      title: 'Persons and posts',
      text: [
        'One person can be a deputy at several levels. Totals count persons once; the table by level counts each level, so that its rows add up to more than the total.',
        'A commitment belongs to one post, so that commitments are never counted twice.',
      ],
    },
    {
      id: 'outcomes',
      title: 'What was done',
      text: [
        'The results stated in verified commitments are summed, and only where the unit is the same: “17 jobs”, “18 households”. What states no quantity is not estimated.',
      ],
    },
  ],
};
