import { describe, expect, test } from 'vitest';
import { languageOf } from '#lib/language.ts';
import { dueText, shareOf, shortDay } from './day.ts';

const zh = languageOf('zh');
const en = languageOf('en');
const TODAY = '2020-10-28';

describe('days on a card', () => {
  test('the year is written only where it is another', () => {
    expect(shortDay(zh, '2020-12-31', TODAY)).toBe('12\u00a0月\u00a031\u00a0日');
    expect(shortDay(en, '2020-12-31', TODAY)).toBe('31 December');
    expect(shortDay(en, '2021-01-02', TODAY)).toBe('2 January 2021');
  });

  test('what is near is counted in days', () => {
    const due = (dueDay: string | null, daysLeft: number | null) =>
      dueText(zh, { dueDay, dueNote: '长期', daysLeft }, TODAY);
    expect(due('2020-10-31', 3)).toEqual({ text: '还有 3 天', isPressing: true });
    expect(due('2020-10-28', 0)).toEqual({ text: '今天到期', isPressing: true });
    expect(due('2020-10-18', -10)).toEqual({ text: '逾期 10 天', isPressing: true });
    expect(due('2020-12-31', null).isPressing).toBe(false);
    expect(due(null, null)).toEqual({ text: '长期', isPressing: false });
  });

  test('a share never goes beyond the whole', () => {
    expect([shareOf('15', '18'), shareOf('20', '18'), shareOf('0', '18')]).toEqual([83, 100, 0]);
    expect([shareOf(null, '18'), shareOf('3', null), shareOf('3', '0')]).toEqual([undefined, undefined, undefined]);
  });
});
