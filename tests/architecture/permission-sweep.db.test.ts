import { globSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { Problem, type RegionCode, isWithin } from '#kernel/contract.ts';
import {
  type Actor,
  type Query,
  ROLES,
  type Role,
  type Stage,
  type UseCase,
  ask,
  perform,
} from '#kernel/index.server.ts';
import { ATTEMPTS, BY_CODE, OF_THE_MACHINE } from '#tests/support/attempts.ts';
import type { Attempt, Expected, Target } from '#tests/support/attempts-oracle.ts';
import { openStage } from '#tests/support/deputies.ts';
import { anActor } from '#tests/support/life.ts';
import { GROUP, type Place, STATION, digestOf, neighbours } from '#tests/support/neighbours.ts';

const SOURCE = join(import.meta.dirname, '../../src');
const RUNS = 8;

type Intent = UseCase<z.ZodType, unknown> | Query<z.ZodType, unknown>;

function isIntent(value: unknown): value is Intent {
  return typeof value === 'object' && value !== null && 'by' in value && ('run' in value || 'read' in value);
}

async function findIntents(): Promise<Intent[]> {
  const files = globSync('**/use-cases/**/*.ts', { cwd: SOURCE }).filter((file) => !file.endsWith('.test.ts'));
  const modules = await Promise.all(
    files.map((file) => import(join(SOURCE, file)) as Promise<Record<string, unknown>>),
  );
  return [...new Set(modules.flatMap((exported) => Object.values(exported).filter(isIntent)))];
}

const intents = await findIntents();
const tried = intents.filter(({ name }) => name in ATTEMPTS);

const OF_A_TOWN: readonly Role[] = ['town-officer', 'station-clerk', 'group-leader'];
const OF_EITHER: readonly Role[] = ['admin', 'security', 'auditor', 'operator'];

interface Drawn {
  readonly role: Role;
  /** Where the actor is at home, whose deputy they are, and whether their unit is the one that the target is in. */
  readonly home: number;
  readonly seat: number;
  readonly isOfUnit: boolean;
  readonly isOfTown: boolean;
  readonly target: number;
  readonly targetSeat: number;
}

function actorOf(drawn: Drawn, places: readonly Place[]): Actor {
  const { role } = drawn;
  const home = places[drawn.home];
  if (home === undefined) throw new Error('there is no such place');
  const isOfTown = OF_A_TOWN.includes(role) || (OF_EITHER.includes(role) && drawn.isOfTown);
  const region: RegionCode = isOfTown ? home.region : home.district;
  const unit = role === 'group-leader' ? GROUP : STATION;
  const person = role === 'deputy' ? { personId: home.seats[drawn.seat]?.personId ?? '' } : {};
  const name = role === 'visitor' || role === 'operator' || role === 'clock' ? { id: role } : {};
  return anActor(role, region, { unit: drawn.isOfUnit ? unit : '另一个', ...person, ...name });
}

/** Half of all draws aim at home, where more is to be told apart than beyond the fence. */
function draws(by: readonly Role[]): fc.Arbitrary<Drawn> {
  const half = fc.boolean();
  return fc
    .record({
      role: fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...by) },
        { weight: 1, arbitrary: fc.constantFrom(...ROLES) },
      ),
      ...{ home: fc.nat(2), seat: fc.nat(1), isOfTown: half, target: fc.nat(2), targetSeat: fc.nat(1), isAtHome: half },
      isOfUnit: fc.constantFrom(true, true, false),
    })
    .map(({ isAtHome, ...drawn }) => ({ ...drawn, target: isAtHome ? drawn.home : drawn.target }));
}

async function outcomeOf(stage: Stage, actor: Actor, { intent, input }: { intent: Intent; input: unknown }) {
  try {
    const answer =
      'run' in intent
        ? await perform(stage, actor, { useCase: intent, input })
        : await ask(stage, actor, { query: intent, input });
    return { kind: 'ok' as const, answer };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    return { kind: error.kind, answer: error.code };
  }
}

function expectOutcome(kind: string, expected: Expected): void {
  if (expected === 'open') return;
  if (expected === 'refused') expect(['not-found', 'forbidden']).toContain(kind);
  else expect(kind).toBe(expected);
}

/** Counts are published for the regions above as well. */
const isOfAll = (part: string) => /^deputies\.(figure|outcome)_series /.test(part);

/** Of parts with a region, those beyond the actor's. */
function beyond(digest: ReadonlyMap<string, string>, region: RegionCode): [string, string][] {
  return [...digest].filter(([part]) => {
    const [, of = ''] = part.split(' ');
    return of !== '' && !isOfAll(part) && !isWithin(of as RegionCode, region);
  });
}

/** What an answer tells, as text. */
function textOf(answer: unknown): string {
  return JSON.stringify({ answer }, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
}

/** Looked up in the whole district, so that one person does not get two records. */
const TELLS_OF_DISTRICT: readonly string[] = ['deputies.find-persons-to-link'];

/** Of these whoever has a unit sees that unit alone; everybody of the three places is in the one of `STATION` and `GROUP`. */
const BOUND_TO_UNIT = [
  ...['export-office-table', 'find-office-commitments', 'find-office-items', 'find-seats'],
  ...['export-people', 'list-people', 'list-reprints', 'read-office-commitment', 'read-person', 'read-to-do'],
  ...['find-office-activities', 'read-office-activity', 'read-quotas', 'read-group-quota'],
  ...['find-office-duties', 'export-duties'],
].map((name) => `deputies.${name}`);
const OF_A_UNIT: readonly Role[] = ['station-clerk', 'group-leader'];

function isOfOtherUnit({ role, unit }: Actor): boolean {
  return OF_A_UNIT.includes(role) && unit !== (role === 'group-leader' ? GROUP : STATION);
}

interface Told {
  readonly told: string;
  readonly places: readonly Place[];
}

function expectNothingTold(name: string, actor: Actor, { told, places }: Told): void {
  const isOther = BOUND_TO_UNIT.includes(name) && isOfOtherUnit(actor);
  const isFar = (place: Place) =>
    isOther ||
    (TELLS_OF_DISTRICT.includes(name)
      ? !isWithin(actor.region, place.district)
      : !isWithin(place.region, actor.region));
  for (const place of places.filter(isFar)) {
    expect(place.secrets.filter((secret) => told.includes(secret))).toEqual([]);
  }
}

interface Tried {
  readonly intent: Intent;
  readonly attempt: Attempt;
  readonly places: readonly Place[];
}

async function tryOnce(stage: Stage, { intent, attempt, places }: Tried, drawn: Drawn): Promise<void> {
  const actor = actorOf(drawn, places);
  const place = places[drawn.target];
  const seat = place?.seats[drawn.targetSeat];
  if (place === undefined || seat === undefined) throw new Error('there is no such place');
  const target: Target = { place, seat };
  const input = await attempt.input(stage, target, actor);
  const before = await digestOf(stage);
  const { kind, answer } = await outcomeOf(stage, actor, { intent, input });
  const after = await digestOf(stage);
  const outcome = kind === 'ok' ? (attempt.outcome?.(answer) ?? kind) : kind;
  expectOutcome(outcome, intent.by.includes(actor.role) ? attempt.expects(actor, target) : 'forbidden');
  if (kind !== 'ok' || 'read' in intent) expect(after).toEqual(before);
  expect(beyond(after, actor.region)).toEqual(beyond(before, actor.region));
  if ('read' in intent && kind === 'ok') expectNothingTold(intent.name, actor, { told: textOf(answer), places });
}

describe('whoever tries whatever, from wherever', () => {
  test('every use case is tried here, or named with those that nobody can be given or that a code opens', () => {
    const known = [...Object.keys(ATTEMPTS), ...OF_THE_MACHINE, ...BY_CODE];
    const names = intents.map(({ name }) => name);
    expect(names.filter((name) => !known.includes(name))).toEqual([]);
    expect(known.filter((name) => !names.includes(name))).toEqual([]);
    expect(new Set(known).size).toBe(known.length);
  });

  test('what is the machine’s own work is in no hand that an account can have', () => {
    const wrong = intents.filter(
      ({ name, by }) => OF_THE_MACHINE.includes(name) && by.some((role) => !['operator', 'clock'].includes(role)),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  test('what a code opens is for whoever has no account yet', () => {
    const wrong = intents.filter(
      ({ name, by }) => BY_CODE.includes(name) && by.some((role) => !['operator', 'visitor'].includes(role)),
    );
    expect(wrong.map(({ name }) => name)).toEqual([]);
  });

  describe('on one store', () => {
    let opened: Awaited<ReturnType<typeof openStage>>;
    let places: readonly Place[];
    beforeAll(async () => {
      opened = await openStage();
      places = await neighbours(opened.stage);
    });
    afterAll(() => opened.close());

    test.for(tried.map((intent) => [intent.name, intent] as const))(
      '%s stays within region, role and unit',
      async ([name, intent]) => {
        const attempt = ATTEMPTS[name];
        if (attempt === undefined) throw new Error('filtered above');
        const property = fc.asyncProperty(draws(intent.by), (drawn) =>
          tryOnce(opened.stage, { intent, attempt, places }, drawn),
        );
        await fc.assert(property, { numRuns: RUNS, endOnFailure: true });
      },
    );
  });
});
