import { describe, expect, test } from 'vitest';
import { countReplies, soundReply } from './reply.ts';

const STARTS = '2020-10-28T09:00:00Z';
const activity = { state: 'planned', startsAt: STARTS } as const;
const before = '2020-10-28T08:59:59Z';

describe('a reply to an invitation', () => {
  test('is taken until the beginning; whoever comes gives no reason', () => {
    const comes = { activity, reply: 'comes', reason: '一定来', now: before } as const;
    expect(soundReply(comes)).toEqual({ reply: 'comes', reason: null });
    const cannot = { activity, reply: 'cannot', reason: '外出培训', now: before } as const;
    expect(soundReply(cannot)).toEqual({ reply: 'cannot', reason: '外出培训' });
  });

  test.each([
    ['reply.too-late', { now: STARTS }],
    ['reply.too-late', { activity: { ...activity, state: 'held' as const } }],
    ['activity.not-now', { activity: { ...activity, state: 'cancelled' as const } }],
    ['reply.needs-reason', { reason: null }],
    ['reply.personal-number', { reason: '有事请打 13900000000' }],
  ])('is refused: %s', (code, more) => {
    const asked = { activity, reply: 'cannot', reason: '外出培训', now: before, ...more } as const;
    expect(() => soundReply(asked)).toThrow(expect.objectContaining({ code }));
  });

  test('is counted once for a person with two posts, and those of whom nothing was heard beside', () => {
    const listed = [
      { personId: 'a', reply: null },
      { personId: 'a', reply: 'comes' as const },
      { personId: 'b', reply: 'cannot' as const },
      { personId: 'c', reply: null },
    ];
    expect(countReplies(listed)).toEqual({ comes: 1, cannot: 1, open: 1 });
    expect(countReplies([])).toEqual({ comes: 0, cannot: 0, open: 0 });
  });
});
