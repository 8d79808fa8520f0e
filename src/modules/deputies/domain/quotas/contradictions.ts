import type { Bilingual } from '#kernel/contract.ts';
import { type QuotaKind, type QuotaRule, type QuotaWho, quotaWords } from '../../contract.ts';
import { periodsPerYear } from './periods.ts';

const perYear = ({ least, period }: QuotaRule): number => least * periodsPerYear(period);

function both(first: QuotaRule, second: QuotaRule, why: Bilingual): Bilingual {
  const [a, b] = [quotaWords(first), quotaWords(second)];
  return { zh: `“${a.zh}”与“${b.zh}”矛盾：${why.zh}`, en: `“${a.en}” contradicts “${b.en}”: ${why.en}` };
}

/** A whole-group activity counts for no activity group. */
function ofNoActivityGroup(rules: readonly QuotaRule[]): Bilingual | undefined {
  const wrong = rules.find(({ who, kind }) => who === 'activity-group' && kind !== 'activity-group');
  if (wrong === undefined) return undefined;
  const words = quotaWords(wrong);
  return {
    zh: `“${words.zh}”无法计算：集中活动不计入任何活动小组。请改为分散活动。`,
    en: `“${words.en}” cannot be counted: a whole-group activity counts for no activity group. Ask for activity-group activities.`,
  };
}

const SAID_TWICE = { zh: '同一要求只能有一个次数。', en: 'one requirement can have one number only.' };
const LESS_THAN_PARTS = {
  zh: '较短时段合计的次数已经超过较长时段的要求。',
  en: 'the shorter periods together ask for more than the longer one.',
};
const MORE_THAN_HELD = {
  zh: '要求代表参加的次数，超过了要求小组举行的次数。',
  en: 'deputies would have to attend more than their group has to hold.',
};

function betweenTwo(first: QuotaRule, second: QuotaRule): Bilingual | undefined {
  const isSameWho = first.who === second.who && first.kind === second.kind;
  if (isSameWho && first.period === second.period) return both(first, second, SAID_TWICE);
  const isShorter = periodsPerYear(first.period) > periodsPerYear(second.period);
  if (isSameWho && isShorter && perYear(first) > perYear(second)) return both(first, second, LESS_THAN_PARTS);
  const holder: QuotaWho = first.kind === 'activity-group' ? 'activity-group' : 'group';
  const isDuty = first.who === 'deputy' && second.who === holder && first.kind === second.kind && first.kind !== 'any';
  return isDuty && perYear(first) > perYear(second) ? both(first, second, MORE_THAN_HELD) : undefined;
}

/** Either kind is less than both kinds together. */
function lessThanKinds(rules: readonly QuotaRule[]): Bilingual | undefined {
  const most = (who: QuotaWho, kind: QuotaKind) =>
    rules.filter((rule) => rule.who === who && rule.kind === kind).toSorted((a, b) => perYear(b) - perYear(a))[0];
  for (const any of rules.filter(({ kind }) => kind === 'any')) {
    const [whole, part] = [most(any.who, 'whole-group'), most(any.who, 'activity-group')];
    if (whole === undefined || part === undefined || perYear(any) >= perYear(whole) + perYear(part)) continue;
    const sum = perYear(whole) + perYear(part);
    return both(any, whole, {
      zh: `分别要求的两类活动合计每年已有 ${sum} 次。`,
      en: `the two kinds asked for by themselves come to ${sum} a year.`,
    });
  }
  return undefined;
}

/** The first contradiction between the rules of a set, in words; undefined where all of them can be kept. */
export function contradictionIn(rules: readonly QuotaRule[]): Bilingual | undefined {
  const alone = ofNoActivityGroup(rules);
  if (alone !== undefined) return alone;
  for (const [at, first] of rules.entries()) {
    for (const [other, second] of rules.entries()) {
      const found = at === other ? undefined : betweenTwo(first, second);
      if (found !== undefined) return found;
    }
  }
  return lessThanKinds(rules);
}
