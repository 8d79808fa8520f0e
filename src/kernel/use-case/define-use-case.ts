import type { z } from 'zod';
import { type Database, type Transaction, isConnectionLost, toInstantText } from '#platform/database/database.ts';
import { announceChange } from '../changes/store/announce.ts';
import { type JournalEntry, appendEntries } from '../journal/store/entries.ts';
import { type TrailEntry, appendTrail } from '../trail/store/entries.ts';
import { Problem } from '../values/problem.ts';
import { sentenceOf } from './input-problem.ts';
import { setBounds } from './store/bounds.ts';
import type { RegionCode } from '../values/region-code.ts';

/**
 * In which capacity somebody acts. `operator` works at the machine (command line), `clock` is the product's own work by
 * the clock, `visitor` is anybody without an account; all others are given to an account for a region.
 */
export const ROLES = [
  'admin',
  'security',
  'auditor',
  'district-officer',
  'town-officer',
  'station-clerk',
  'group-leader',
  'deputy',
  'operator',
  'clock',
  'visitor',
] as const;
export type Role = (typeof ROLES)[number];

/** Somebody in one role, for one region and all within it. */
export interface Actor {
  /** An account's id, or the name of a role that stands for whoever holds it. */
  readonly id: string;
  readonly role: Role;
  readonly region: RegionCode;
  /** The person behind the account, where the office knows who it is. */
  readonly personId?: string;
  /** The station of a clerk, or the deputy group of a leader, by its name: nothing else in the region is theirs. */
  readonly unit?: string;
}

/** A part of a region that one of its people looks after in a role of its own: a station, a deputy group. */
export interface Unit {
  readonly region: RegionCode;
  readonly role: Role;
  readonly name: string;
}

/** The units of a region, as a module knows them: the kernel has none of its own, and without a module any name will do. */
export type FindUnits = (tx: Transaction, region: RegionCode) => Promise<readonly Unit[]>;

/** What a use case may use. Time, ids and room on the disk come in by this door, so that a test can set them. */
export interface Scene {
  readonly tx: Transaction;
  readonly actor: Actor;
  /** The instant by the clock of the office's business, as text. In a demonstration it stands in 2020. */
  readonly now: string;
  /** The instant by the machine's clock, as text: what was recorded when. */
  readonly recordedAt: string;
  readonly newId: () => string;
  readonly findUnits?: FindUnits | undefined;
}

interface Intent<Input extends z.ZodType> {
  /** `module.verb`, the name under which it is permitted, logged and measured. */
  readonly name: string;
  readonly input: Input;
  /** Whose hand may do it at all; the store then finds nothing outside the actor's region. */
  readonly by: readonly Role[];
}

/** What a change comes to: its result, what the public journal keeps of it, and what the trail keeps. */
export interface Outcome<Result> {
  readonly result: Result;
  readonly record: readonly JournalEntry[];
  /** Before and after, of each thing changed. Without it the trail has one entry that says what was done. */
  readonly trail?: readonly TrailEntry[];
}

/** Changes the store: loads what it decides on, decides by a call into `domain/`, saves, and says what is to be recorded. */
export interface UseCase<Input extends z.ZodType, Result> extends Intent<Input> {
  /** Changes nothing that a visitor sees: what is answered from memory stays right, and nobody is told of a change. */
  readonly isQuiet?: true;
  /** The one thing, by its id, whose own pages alone show what was changed: all others stay as they are. */
  about?(input: z.output<Input>): string;
  run(scene: Scene, input: z.output<Input>): Promise<Outcome<Result>>;
}

/** Reads the store as it stood at one instant, and changes nothing. */
export interface Query<Input extends z.ZodType, Result> extends Intent<Input> {
  read(scene: Scene, input: z.output<Input>): Promise<Result>;
  /** Whose personal data the answer shows: each is put on record before the answer is given. */
  trail?(input: z.output<Input>, result: Result): readonly TrailEntry[];
}

export function defineUseCase<Input extends z.ZodType, Result>(
  useCase: UseCase<Input, Result>,
): UseCase<Input, Result> {
  return useCase;
}

export function defineQuery<Input extends z.ZodType, Result>(query: Query<Input, Result>): Query<Input, Result> {
  return query;
}

export interface Stage {
  readonly database: Database;
  /** The clock of the office's business. */
  readonly now: () => Temporal.Instant;
  /** The machine's clock. */
  readonly recordedNow: () => Temporal.Instant;
  readonly newId: () => string;
  /** False when there is too little room on the disk to write. */
  readonly hasRoom: () => Promise<boolean>;
  readonly findUnits?: FindUnits;
  /** Answers what was asked before from memory, as long as the store has not changed since. */
  readonly recall?: <Answer>(question: string, work: () => Promise<Answer>) => Promise<Answer>;
}

function allow(intent: Intent<z.ZodType>, actor: Actor): void {
  if (intent.by.includes(actor.role)) return;
  const says = { zh: '您没有权限进行此操作。', en: 'You are not allowed to do this.' };
  throw new Problem('forbidden', `${intent.name}.forbidden`, { says, facts: { role: actor.role } });
}

function noRoom(): Problem {
  const says = {
    zh: '磁盘剩余空间不足 512 MB，暂时不能写入；请清理磁盘后重试。已有内容仍可查看。',
    en: 'Less than 512 MB are free on the disk, so nothing can be written: make room and try again. Reading goes on.',
  };
  return new Problem('unavailable', 'store.disk-low', { says });
}

/** While the database is away nothing can be done; it says so, and is not a defect. */
export async function orUnavailable<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (!isConnectionLost(error)) throw error;
    const says = {
      zh: '数据库暂时无法使用，请稍后再试。',
      en: 'The database is not available at the moment: try again shortly.',
    };
    throw new Problem('unavailable', 'store.unavailable', { says });
  }
}

function parse<Input extends z.ZodType>(intent: Intent<Input>, raw: unknown): z.output<Input> {
  // What stood there tells a field that is missing from one that is wrong; it is not repeated in the answer.
  const parsed = intent.input.safeParse(raw, { reportInput: true });
  if (parsed.success) return parsed.data;
  const [first] = parsed.error.issues;
  const at = first?.path.join('.') ?? '';
  const is = first?.message ?? '';
  throw new Problem('invalid', `${intent.name}.input`, { says: sentenceOf(first), facts: { at, is } });
}

function sceneOf(stage: Stage, actor: Actor, tx: Transaction): Scene {
  const now = toInstantText(stage.now());
  const { newId, findUnits } = stage;
  return { tx, actor, now, recordedAt: toInstantText(stage.recordedNow()), newId, findUnits };
}

interface Call<Input extends z.ZodType, Result> {
  readonly useCase: UseCase<Input, Result>;
  readonly input: unknown;
}

async function runIn<Input extends z.ZodType, Result>(
  scene: Scene,
  useCase: UseCase<Input, Result>,
  input: z.output<Input>,
): Promise<Result> {
  const { actor, tx } = scene;
  const { result, record, trail } = await useCase.run(scene, input);
  await appendEntries(tx, { actor: actor.id, at: scene.recordedAt }, record);
  const [first] = record;
  const said = {
    region: first?.region ?? actor.region,
    subject: first?.subject ?? '',
    after: { records: record.length },
  };
  await appendTrail(tx, doingOf(scene, useCase.name), trail ?? [said]);
  return result;
}

function doingOf({ actor, recordedAt }: Scene, action: string) {
  return { actor: actor.id, role: actor.role, action, at: recordedAt };
}

/**
 * Runs a use case: parse, allow, then load, decide, save and record in one transaction.
 * @throws Problem `invalid`, `forbidden` or `unavailable`, or what the use case throws; nothing is saved then
 */
export async function perform<Input extends z.ZodType, Result>(
  stage: Stage,
  actor: Actor,
  { useCase, input: raw }: Call<Input, Result>,
): Promise<Result> {
  allow(useCase, actor);
  const input = parse(useCase, raw);
  if (!(await stage.hasRoom())) throw noRoom();
  const work = stage.database.transaction();
  return orUnavailable(() =>
    work.execute(async (tx) => {
      await setBounds(tx, actor);
      const result = await runIn(sceneOf(stage, actor, tx), useCase, input);
      if (useCase.isQuiet !== true) await announceChange(tx, useCase.about?.(input));
      return result;
    }),
  );
}

/** Runs one use case of a rehearsal. */
export type Rehearse = <Input extends z.ZodType, Result>(call: Call<Input, Result>) => Promise<Result>;

class Undo<Result> extends Error {
  readonly result: Result;
  constructor(result: Result) {
    super('a rehearsal ends by undoing all of it');
    this.result = result;
  }
}

/**
 * Runs use cases one after the other, each seeing what those before it did, and undoes them all.
 * @returns what the script makes of their results
 */
export async function rehearse<Result>(
  stage: Stage,
  actor: Actor,
  script: (run: Rehearse) => Promise<Result>,
): Promise<Result> {
  try {
    return await stage.database.transaction().execute(async (tx) => {
      await setBounds(tx, actor);
      const scene = sceneOf(stage, actor, tx);
      const result = await script(({ useCase, input }) => {
        allow(useCase, actor);
        return runIn(scene, useCase, parse(useCase, input));
      });
      throw new Undo(result);
    });
  } catch (error) {
    if (error instanceof Undo) return (error as Undo<Result>).result;
    throw error;
  }
}

/**
 * Asks: parse, allow, then read from one snapshot in a transaction that cannot write.
 * @throws Problem `invalid` or `forbidden`, or what the query throws
 */
export async function ask<Input extends z.ZodType, Result>(
  stage: Stage,
  actor: Actor,
  call: { readonly query: Query<Input, Result>; readonly input: unknown },
): Promise<Result> {
  const { query } = call;
  allow(query, actor);
  const input = parse(query, call.input);
  const work = () => orUnavailable(() => answer(stage, actor, { query, input }));
  if (query.trail !== undefined && actor.role !== 'visitor') return onRecord(stage, actor, { query, input, work });
  // Visitors all see the same; whoever is somebody sees what is so now.
  if (stage.recall === undefined || actor.role !== 'visitor') return work();
  return stage.recall(JSON.stringify([query.name, actor.region, input]), work);
}

function answer<Input extends z.ZodType, Result>(
  stage: Stage,
  actor: Actor,
  { query, input }: { readonly query: Query<Input, Result>; readonly input: z.output<Input> },
): Promise<Result> {
  return stage.database
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      await setBounds(tx, actor);
      return query.read(sceneOf(stage, actor, tx), input);
    });
}

/** Personal data is shown only when it is on record who sees it. */
async function onRecord<Input extends z.ZodType, Result>(
  stage: Stage,
  actor: Actor,
  asked: {
    readonly query: Query<Input, Result>;
    readonly input: z.output<Input>;
    readonly work: () => Promise<Result>;
  },
): Promise<Result> {
  const result = await asked.work();
  const seen = asked.query.trail?.(asked.input, result) ?? [];
  if (seen.length === 0) return result;
  if (!(await stage.hasRoom())) throw noRoom();
  await orUnavailable(() =>
    stage.database.transaction().execute(async (tx) => {
      await setBounds(tx, actor);
      await appendTrail(tx, doingOf(sceneOf(stage, actor, tx), asked.query.name), seen);
    }),
  );
  return result;
}
