import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { unreachableStates } from '../../values/life.ts';
import {
  DELIVERY_STATES,
  type DeliveryAction,
  type DeliveryState,
  MOST_ATTEMPTS,
  type Outcome,
  actionAfter,
  deliveryLife,
  deliveryStep,
  pauseAfter,
} from './delivery-life.ts';

const actions = Object.keys(deliveryLife) as DeliveryAction[];

describe('the life of a delivery', () => {
  it('reaches every state from waiting, and ends in two', () => {
    expect(unreachableStates(deliveryLife, 'waiting', DELIVERY_STATES)).toEqual([]);
    const left = new Set(actions.flatMap((action): readonly DeliveryState[] => deliveryLife[action].from));
    expect(DELIVERY_STATES.filter((one) => !left.has(one))).toEqual(['delivered', 'void']);
  });

  it.each(actions)('%s leads on from its states only', (action) => {
    for (const from of DELIVERY_STATES) {
      const isAllowed = (deliveryLife[action].from as readonly DeliveryState[]).includes(from);
      if (isAllowed) expect(deliveryStep(action, from)).toBe(deliveryLife[action].to);
      else expect(() => deliveryStep(action, from)).toThrow('notice.not-now');
    }
  });

  it('is delivered only out of sending, so that what is not written down is never sent', () => {
    for (const action of actions) {
      if (deliveryLife[action].to === 'delivered') expect(deliveryLife[action].from).toEqual(['sending']);
    }
  });

  it('never sends again what was delivered, whatever happens', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...actions), { maxLength: 40 }), (steps) => {
        let [now, sent]: [DeliveryState, boolean] = ['waiting', false];
        for (const action of steps) {
          if (!(deliveryLife[action].from as readonly DeliveryState[]).includes(now)) continue;
          expect(sent && action === 'send').toBe(false);
          now = deliveryStep(action, now);
          sent ||= now === 'delivered';
        }
      }),
    );
  });
});

const outcome: fc.Arbitrary<Outcome> = fc.oneof(
  fc.constant({ kind: 'delivered' } as const),
  fc.record({ kind: fc.constant('failed' as const), code: fc.string(), isFinal: fc.boolean() }),
  fc.record({ kind: fc.constant('unknown' as const), code: fc.string() }),
);

describe('what comes of an attempt', () => {
  it('is a step out of sending, for every outcome', () => {
    fc.assert(
      fc.property(outcome, fc.integer({ min: 1, max: 100 }), fc.boolean(), (given, attempts, isRepeatKnown) => {
        const action = actionAfter(given, { attempts, isRepeatKnown });
        expect(() => deliveryStep(action, 'sending')).not.toThrow();
        expect(action === 'deliver').toBe(given.kind === 'delivered');
        // By itself nothing is sent twice to where a repeat is not known.
        if (given.kind === 'unknown' && !isRepeatKnown) expect(action).toBe('lose');
      }),
    );
  });

  it.each([
    [{ kind: 'failed', code: 'smtp-451' }, 1, 'fail'],
    [{ kind: 'failed', code: 'smtp-451' }, MOST_ATTEMPTS, 'giveUp'],
    [{ kind: 'failed', code: 'smtp-550', isFinal: true }, 1, 'giveUp'],
    [{ kind: 'unknown', code: 'cut-off' }, 1, 'fail'],
    [{ kind: 'unknown', code: 'cut-off' }, MOST_ATTEMPTS, 'giveUp'],
  ] as const)('%j at attempt %d: %s', (given, attempts, action) => {
    expect(actionAfter(given, { attempts, isRepeatKnown: true })).toBe(action);
  });
});

describe('the pause after an attempt', () => {
  it('is a minute, doubles, and is never longer than four hours', () => {
    expect([1, 2, 3, 8, 9, 100].map(pauseAfter)).toEqual([60, 120, 240, 7680, 14_400, 14_400]);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (attempts) => {
        expect(pauseAfter(attempts)).toBeGreaterThanOrEqual(60);
        expect(pauseAfter(attempts + 1)).toBeGreaterThanOrEqual(pauseAfter(attempts));
        expect(pauseAfter(attempts + 1)).toBeLessThanOrEqual(2 * pauseAfter(attempts));
        expect(pauseAfter(attempts)).toBeLessThanOrEqual(14_400);
      }),
    );
  });

  it('adds up to some three days', () => {
    const pauses = Array.from({ length: MOST_ATTEMPTS - 1 }, (_, at) => pauseAfter(at + 1));
    expect(Math.round(pauses.reduce((sum, one) => sum + one, 0) / 86_400)).toBe(3);
  });
});
