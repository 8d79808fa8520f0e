import { dayOf, startOfDay } from '#kernel/contract.ts';
import { NO_FIELD } from '../../contract.ts';
import { type Completion, readQuantity } from './cells.ts';
import type { RowFault } from './faults.ts';
import type { LedgerColumn } from './headings.ts';
import { type RowOutcome, isSame } from './outcome.ts';
import type { Change, LedgerCommitment, Post, Registry } from './registry.ts';
import type { LedgerRow } from './rows.ts';
import { squeeze } from './sheet.ts';

/** A commitment as it is to be, with what it was; a new one was nothing. */
export interface SavedCommitment {
  readonly before: LedgerCommitment | undefined;
  readonly after: LedgerCommitment;
}

/** What the store holds of some posts' commitments, and what an import makes of them. */
export class Commitments {
  /** What is to be written, by id. */
  readonly saved = new Map<string, SavedCommitment>();
  private readonly byId = new Map<string, LedgerCommitment>();
  private readonly byKey = new Map<string, LedgerCommitment>();

  constructor(known: readonly LedgerCommitment[]) {
    for (const commitment of known) this.index(commitment);
  }

  withId(id: string): LedgerCommitment | undefined {
    return this.byId.get(id);
  }

  withText(post: Post, row: LedgerRow): LedgerCommitment | undefined {
    return this.byKey.get(keyOf(post.id, row.year, row.text));
  }

  save(before: LedgerCommitment | undefined, after: LedgerCommitment): void {
    const earlier = this.saved.get(after.id);
    this.saved.set(after.id, { before: earlier === undefined ? before : earlier.before, after });
    this.index(after);
  }

  private index(commitment: LedgerCommitment): void {
    this.byId.set(commitment.id, commitment);
    this.byKey.set(keyOf(commitment.postId, commitment.year, commitment.text), commitment);
  }
}

/** Posts by town, year and the name under which the roster lists them. */
export type ListedPosts = ReadonlyMap<string, readonly Post[]>;

const listedKey = (town: string, year: number, name: string): string => `${town} ${year} ${name}`;

export function listedPosts(registry: Registry): ListedPosts {
  const listed = new Map<string, Post[]>();
  for (const post of registry.posts.values()) {
    const name = registry.people.get(post.personId)?.name ?? '';
    for (const year of post.listings.keys()) {
      const key = listedKey(post.region, year, name);
      const known = listed.get(key);
      if (known === undefined) listed.set(key, [post]);
      else known.push(post);
    }
  }
  return listed;
}

export interface LedgerScene {
  readonly registry: Registry;
  readonly listed: ListedPosts;
  /** Of the posts that the file may name. Changed by planning. */
  readonly commitments: Commitments;
  readonly townNames: ReadonlyMap<string, string>;
  readonly newId: () => string;
}

type Rejection = RowFault<LedgerColumn>;

/** The year in which the programme began, in July; commitments of later years count from 1 January. */
const FIRST_YEAR = 2017;

/**
 * What became of a commitment, as a ledger's row tells it (docs/figures.md): published at 公示时间, else on 1 January of
 * its year (2017: 1 July); reported at 完成时间; verified at 核实时间, else at 完成时间, and only by a named other person.
 */
export function historyOf(row: LedgerRow): Change[] {
  const assumedDay = row.year === FIRST_YEAR ? `${FIRST_YEAR}-07-01` : `${row.year}-01-01`;
  const publishedAt = startOfDay(row.publishedDay ?? assumedDay);
  const published: Change = { state: 'published', at: publishedAt, isAssumed: row.publishedDay === null, by: null };
  if (row.completion !== 'done' || row.doneDay === null) return [published];
  const doneAt = startOfDay(row.doneDay);
  // Done before an assumed publication: what is not published is not counted, so it counts from then on.
  const claimedAt = doneAt < publishedAt ? publishedAt : doneAt;
  const claimed: Change = { state: 'claimed', at: claimedAt, isAssumed: false, by: null };
  if (row.verifier === null || squeeze(row.verifier) === squeeze(row.name)) return [published, claimed];
  const verifiedAt = startOfDay(row.verifiedDay ?? row.doneDay);
  const at = verifiedAt < claimedAt ? claimedAt : verifiedAt;
  return [published, claimed, { state: 'fulfilled', at, isAssumed: row.verifiedDay === null, by: row.verifier }];
}

/** What a ledger's row would say of a history: less than all of it, which need not be lost for that. */
export interface LedgerView {
  readonly completion: Completion;
  readonly publishedDay: string | null;
  readonly doneDay: string | null;
  readonly verifier: string | null;
  readonly verifiedDay: string | null;
}

export function viewOf(changes: readonly Change[]): LedgerView {
  const last = changes.at(-1);
  const published = changes.find(({ state }) => state === 'published');
  const isDone = last?.state === 'claimed' || last?.state === 'fulfilled';
  const claimed = isDone ? changes.findLast(({ state }) => state === 'claimed') : undefined;
  const verified = last?.state === 'fulfilled' ? last : undefined;
  const stated = (change: Change | undefined) => (change === undefined || change.isAssumed ? null : dayOf(change.at));
  return {
    completion: isDone ? 'done' : last?.state === 'withdrawn' ? 'withdrawn' : 'open',
    publishedDay: stated(published),
    doneDay: stated(claimed ?? verified),
    verifier: verified?.by ?? null,
    verifiedDay: stated(verified),
  };
}

/** Measured by its result; the words of the target say what is counted where the result has only a number. */
function measured(row: LedgerRow): Pick<LedgerCommitment, 'measure' | 'unit' | 'quantity'> {
  const result = row.result === null ? null : readQuantity(row.result);
  if (result === null) return { measure: null, unit: null, quantity: null };
  const target = row.target === null ? null : readQuantity(row.target);
  const measure = result.measure === '' && target?.unit === result.unit ? target.measure : result.measure;
  return { measure, unit: result.unit, quantity: result.quantity };
}

const keyOf = (postId: string, year: number, text: string): string => `${postId} ${year} ${squeeze(text)}`;

/** Takes the rows of one file's ledgers, one after the other. The commitments are changed. */
export function planLedger(rows: readonly LedgerRow[], scene: LedgerScene): readonly RowOutcome<LedgerColumn>[] {
  return new LedgerPlanner(scene).plan(rows);
}

class LedgerPlanner {
  private readonly scene: LedgerScene;
  /** The row of this file that told of a commitment. */
  private readonly seen = new Map<string, number>();

  constructor(scene: LedgerScene) {
    this.scene = scene;
  }

  plan(rows: readonly LedgerRow[]): readonly RowOutcome<LedgerColumn>[] {
    return rows.map((row) => this.take(row));
  }

  private take(row: LedgerRow): RowOutcome<LedgerColumn> {
    const found = this.find(row);
    if ('fault' in found) return { number: row.number, outcome: 'rejected', faults: [found.fault] };
    const { before, post } = found;
    const first = before === undefined ? undefined : this.seen.get(before.id);
    if (first !== undefined) {
      const fault: Rejection = { code: 'row-repeated', value: '', hint: String(first) };
      return { number: row.number, outcome: 'rejected', faults: [fault] };
    }
    if (row.completion === 'withdrawn' && before?.changes.at(-1)?.state !== 'withdrawn') {
      const fault: Rejection = { code: 'withdraw-in-system', column: 'status', value: '已撤回' };
      return { number: row.number, outcome: 'rejected', faults: [fault] };
    }
    if (before?.isLive === true) return this.compare(row, before);
    return { number: row.number, outcome: this.save(row, post, before) };
  }

  /** What people work on in the system is changed there, where it is proven who did what: a table cannot overrule it. */
  private compare(row: LedgerRow, before: LedgerCommitment): RowOutcome<LedgerColumn> {
    this.seen.set(before.id, row.number);
    const { target, result, kind } = row;
    const told = { text: squeeze(row.text), target, result, kind, field: row.field ?? NO_FIELD, dueDay: row.due.day };
    const { text, field, dueDay } = before;
    const known = {
      ...{ text: squeeze(text), target: before.target, result: before.result },
      kind: before.kind,
      field,
      dueDay,
    };
    if (isSame(told, known) && this.changesOf(row, before) === before.changes) {
      return { number: row.number, outcome: 'unchanged' };
    }
    const fault: Rejection = { code: 'lives-in-system', column: 'text', value: row.text };
    return { number: row.number, outcome: 'rejected', faults: [fault] };
  }

  private find(row: LedgerRow): { post: Post; before: LedgerCommitment | undefined } | { fault: Rejection } {
    if (row.id !== null) {
      const before = this.scene.commitments.withId(row.id);
      const post = before && this.scene.registry.posts.get(before.postId);
      return post === undefined ? { fault: { code: 'id-unknown', column: 'id', value: row.id } } : { post, before };
    }
    const post = this.findPost(row);
    if ('fault' in post) return post;
    return { post, before: this.scene.commitments.withText(post, row) };
  }

  private findPost(row: LedgerRow): Post | { fault: Rejection } {
    const reject = (fault: Rejection) => ({ fault });
    const { registry, townNames } = this.scene;
    if (registry.rosters.get(row.town)?.has(row.year) !== true) {
      return reject({ code: 'roster-missing', value: townNames.get(row.town) ?? row.town, hint: String(row.year) });
    }
    const namesakes = this.scene.listed.get(listedKey(row.town, row.year, row.name)) ?? [];
    const known = this.byPhone(namesakes, row);
    if (known.length === 0) {
      const hint = namesakes.length > 0 ? '联系电话与名册不符' : '';
      return reject({ code: 'deputy-unknown', column: 'name', value: row.name, hint });
    }
    const [level] = row.levels;
    const posts = level === undefined ? known : known.filter((post) => post.level === level);
    if (posts.length === 0)
      return reject({ code: 'deputy-unknown', column: 'levels', value: row.name, hint: '层级不符' });
    if (new Set(posts.map((post) => post.personId)).size > 1) {
      return reject({ code: 'deputy-ambiguous', column: 'name', value: row.name });
    }
    const levels = [...new Set(posts.map((post) => post.level))];
    if (levels.length > 1) {
      return reject({ code: 'level-ambiguous', column: 'levels', value: row.name, hint: levels.join('、') });
    }
    const post = posts.at(-1);
    return post ?? reject({ code: 'deputy-unknown', column: 'name', value: row.name });
  }

  /** Those with the row's number; those whose number nobody knows, when no other has it. */
  private byPhone(posts: readonly Post[], row: LedgerRow): readonly Post[] {
    if (row.phone === null) return posts;
    const phones = posts.map((post) => {
      const person = this.scene.registry.people.get(post.personId);
      return { post, phones: person === undefined ? new Set<string>() : this.scene.registry.phonesOf(person) };
    });
    const exact = phones.filter((known) => row.phone !== null && known.phones.has(row.phone));
    return (exact.length > 0 ? exact : phones.filter((known) => known.phones.size === 0)).map(({ post }) => post);
  }

  /** A history that says no less than the row stays as it is: a ledger cannot tell of a re-opening. */
  private changesOf(row: LedgerRow, before: LedgerCommitment | undefined): readonly Change[] {
    const told = historyOf(row);
    if (before === undefined) return told;
    const isKept = row.completion === 'withdrawn' || isSame(viewOf(before.changes), viewOf(told));
    return isKept ? before.changes : told;
  }

  private save(row: LedgerRow, post: Post, before: LedgerCommitment | undefined): 'created' | 'changed' | 'unchanged' {
    const after: LedgerCommitment = {
      id: before?.id ?? this.scene.newId(),
      postId: post.id,
      personId: post.personId,
      region: post.region,
      level: post.level,
      year: row.year,
      group: post.listings.get(row.year)?.group ?? null,
      kind: row.kind,
      field: row.field ?? NO_FIELD,
      text: before !== undefined && squeeze(before.text) === squeeze(row.text) ? before.text : row.text,
      target: row.target,
      dueDay: row.due.day,
      dueNote: row.due.note,
      result: row.result,
      ...measured(row),
      remarks: row.remarks,
      extra: row.extra,
      version: before?.version ?? 1,
      changes: this.changesOf(row, before),
      isLive: false,
    };
    this.seen.set(after.id, row.number);
    if (before === undefined) {
      this.scene.commitments.save(before, after);
      return 'created';
    }
    if (isSame(before, after)) return 'unchanged';
    const isAmended = before.text !== after.text || before.target !== after.target || before.dueDay !== after.dueDay;
    this.scene.commitments.save(before, { ...after, version: before.version + (isAmended ? 1 : 0) });
    return 'changed';
  }
}
