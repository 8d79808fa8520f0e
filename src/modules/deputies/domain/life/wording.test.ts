import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { asksForDispute, codeFrom, withAnswer } from './confirmation.ts';
import { requireEntrySound } from './entry.ts';
import { MOST_MILESTONES, isLate, requireAhead, requirePlanSound } from './milestone.ts';
import { officeName } from './office-name.ts';
import { requireSound } from './review.ts';
import {
  type StoredWording,
  amendmentsOf,
  differenceOf,
  measuredResult,
  requireDueInYear,
  requireWordingSound,
  wordsOfResult,
} from './wording.ts';

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
    const rest = { targetQuantity: null, targetUnit: null, dueDay: null, themes: ['乡村振兴'] };
    const is = { ...was, ...rest, themes: ['安全'], text: '修路两条' };
    expect(differenceOf({ ...was, ...rest }, is)).toEqual({
      before: { text: '修路一条', themes: ['乡村振兴'] },
      after: { text: '修路两条', themes: ['安全'] },
    });
    expect(differenceOf(is, { ...is, themes: ['安全'] })).toEqual({ before: {}, after: {} });
  });

  test('a target is a number with its unit, or neither; a claimed number needs a unit', () => {
    const sound = (targetQuantity: string | null, targetUnit: string | null) => () =>
      requireWordingSound({ dueDay: null, targetQuantity, targetUnit }, 2020);
    expect(sound('20', '盏')).not.toThrow();
    expect(sound(null, null)).not.toThrow();
    expect(sound('20', null)).toThrow('commitment.half-measured');
    expect(sound(null, '盏')).toThrow('commitment.half-measured');
    expect(() => measuredResult({ result: '都亮了', quantity: '20', unit: null }, null)).toThrow('half-measured');
    expect(measuredResult({ result: '都亮了', quantity: null, unit: '盏' }, null).quantity).toBeNull();
  });

  test('the words of a claim say its number once', () => {
    const measured = { measure: '', quantity: '20', unit: '盏' };
    expect(wordsOfResult({ result: '路灯都亮了', ...measured })).toBe('路灯都亮了（20 盏）');
    expect(wordsOfResult({ result: '装了20盏', ...measured })).toBe('装了20盏');
    expect(wordsOfResult({ result: '都亮了', measure: null, quantity: null, unit: null })).toBe('都亮了');
  });

  test('each amendment tells field by field what it changed, also where an import kept only what a ledger has', () => {
    const now: StoredWording = {
      ...{ kind: 'personal', field: '其他', worry: 'pressing', themes: ['安全'], text: '修路两条', target: null },
      ...{ targetQuantity: '2', targetUnit: '条', dueDay: null },
    };
    const second: StoredWording = { ...now, themes: [], targetQuantity: '3' };
    const imported = { text: '修路一条', target: null, dueDay: '2020-12-31' };
    const earlier = [
      { version: 1, content: imported, reason: null, until: '1' },
      { version: 2, content: second, reason: '一条由村里修', until: '2' },
    ];
    expect(amendmentsOf(earlier, now)).toMatchObject([
      {
        ...{ version: 1, text: '修路一条', reason: null },
        changes: [
          { name: 'text', before: '修路一条', after: '修路两条' },
          { name: 'dueDay', before: '2020-12-31', after: null },
        ],
      },
      {
        ...{ version: 2, reason: '一条由村里修', until: '2' },
        changes: [
          { name: 'targetQuantity', before: '3', after: '2' },
          { name: 'themes', before: null, after: '安全' },
        ],
      },
    ]);
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
  test('tells of what has happened', () => {
    expect(() => requireEntrySound({ day: '2020-10-28' }, '2020-10-28')).not.toThrow();
    expect(() => requireEntrySound({ day: '2020-10-29' }, '2020-10-28')).toThrow('entry.day');
  });
});

describe('a milestone', () => {
  const ahead = { commitmentId: 'c', plannedDay: '2020-06-30', reachedDay: null, givenUpAt: null };

  test('lies between the year’s beginning and the due day, and there are not too many', () => {
    const sound =
      (plannedDay: string, planned = 0) =>
      () =>
        requirePlanSound(plannedDay, { year: 2020, dueDay: '2020-12-31', planned });
    expect(sound('2020-12-31')).not.toThrow();
    expect(sound('2020-01-01', MOST_MILESTONES - 1)).not.toThrow();
    expect(sound('2021-01-01')).toThrow('milestone.after-due');
    expect(sound('2019-12-31')).toThrow('commitment.due-outside-year');
    expect(sound('2020-06-30', MOST_MILESTONES)).toThrow('milestone.too-many');
  });

  test('is settled once', () => {
    expect(() => requireAhead(ahead)).not.toThrow();
    expect(() => requireAhead({ ...ahead, reachedDay: '2020-06-01' })).toThrow('milestone.settled');
    expect(() => requireAhead({ ...ahead, givenUpAt: '2020-06-01' })).toThrow('milestone.settled');
  });

  test.each([
    ['2020-06-30', {}, false],
    ['2020-07-01', {}, true],
    ['2020-10-28', { reachedDay: '2020-06-30' }, false],
    ['2020-10-28', { reachedDay: '2020-07-01' }, true],
    ['2020-10-28', { givenUpAt: '2020-05-01' }, false],
  ])('on %s, %j: late %s', (today, given, expected) => expect(isLate({ ...ahead, ...given }, today)).toBe(expected));
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
