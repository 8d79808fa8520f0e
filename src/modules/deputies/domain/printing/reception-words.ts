import type { ReceptionPattern } from '../../contract.ts';

interface Rule {
  readonly pattern: ReceptionPattern;
  readonly weekdays: readonly number[];
  readonly everyWeeks: number;
  readonly monthDay: number | null;
  readonly nth: number | null;
  readonly starts: string;
  readonly ends: string;
}

const WEEKDAYS = ['一', '二', '三', '四', '五', '六', '日'];
const NTH = ['一', '二', '三', '四'];

function daysOf({ pattern, weekdays, everyWeeks, monthDay, nth }: Rule): string {
  const named = weekdays.map((number) => WEEKDAYS[number - 1] ?? '');
  if (pattern === 'weekly') return `${everyWeeks > 1 ? `每 ${everyWeeks} 周的周` : '每周'}${named.join('、')}`;
  if (pattern === 'monthly-day') return monthDay === null || monthDay < 0 ? '每月最后一天' : `每月 ${monthDay} 日`;
  const which = nth === null || nth < 0 ? '最后一个' : `第${NTH[nth - 1] ?? ''}个`;
  return `每月${which}周${named[0] ?? ''}`;
}

/** When a deputy receives, as it stands on paper: the rule, and not its next day, so that it stays true. */
export function receptionWords(rule: Rule, stationName: string): string {
  return `${daysOf(rule)} ${rule.starts}–${rule.ends}，${stationName}`;
}
