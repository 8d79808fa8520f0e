import { describe, expect, it } from 'vitest';
import { AnswerMemory } from './answer-memory.ts';

function trusted(): AnswerMemory {
  const memory = new AnswerMemory();
  memory.trust(true);
  return memory;
}

function counter() {
  let times = 0;
  return () => Promise.resolve((times += 1));
}

describe('answers kept until the store changes', () => {
  it('are worked out once, also for those who ask meanwhile', async () => {
    const [memory, work] = [trusted(), counter()];
    expect(await Promise.all([memory.recall('a', work), memory.recall('a', work)])).toEqual([1, 1]);
    expect(await memory.recall('b', work)).toBe(2);
  });

  it('are worked out anew after a change', async () => {
    const [memory, work] = [trusted(), counter()];
    await memory.recall('a', work);
    memory.clear();
    expect(await memory.recall('a', work)).toBe(2);
  });

  it('are not kept while changes are not heard of', async () => {
    const [memory, work] = [new AnswerMemory(), counter()];
    await memory.recall('a', work);
    expect(await memory.recall('a', work)).toBe(2);
  });

  it('to a question that names what was changed are worked out anew, others stay', async () => {
    const [memory, work] = [trusted(), counter()];
    expect(await memory.recall('about c1', work)).toBe(1);
    expect(await memory.recall('about c2', work)).toBe(2);
    memory.clear('c1');
    expect(await memory.recall('about c1', work)).toBe(3);
    expect(await memory.recall('about c2', work)).toBe(2);
  });

  it('that failed are asked for again', async () => {
    const memory = trusted();
    await expect(memory.recall('a', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await memory.recall('a', counter())).toBe(1);
  });
});
