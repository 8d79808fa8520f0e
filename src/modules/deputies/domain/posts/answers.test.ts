import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { AnswerForPause as Answer } from '../../contract.ts';
import { decideAnswers, handedTo } from './answers.ts';

const open = [
  { id: 'c1', membershipId: 'm1' },
  { id: 'c2', membershipId: 'm1' },
];
const successors = new Map([
  ['m2', { name: '李明' }],
  ['m1', { name: '王伟' }],
]);
const answer = (given: Partial<Answer>): Answer => ({ answer: 'leave', successorPostId: null, reason: null, ...given });

describe('what becomes of open commitments', () => {
  test('is what was answered for each', () => {
    const answers: Record<string, Answer> = {
      c1: answer({ answer: 'hand-over', successorPostId: 'm2' }),
      c2: answer({ answer: 'withdraw', reason: '规划调整，不再实施' }),
    };
    expect(decideAnswers(open, ({ id }) => answers[id] ?? answer({}), { successors, because: 'ended' })).toEqual({
      withdrawals: [
        { commitmentId: 'c1', reason: handedTo('李明', 'ended') },
        { commitmentId: 'c2', reason: '规划调整，不再实施' },
      ],
      handed: [{ commitmentId: 'c1', successorPostId: 'm2' }],
      left: 0,
      waiting: 0,
    });
  });

  test.each([
    [answer({ answer: 'hand-over' }), 'post.no-successor'],
    [answer({ answer: 'hand-over', successorPostId: 'm9' }), 'post.no-successor'],
    [answer({ answer: 'hand-over', successorPostId: 'm1' }), 'post.no-successor'],
    [answer({ answer: 'withdraw' }), 'post.no-reason'],
  ])('cannot be half an answer (%#)', (wrong, code) => {
    expect(() => decideAnswers(open, () => wrong, { successors, because: 'ended' })).toThrow(
      expect.objectContaining({ code }) as Error,
    );
  });

  test('tells the public whether the post has ended, or is suspended', () => {
    const handed = answer({ answer: 'hand-over', successorPostId: 'm2' });
    const reasons = (['ended', 'suspended'] as const).map(
      (because) => decideAnswers(open, () => handed, { successors, because }).withdrawals[0]?.reason,
    );
    expect(reasons[0]).toContain('任职结束');
    expect(reasons[1]).toContain('暂停执行职务');
  });

  test('each is answered once, and what is handed over is withdrawn too', () => {
    const one = fc.constantFrom<Answer>(
      answer({}),
      answer({ answer: 'wait' }),
      answer({ answer: 'withdraw', reason: '不再实施' }),
      answer({ answer: 'hand-over', successorPostId: 'm2' }),
    );
    fc.assert(
      fc.property(fc.array(one, { maxLength: 10 }), (answers) => {
        const all = answers.map((_, index) => ({ id: String(index), membershipId: 'm1' }));
        const { withdrawals, handed, left, waiting } = decideAnswers(
          all,
          ({ id }) => answers[Number(id)] ?? answer({}),
          { successors, because: 'suspended' },
        );
        expect(withdrawals.length + left + waiting).toBe(all.length);
        expect(waiting).toBe(answers.filter((given) => given.answer === 'wait').length);
        const gone = new Set(withdrawals.map(({ commitmentId }) => commitmentId));
        expect(handed.every(({ commitmentId }) => gone.has(commitmentId))).toBe(true);
      }),
    );
  });
});
