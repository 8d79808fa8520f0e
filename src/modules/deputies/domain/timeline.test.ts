import { describe, expect, test } from 'vitest';
import type { CommitmentState } from '../contract.ts';
import { timelineOf } from './timeline.ts';

const change = (state: CommitmentState, at: string, by: string | null = null) => ({
  ...{ state, at: `${at}T01:00:00.000000Z`, isAssumed: false, by, how: null, isOnBehalf: false },
});
const plain = { quantity: null, isOnBehalf: false, title: null, plannedDay: null, evidence: [] };
const events = (changes: ReturnType<typeof change>[]) =>
  timelineOf({ changes, amended: [], reports: [] }).map(({ event }) => event);

describe('the time line of a commitment', () => {
  test('tells nothing of what was before its publication', () => {
    const hidden = [change('draft', '2020-01-01'), change('submitted', '2020-01-02'), change('returned', '2020-01-03')];
    expect(events(hidden)).toEqual([]);
    expect(events([...hidden, change('published', '2020-02-01')])).toEqual(['published']);
    const reviewed = [...hidden.slice(0, 2), change('published', '2020-02-01')];
    expect(timelineOf({ changes: reviewed, amended: [], reports: [] })).toMatchObject([{ isReviewed: true }]);
  });

  test('tells a claim that was refused from a seal that was taken back', () => {
    const claimed = [change('published', '2020-02-01'), change('claimed', '2020-03-01')];
    expect(events([...claimed, change('published', '2020-04-01')])).toEqual(['published', 'claimed', 'rejected']);
    const sealed = [...claimed, change('fulfilled', '2020-04-01'), change('published', '2020-05-01')];
    expect(events(sealed)).toEqual(['published', 'claimed', 'fulfilled', 'reopened']);
  });

  test('puts reports at the day of which they tell, and amendments where they happened', () => {
    const reports = [
      {
        text: '路基已完成',
        day: '2020-03-05',
        reportedAt: '2020-03-09T01:00:00.000000Z',
        ...plain,
      },
    ] as const;
    const changes = [change('published', '2020-02-01'), change('claimed', '2020-06-01')];
    const amended = [{ until: '2020-04-01T00:00:00.000000Z', reason: '改为两处' }];
    const told = timelineOf({ changes, amended, reports });
    expect(told.map(({ event }) => event)).toEqual(['published', 'progress', 'amended', 'claimed']);
    expect(told[2]).toMatchObject({ how: '改为两处' });
    expect(told[1]).toMatchObject({ at: '2020-03-04T16:00:00.000000Z', how: '路基已完成', by: null });
  });

  test('tells which milestone was reached, whether late, how much, and by whose hand', () => {
    const report = (day: string) => ({
      ...{ text: '已过半', day, reportedAt: `${day}T01:00:00.000000Z`, ...plain },
      ...{ title: '过半', plannedDay: '2020-06-30', quantity: '10', isOnBehalf: true },
    });
    const reports = [report('2020-06-30'), report('2020-07-01')];
    const told = timelineOf({ changes: [change('published', '2020-02-01')], amended: [], reports });
    const milestone = { title: '过半', plannedDay: '2020-06-30' };
    expect(told.slice(1)).toMatchObject([
      { event: 'milestone', quantity: '10', isOnBehalf: true, milestone: { ...milestone, isLate: false } },
      { event: 'milestone', quantity: '10', isOnBehalf: true, milestone: { ...milestone, isLate: true } },
    ]);
  });

  test('names the office that verified, and no person', () => {
    const changes = [change('published', '2020-02-01'), change('fulfilled', '2020-03-01', '石桥镇人大、王建国')];
    expect(timelineOf({ changes, amended: [], reports: [] }).map(({ by }) => by)).toEqual([null, '石桥镇人大']);
  });
});
