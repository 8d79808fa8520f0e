import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { RegionCode, unreachableStates } from '#kernel/contract.ts';
import { ROLES } from '#kernel/index.server.ts';
import { CommitmentAction, CommitmentState, Level } from '../../contract.ts';
import {
  type LifeStep,
  commitmentLife,
  isInHand,
  isPossible,
  isPossibleNow,
  requirePossible,
  requirePossibleNow,
  stepOf,
} from './commitment-life.ts';
import { type Held, actionsOf, standingOf, whyNot } from './permission.ts';
import { isLeading } from '../posts/leading-post.ts';
import { whyNotVerify } from './verifier.ts';

const AUTHORS = 'deputy station-clerk town-officer district-officer';
const OFFICERS = 'town-officer district-officer';
const VERIFIERS = 'station-clerk town-officer district-officer';

/** From which states, by whom, and to which state: written down from the rules, and not from the code. */
const TABLE: Readonly<Record<CommitmentAction, readonly [from: string, by: string, to?: CommitmentState]>> = {
  reword: ['draft returned', AUTHORS, 'draft'],
  submit: ['draft returned', AUTHORS, 'submitted'],
  takeBack: ['submitted', AUTHORS, 'draft'],
  discard: ['draft returned', AUTHORS],
  sendBack: ['submitted', OFFICERS, 'returned'],
  publish: ['submitted', OFFICERS, 'published'],
  amend: ['published claimed', OFFICERS],
  claim: ['published', AUTHORS, 'claimed'],
  reject: ['claimed', VERIFIERS, 'published'],
  verify: ['claimed', VERIFIERS, 'fulfilled'],
  reopen: ['fulfilled', OFFICERS, 'published'],
  withdraw: ['published', OFFICERS, 'withdrawn'],
  carryOver: ['published', OFFICERS],
  plan: ['draft returned published', AUTHORS],
  report: ['published claimed', AUTHORS],
  decideDispute: ['published claimed fulfilled withdrawn', OFFICERS],
};

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

  test.each(CommitmentAction.options)('%s is possible and in hand as the table of this test says', (action) => {
    const [from, by, to] = TABLE[action];
    for (const state of CommitmentState.options) {
      expect(isPossible(action, state)).toBe(from.split(' ').includes(state));
      if (!isPossible(action, state)) expect(() => requirePossible(action, state)).toThrow('commitment.not-now');
    }
    for (const role of ROLES) expect(isInHand(action, role)).toBe(by.split(' ').includes(role));
    expect(action in commitmentLife ? commitmentLife[action as LifeStep].to : undefined).toBe(to);
  });

  test('what is carried over is closed to everything but its withdrawal and what is said against it', () => {
    const isClosed = ['plan', 'report', 'claim', 'verify', 'amend', 'carryOver'];
    for (const action of CommitmentAction.options) {
      const state = CommitmentState.parse(TABLE[action][0].split(' ')[0]);
      expect(isPossibleNow(action, { state, carriedTo: null })).toBe(true);
      expect(isPossibleNow(action, { state, carriedTo: 'next' })).toBe(!isClosed.includes(action));
      const require = () => requirePossibleNow(action, { state, carriedTo: 'next' });
      if (isClosed.includes(action)) expect(require).toThrow('commitment.already-carried');
      else expect(require).not.toThrow();
    }
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
  checkedBy: fc.constantFrom(null, 'a1', 'a2'),
  checkedPerson: fc.constantFrom(null, ...PEOPLE),
  carriedTo: fc.constantFrom(null, 'c2'),
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
          const judges = action === 'reopen' || action === 'decideDispute';
          const acts =
            isInside &&
            ((isTown && actsForTown && (actor.role === 'town-officer' || (actor.unit ?? '-') === held.station)) ||
              (actor.role === 'district-officer' &&
                (held.level !== 'township' || ((isHelper || judges) && held.isLeading))) ||
              (actor.role === 'deputy' && actor.personId === held.personId));
          const isBarred =
            isHelper &&
            (actor.personId === undefined ||
              actor.personId === held.personId ||
              actor.id === held.claimedBy ||
              actor.personId === held.claimedPerson ||
              (held.isLeading && actor.role !== 'district-officer'));
          const isSubordinate = judges && held.isLeading && actor.role !== 'district-officer';
          const isOwnCheck =
            action === 'decideDispute' &&
            (actor.id === held.checkedBy || (actor.personId !== undefined && actor.personId === held.checkedPerson));
          const isForOthers = 'publish sendBack amend carryOver withdraw reopen decideDispute'
            .split(' ')
            .includes(action);
          const isOwn = isForOthers && actor.personId === held.personId;
          const isTheirs = TABLE[action][1].split(' ').includes(actor.role);
          const expected = acts && isTheirs && !isBarred && !isSubordinate && !isOwnCheck && !isOwn;
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
