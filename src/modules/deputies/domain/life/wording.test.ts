import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asksForDispute, codeFrom, withAnswer } from './confirmation.ts';
import { requireEntrySound } from './entry.ts';
import { officeName } from './office-name.ts';
import { requireSound } from './review.ts';
import { differenceOf, measuredResult, requireDueInYear } from './wording.ts';

describe('the wording of a promise', () => {
  test('may be due after its year, not before it', () => {
    expect(() => requireDueInYear('2021-03-31', 2020)).not.toThrow();
    expect(() => requireDueInYear(null, 2020)).not.toThrow();
    expect(() => requireDueInYear('2019-12-31', 2020)).toThrow('commitment.due-outside-year');
  });

  test('a claim is measured by its number, else by the one number in its words, else not at all', () => {
    const none = { quantity: null, unit: null };
    expect(measuredResult({ result: '路灯都亮了', quantity: '21', unit: '盏' }, '路灯20盏')).toEqual({
      measure: '路灯',
      quantity: '21',
      unit: '盏',
    });
    expect(measuredResult({ result: '安装路灯21盏', ...none }, null)).toEqual({
      measure: '安装路灯',
      quantity: '21',
      unit: '盏',
    });
    expect(measuredResult({ result: '都做完了', ...none }, null)).toEqual({ measure: null, ...none });
  });

  test('a difference names what changed, and only that', () => {
    const was = { kind: 'personal', field: '其他', worry: null, text: '修路一条', target: null } as const;
    const rest = { targetQuantity: null, targetUnit: null, dueDay: null };
    const is = { ...was, ...rest, themes: [], text: '修路两条' };
    expect(differenceOf({ ...was, ...rest }, is)).toEqual({
      before: { text: '修路一条' },
      after: { text: '修路两条' },
    });
  });
});

describe('a review', () => {
  const passed = { isSpecific: true, isVerifiable: true, isOwn: true };
  test('publishes only what passes all three questions', () => {
    expect(() => requireSound({ ...passed, decision: 'publish', note: null })).not.toThrow();
    for (const question of ['isSpecific', 'isVerifiable', 'isOwn'] as const) {
      const review = { ...passed, [question]: false, decision: 'publish' as const, note: null };
      expect(() => requireSound(review)).toThrow('review.not-passed');
    }
  });
  test('returns nothing without saying why', () => {
    expect(() => requireSound({ ...passed, decision: 'return', note: null })).toThrow('review.note-missing');
    expect(() => requireSound({ ...passed, isOwn: false, decision: 'return', note: '改为本人可做的事' })).not.toThrow();
  });
});

describe('an entry', () => {
  test('tells of what has happened; a milestone needs the day it is planned for', () => {
    const today = '2020-10-28';
    expect(() => requireEntrySound({ kind: 'progress', day: today, plannedDay: null }, today)).not.toThrow();
    expect(() => requireEntrySound({ kind: 'progress', day: '2020-10-29', plannedDay: null }, today)).toThrow(
      'entry.day',
    );
    expect(() => requireEntrySound({ kind: 'milestone', day: today, plannedDay: null }, today)).toThrow('unplanned');
  });
});

describe('residents’ answers', () => {
  test('ask for a second look only when at least three, and more than those in favour, say no', () => {
    const counts = fc.record({ done: fc.nat(50), partly: fc.nat(50), notDone: fc.nat(50) });
    fc.assert(
      fc.property(counts, (all) => {
        const silent = { hasReason: false, state: 'fulfilled' } as const;
        expect(asksForDispute(all, silent)).toBe(all.notDone >= 3 && all.notDone > all.done);
        expect(asksForDispute(all, { ...silent, hasReason: true })).toBe(true);
        expect(asksForDispute(all, { hasReason: true, state: 'published' })).toBe(asksForDispute(all, silent));
      }),
    );
  });

  test('each answer counts once, where it belongs', () => {
    const none = { done: 0, partly: 0, notDone: 0 };
    expect(withAnswer(none, 'done')).toEqual({ ...none, done: 1 });
    expect(withAnswer(none, 'partly')).toEqual({ ...none, partly: 1 });
    expect(withAnswer(none, 'not-done')).toEqual({ ...none, notDone: 1 });
  });

  test('a code is ten characters that cannot be taken for others, and another for each id', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.uuid({ version: 4 }), { minLength: 2, maxLength: 20 }), (ids) => {
        const codes = ids.map(codeFrom);
        for (const code of codes) expect(code).toMatch(/^[2-9A-HJKMNP-Z]{10}$/);
        const tails = new Set(ids.map((id) => id.replaceAll('-', '').slice(-18)));
        expect(new Set(codes).size).toBe(tails.size);
      }),
    );
  });
});

test('an office is named, never a person', () => {
  expect(officeName('district-officer', '云川区')).toBe('云川区人大常委会');
  expect(officeName('town-officer', '石桥镇')).toBe('石桥镇人大');
  expect(officeName('station-clerk', '北门街道')).toBe('北门街道人大工委');
});
