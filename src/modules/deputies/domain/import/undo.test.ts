import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type FoundObstacle, sayObstacles, undoErrors } from './undo.ts';

const found = (given: Partial<FoundObstacle> = {}): FoundObstacle => ({
  ...{ reason: 'stands-on', table: 'kernel.account', count: 1, about: ['王伟'] },
  ...given,
});

describe('what stands in the way of undoing an import', () => {
  it('is said by what it is, how many there are, and a few names', () => {
    expect(sayObstacles([found()])).toEqual([
      { zh: '登录账号：有 1 条以这次导入为依据（王伟）', en: '1 accounts stand on it (王伟)' },
    ]);
    const [changed] = sayObstacles([
      found({ reason: 'changed', table: 'kernel.person', count: 9, about: ['王伟', '李娜'] }),
    ]);
    expect(changed).toEqual({
      zh: '人员资料：导入之后又有改动，9 处（王伟、李娜等）',
      en: '9 details of persons changed since (王伟, 李娜 and more)',
    });
  });

  it('is said of records that have no name of their own, or nobody to name', () => {
    const [said] = sayObstacles([found({ table: 'deputies.something_new', about: [] })]);
    expect(said).toEqual({ zh: '其他记录：有 1 条以这次导入为依据', en: '1 other records stand on it' });
  });

  it('is said once for each kind of record', () => {
    const kinds = ['kernel.account', 'deputies.commitment', 'a.b', 'c.d'];
    const one = fc.record({
      reason: fc.constantFrom('changed' as const, 'stands-on' as const),
      table: fc.constantFrom(...kinds),
      count: fc.integer({ min: 1, max: 99 }),
      about: fc.array(fc.constantFrom('王伟', '李娜'), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(fc.array(one), (all) => {
        const said = sayObstacles(all).map(({ zh }) => zh);
        expect(new Set(said).size).toBe(said.length);
        expect(said.length).toBeLessThanOrEqual(6);
        expect(said.length > 0).toBe(all.length > 0);
      }),
    );
  });

  it('is named in the problem, the first few, with what to do', () => {
    const many = ['a', 'b', 'c', 'd'].map((name) => ({ zh: name, en: name }));
    const { says } = undoErrors.standsOn(many);
    expect(says.zh).toContain('a；b；c；等等');
    expect(says.zh).toContain('请先撤销后来的导入');
    expect(says.en).toContain('a; b; c; and more');
    expect(undoErrors.standsOn(many.slice(0, 1)).says.en).not.toContain('and more');
  });
});
