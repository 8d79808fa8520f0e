import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unreachableStates } from '#kernel/contract.ts';
import { RoleModelCriterion, RoleModelState } from '../../contract.ts';
import {
  FIRST_STATE,
  type RoleModelAction,
  requireHeard,
  requireReady,
  roleModelLife,
  stepOf,
} from './role-model-life.ts';

/** From which states, and to which: written down from the rules, and not from the code. */
const TABLE: Readonly<Record<RoleModelAction, readonly [from: string, to: RoleModelState]>> = {
  change: ['nominated', 'nominated'],
  publish: ['nominated', 'on-notice'],
  object: ['on-notice', 'on-notice'],
  recognise: ['on-notice', 'recognised'],
  decline: ['nominated on-notice', 'declined'],
  withdraw: ['recognised', 'withdrawn'],
};
const actions = Object.keys(roleModelLife) as RoleModelAction[];
const FOREVER = ['declined', 'withdrawn'];

describe('the life of a role model', () => {
  test('reaches every state from a nomination, and leaves all but the last ones', () => {
    expect(unreachableStates(roleModelLife, FIRST_STATE, RoleModelState.options)).toEqual([]);
    const left = new Set<string>(actions.flatMap((action) => roleModelLife[action].from));
    expect(RoleModelState.options.filter((state) => !left.has(state))).toEqual(FOREVER);
  });

  test('is the table of the rules', () => {
    expect(actions.toSorted()).toEqual(Object.keys(TABLE).toSorted());
  });

  test.each(actions)('%s leads on from its own states and is a conflict in all others', (action) => {
    const [from, to] = TABLE[action];
    for (const state of RoleModelState.options) {
      if (from.split(' ').includes(state)) expect(stepOf(action, state)).toBe(to);
      else expect(() => stepOf(action, state)).toThrow('role-model.not-now');
    }
  });

  test('comes to recognition through objections alone, whatever is tried in whatever order', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...actions), { maxLength: 30 }), (tried) => {
        const seen: RoleModelState[] = [FIRST_STATE];
        for (const action of tried) {
          try {
            seen.push(stepOf(action, seen.at(-1) ?? FIRST_STATE));
          } catch {
            continue;
          }
        }
        const recognised = seen.indexOf('recognised');
        if (recognised >= 0) expect(seen.slice(0, recognised)).toContain('on-notice');
        const closed = seen.findIndex((state) => FOREVER.includes(state));
        if (closed >= 0) expect(closed).toBe(seen.length - 1);
      }),
    );
  });
});

describe('what has to be so before a step', () => {
  test('all criteria are met and something shows the deeds before it is published', () => {
    const all = RoleModelCriterion.options;
    expect(() => requireReady({ criteria: all, evidence: 1 })).not.toThrow();
    expect(() => requireReady({ criteria: all, evidence: 0 })).toThrow('role-model.no-evidence');
    for (const left of all) {
      const criteria = all.filter((one) => one !== left);
      expect(() => requireReady({ criteria, evidence: 1 })).toThrow('role-model.criteria-unmet');
    }
  });

  test.each([
    ['2020-11-04', [], 'role-model.notice-runs'],
    ['2020-11-05', [null], 'role-model.objections-open'],
    ['2020-11-05', [false, true], 'role-model.objection-upheld'],
    ['2020-11-05', [false], undefined],
    ['2020-11-05', [], undefined],
  ])('on %s with objections %j: %s', (today, upheld, problem) => {
    const heard = () => {
      requireHeard({ noticeUntil: '2020-11-04', today, objections: upheld.map((isUpheld) => ({ isUpheld })) });
    };
    if (problem === undefined) expect(heard).not.toThrow();
    else expect(heard).toThrow(problem);
  });
});
