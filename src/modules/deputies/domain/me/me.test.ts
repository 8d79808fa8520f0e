import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CommitmentState } from '../../contract.ts';
import { isOverdue } from '../is-overdue.ts';
import { mySteps } from './my-steps.ts';
import { daysLeft, orderMine } from './order-mine.ts';

const NOW = '2020-10-28T01:00:00.000000Z';

describe('days left', () => {
  test('are counted in Shanghai, and only where the deputy can still act', () => {
    const left = (dueDay: string | null, state: CommitmentState = 'published') => daysLeft({ dueDay, state }, NOW);
    expect([left('2020-10-31'), left('2020-10-28'), left('2020-10-20')]).toEqual([3, 0, -8]);
    expect([left('2020-11-28'), left('2020-11-29'), left(null)]).toEqual([31, null, null]);
    expect([left('2020-10-31', 'claimed'), left('2020-10-31', 'draft')]).toEqual([null, null]);
    // Half past midnight in Shanghai is still the day before in UTC.
    expect(daysLeft({ dueDay: '2020-10-29', state: 'published' }, '2020-10-28T16:30:00.000000Z')).toBe(0);
  });
});

function item(id: string, state: CommitmentState, dueDay: string | null) {
  const due = { state, dueDay };
  return { id: id as never, ...due, isOverdue: isOverdue(due, NOW), daysLeft: daysLeft(due, NOW) };
}

describe('the order of my commitments', () => {
  test('what asks for a hand comes first', () => {
    const all = [
      item('done', 'fulfilled', '2020-06-20'),
      item('claimed', 'claimed', '2020-10-01'),
      item('far', 'published', '2020-12-31'),
      item('soon', 'published', '2020-10-31'),
      item('late', 'published', '2020-10-01'),
      item('open-ended', 'published', null),
      item('submitted', 'submitted', null),
      item('draft', 'draft', null),
      item('returned', 'returned', '2020-12-31'),
      item('withdrawn', 'withdrawn', null),
    ];
    expect(orderMine(all).map(({ id }) => id)).toEqual([
      ...['returned', 'draft', 'late', 'soon', 'far', 'open-ended', 'submitted', 'claimed', 'done', 'withdrawn'],
    ]);
  });

  test('is one order, whatever order they come in, and loses none', () => {
    const some = fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        state: fc.constantFrom(...CommitmentState.options),
        day: fc.option(fc.constantFrom('2020-10-01', '2020-10-31', '2020-12-31')),
      }),
      { selector: ({ id }) => id, maxLength: 10 },
    );
    fc.assert(
      fc.property(some, (given) => {
        const all = given.map(({ id, state, day }) => item(id, state, day));
        const ordered = orderMine(all);
        expect(orderMine(all.toReversed())).toEqual(ordered);
        expect(ordered.toSorted((a, b) => (a.id < b.id ? -1 : 1))).toEqual(
          all.toSorted((a, b) => (a.id < b.id ? -1 : 1)),
        );
        const lastTodo = ordered.findLastIndex(({ state }) => state === 'draft' || state === 'returned');
        expect(ordered.slice(0, lastTodo + 1).every(({ state }) => state === 'draft' || state === 'returned')).toBe(
          true,
        );
      }),
    );
  });
});

const change = (state: CommitmentState, at: string, by: string | null = null) => ({ state, at, by, how: null });
const NONE = { changes: [], reviews: [], checks: [], entries: [], amended: [] };

describe('what happened', () => {
  test('is told the latest first, with what a state means on its way', () => {
    const changes = [
      change('draft', '1'),
      change('submitted', '2'),
      change('published', '3'),
      change('claimed', '4'),
      change('published', '5'),
      change('claimed', '6'),
      change('fulfilled', '7', '石桥镇人大办公室'),
      change('published', '8'),
    ];
    const steps = mySteps({ ...NONE, changes });
    expect(steps.map((step) => step.is === 'change' && step.event)).toEqual([
      ...['reopened', 'fulfilled', 'claimed', 'rejected', 'claimed', 'published', 'submitted', 'drafted'],
    ]);
    expect(steps[1]).toMatchObject({ by: '石桥镇人大办公室' });
  });

  test('an amendment is told where it happened, with its reason and what changed', () => {
    const changes = [change('published', '1'), change('claimed', '3')];
    const one = {
      at: '2',
      reason: '改由两处安装',
      changes: [{ name: 'target' as const, before: '20 盏', after: '18 盏' }],
    };
    const steps = mySteps({ ...NONE, changes, amended: [one] });
    expect(steps.map(({ is }) => is)).toEqual(['change', 'amended', 'change']);
    expect(steps[1]).toEqual({ is: 'amended', ...one });
  });

  test('a person who verified is not named, as in public', () => {
    const [step] = mySteps({ ...NONE, changes: [change('fulfilled', '1', '周敏')] });
    expect(step).toMatchObject({ event: 'fulfilled', by: null });
  });

  test('a review that returned it, and a check that did not confirm it, are told once', () => {
    const review = { at: '2', isSpecific: true, isVerifiable: false, isOwn: true, isPassed: false, note: '写明数量' };
    const check = { at: '5', method: 'on-site' as const, isConfirmed: false, how: '少了两盏' };
    const changes = [change('returned', '2'), change('claimed', '4'), change('published', '5')];
    const steps = mySteps({ ...NONE, changes, reviews: [review], checks: [check] });
    expect(steps.map((step) => step.is)).toEqual(['check', 'change', 'review']);
    expect(steps[2]).toMatchObject({ unmet: ['isVerifiable'], note: '写明数量' });
  });

  test('no step is lost or told before an earlier one', () => {
    const at = fc.integer({ min: 10, max: 30 }).map(String);
    const entry = at.map((when) => ({
      ...{
        at: when,
        id: when,
        kind: 'progress' as const,
        day: '2020-10-28',
        title: null,
        plannedDay: null,
        text: '已装',
      },
      ...{ quantity: null, isOnBehalf: false, photos: [] },
    }));
    const changed = fc
      .tuple(fc.constantFrom(...CommitmentState.options), at)
      .map(([state, when]) => change(state, when));
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), fc.array(changed, { maxLength: 8 }), (entries, changes) => {
        const steps = mySteps({ ...NONE, entries, changes });
        expect(steps).toHaveLength(entries.length + changes.length);
        expect(steps.map((step) => step.at)).toEqual(
          steps
            .map((step) => step.at)
            .toSorted()
            .reverse(),
        );
      }),
    );
  });
});
