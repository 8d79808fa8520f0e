import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RegionCode, unreachableStates } from '#kernel/contract.ts';
import { ROLES } from '#kernel/index.server.ts';
import { CommitmentAction, CommitmentState, Level } from '../../contract.ts';
import {
  type LifeStep,
  alongside,
  commitmentLife,
  isInHand,
  isPossible,
  requirePossible,
  stepOf,
} from './commitment-life.ts';
import { type Held, actionsOf, standingOf, whyNot } from './permission.ts';
import { isLeading } from '../posts/leading-post.ts';
import { whyNotVerify } from './verifier.ts';

const steps = Object.keys(commitmentLife) as LifeStep[];

describe('the life of a commitment', () => {
  test('reaches every state from a draft', () => {
    expect(unreachableStates(commitmentLife, 'draft', CommitmentState.options)).toEqual([]);
  });

  test('every state but withdrawn can be left', () => {
    const left = new Set<string>(steps.flatMap((step) => commitmentLife[step].from));
    expect(CommitmentState.options.filter((state) => !left.has(state))).toEqual(['withdrawn']);
  });

  test.each(steps)('%s leads on from its own states and is a conflict in all others', (step) => {
    for (const state of CommitmentState.options) {
      const isAllowed = (commitmentLife[step].from as readonly string[]).includes(state);
      if (isAllowed) expect(stepOf(step, state)).toBe(commitmentLife[step].to);
      else expect(() => stepOf(step, state)).toThrow('commitment.not-now');
    }
  });

  test.each(CommitmentAction.options)('%s is walked for every state and role as its table says', (action) => {
    const rule =
      action in commitmentLife ? commitmentLife[action as LifeStep] : alongside[action as keyof typeof alongside];
    for (const state of CommitmentState.options) {
      expect(isPossible(action, state)).toBe((rule.from as readonly string[]).includes(state));
      if (!isPossible(action, state)) expect(() => requirePossible(action, state)).toThrow('commitment.not-now');
    }
    for (const role of ROLES) expect(isInHand(action, role)).toBe((rule.by as readonly string[]).includes(role));
  });

  test('a deputy verifies nothing, and nobody who only reads or runs the accounts acts at all', () => {
    for (const action of ['verify', 'reject', 'publish', 'reopen', 'withdraw'] as const) {
      expect(isInHand(action, 'deputy')).toBe(false);
    }
    for (const role of ['auditor', 'admin', 'security', 'visitor', 'group-leader', 'operator', 'clock'] as const) {
      expect(CommitmentAction.options.filter((action) => isInHand(action, role))).toEqual([]);
    }
  });
});

const TOWN = RegionCode.parse('500199101000');
const OTHER_TOWN = RegionCode.parse('500199102000');
const SUBDISTRICT = RegionCode.parse('500199001000');
const REGIONS = [TOWN, OTHER_TOWN, SUBDISTRICT, RegionCode.parse('500199000000'), RegionCode.parse('500198000000')];
const PEOPLE = ['p1', 'p2', 'p3'];

const heldArbitrary: fc.Arbitrary<Held & { isDelegated: boolean }> = fc.record({
  id: fc.constant('c1'),
  region: fc.constantFrom(TOWN, OTHER_TOWN, SUBDISTRICT),
  level: fc.constantFrom(...Level.options),
  personId: fc.constantFrom(...PEOPLE),
  station: fc.constantFrom(null, '东站', '西站'),
  group: fc.constantFrom(null, '一组', '二组'),
  state: fc.constantFrom(...CommitmentState.options),
  claimedBy: fc.constantFrom(null, 'a1', 'a2'),
  claimedPerson: fc.constantFrom(null, ...PEOPLE),
  isLeading: fc.boolean(),
  isDelegated: fc.boolean(),
});

const actorArbitrary = fc
  .record({
    id: fc.constantFrom('a1', 'a2', 'a3'),
    role: fc.constantFrom(...ROLES),
    region: fc.constantFrom(...REGIONS),
    personId: fc.constantFrom(undefined, ...PEOPLE),
    unit: fc.constantFrom(undefined, '东站', '一组'),
  })
  .map(({ personId, unit, ...actor }) => ({
    ...actor,
    ...(personId === undefined ? {} : { personId }),
    ...(unit === undefined ? {} : { unit }),
  }));

describe('who may do what to a commitment', () => {
  test('nobody acts outside their region, and nobody who is not of it sees it', () => {
    fc.assert(
      fc.property(actorArbitrary, heldArbitrary, (actor, held) => {
        const isInside = held.region.startsWith(actor.region.replace(/0+$/, '').padEnd(6, '0').slice(0, 9));
        if (!isInside) {
          expect(standingOf(actor, held)).toBeUndefined();
          expect(actionsOf(CommitmentAction.options, actor, held)).toEqual([]);
        }
      }),
    );
  });

  test('agrees with the rule in plain words, for every actor, commitment and action', () => {
    fc.assert(
      fc.property(
        actorArbitrary,
        heldArbitrary,
        fc.constantFrom(...CommitmentAction.options),
        (actor, held, action) => {
          const isTown = actor.role === 'town-officer' || actor.role === 'station-clerk';
          const isSubdistrict = held.region === SUBDISTRICT;
          const actsForTown = held.level === 'township' || held.isDelegated || isSubdistrict;
          const isInside = held.region === actor.region || actor.region === '500199000000';
          const isHelper = action === 'verify' || action === 'reject';
          const acts =
            isInside &&
            ((isTown && actsForTown && (actor.role === 'town-officer' || (actor.unit ?? '-') === held.station)) ||
              (actor.role === 'district-officer' && (held.level !== 'township' || (isHelper && held.isLeading))) ||
              (actor.role === 'deputy' && actor.personId === held.personId));
          const isBarred =
            isHelper &&
            (actor.personId === undefined ||
              actor.personId === held.personId ||
              actor.id === held.claimedBy ||
              actor.personId === held.claimedPerson ||
              (held.isLeading && actor.role !== 'district-officer'));
          const isOwn =
            ['publish', 'sendBack', 'withdraw', 'decideDispute'].includes(action) && actor.personId === held.personId;
          const expected = acts && isInHand(action, actor.role) && !isBarred && !isOwn;
          expect(whyNot(action, actor, held) === undefined).toBe(expected);
        },
      ),
      { numRuns: 5000 },
    );
  });

  test('no claim is ever verified by who promised or who keyed it in, whatever their role', () => {
    fc.assert(
      fc.property(actorArbitrary, heldArbitrary, (actor, held) => {
        if (actor.personId === held.personId || actor.id === held.claimedBy) {
          expect(whyNotVerify(actor, held)).toBeDefined();
          expect(actionsOf(['verify', 'reject'], actor, held)).toEqual([]);
        }
      }),
    );
  });
});

describe('whose staff are subordinates', () => {
  test.each(['石桥镇党委书记', '石桥镇人大主席', '镇长', '街道办事处主任', '人大工委主任', '石桥镇党委书记、人大主席'])(
    '%s leads the office',
    (post) => expect(isLeading(post)).toBe(true),
  );
  test.each([
    null,
    '',
    '副镇长',
    '党委副书记',
    '人大副主席',
    '村党支部书记',
    '教师',
    '村主任',
    '办公室主任',
    '人大主席团成员',
  ])('%s does not', (post) => expect(isLeading(post)).toBe(false));
});
