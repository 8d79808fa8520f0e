import { z } from 'zod';
import { type Consent, dayOf, districtCode, regionLevel } from '#kernel/contract.ts';
import {
  type JournalEntry,
  type Scene,
  type TrailEntry,
  defineUseCase,
  findConsents,
  findErased,
  findRegionsWithin,
  mayRosterGive,
  pinyinOf,
  saveConsents,
  savePeople,
} from '#kernel/index.server.ts';
import { refreshStatistics } from '#platform/database/statistics.ts';
import { type FileReport, ImportOptions } from '../../contract.ts';
import { importErrors } from '../../domain/errors.ts';
import { consentsStated } from '../../domain/import/consents.ts';
import { type Listing, type Post, spanOf } from '../../domain/import/registry.ts';
import { townsByName } from '../../domain/import/rows.ts';
import type { Sheet } from '../../domain/import/sheet.ts';
import { changesOfCommitments, changesOfPeople } from '../../domain/import/trail.ts';
import { refreshFigures } from '../../store/figures/refresh-figures.ts';
import { saveLedgerCommitments } from '../../store/import/commitments.ts';
import { savePosts, saveRosters } from '../../store/import/registry.ts';
import { keepingForUndo } from '../../store/import/undo/keep.ts';
import { type Plan, type SheetsOfFile, planWorkbooks } from './plan-workbooks.ts';
import { readSheet } from './read-sheets.ts';

/** A workbook that has been read: what `platform/workbook` gives. */
const ReadWorkbook = z.object({
  file: z.string(),
  /** Of the file's bytes, so that the journal can tell which file it was. */
  sha256: z.string(),
  sheets: z.custom<readonly Sheet[]>((value) => Array.isArray(value)),
});

export interface ImportedFile {
  readonly report: FileReport;
  readonly written: boolean;
}

/**
 * Takes workbooks of towns into the store: people and posts from their rosters, commitments and what became of them from
 * their ledgers. All of it in one transaction; of a file with a rejected row nothing is written unless `partial` asks
 * for its good rows.
 */
export const importWorkbooks = defineUseCase({
  name: 'deputies.import-workbooks',
  input: z.object({
    workbooks: z.array(ReadWorkbook).min(1),
    options: ImportOptions.omit({ dryRun: true }),
    /** The batch of the page with which this import can be undone. */
    batchId: z.uuid().optional(),
  }),
  by: ['operator'],
  async run(scene, { workbooks, options, batchId }) {
    const towns = await findTowns(scene);
    const around = { today: dayOf(scene.now), year: options.year, towns: townsByName(towns) };
    const files = workbooks.map(({ sheets, ...file }): SheetsOfFile => ({
      ...file,
      sheets: sheets.map((sheet) => readSheet(sheet, { ...around, fileName: file.file })),
    }));
    const known = files.filter((file) => file.sheets.some((sheet) => sheet.kind !== null));
    const reports = new Map(files.map((file) => [file, noKnownSheet(file.file)]));
    const isGood = ({ status }: FileReport) => status === 'ok' || options.partial;
    let planned = known;
    let plan = await planWorkbooks(scene, planned, towns);
    for (const [file, report] of plan.reports) reports.set(file, report);
    // What is planned without the faulty files is written; a ledger may need a roster that is one of them.
    while ([...plan.reports.values()].some((report) => !isGood(report))) {
      planned = planned.filter((file) => isGood(plan.reports.get(file) ?? noKnownSheet(file.file)));
      plan = await planWorkbooks(scene, planned, towns);
      for (const [file, report] of plan.reports) reports.set(file, report);
    }
    const { record, trail } = planned.length === 0 ? { record: [], trail: [] } : await savePlan(scene, plan, batchId);
    const result = files.map((file): ImportedFile => ({
      report: reports.get(file) ?? noKnownSheet(file.file),
      written: planned.includes(file),
    }));
    const taken = planned.flatMap((file) => entriesOf(file, plan));
    const ofFiles = taken.map(({ region, subject, facts }) => ({ region, subject, after: facts }));
    return { result, record: [...taken, ...record], ...(taken.length === 0 ? {} : { trail: [...ofFiles, ...trail] }) };
  },
});

function noKnownSheet(file: string): FileReport {
  const { code, says: message } = importErrors.noKnownSheet();
  return { file, status: 'refused', code, message, sheets: [], faults: [], notes: [] };
}

/** Nothing is recorded of files that name no town: not a row of them was taken in. */
function entriesOf(file: SheetsOfFile, plan: Plan): JournalEntry[] {
  const region = [...plan.registry.posts.values()][0]?.region ?? [...plan.towns][0];
  if (region === undefined) return [];
  const sheets = plan.reports.get(file)?.sheets.map(({ sheet, ...counts }) => counts) ?? [];
  return [{ region, event: 'workbook.imported', subject: file.sha256, facts: { sheets } }];
}

async function findTowns({ tx, actor }: Scene) {
  const towns = (await findRegionsWithin(tx, actor.region)).filter(({ code }) => regionLevel(code) === 'town');
  if (towns.length === 0) throw importErrors.noRegions();
  return towns;
}

interface Saved {
  readonly record: JournalEntry[];
  readonly trail: TrailEntry[];
}

async function savePlan(scene: Scene, plan: Plan, batchId?: string): Promise<Saved> {
  const { tx } = scene;
  const { district, registry } = plan;
  const commitments = [...plan.commitments.saved.values()];
  const touched = [...registry.posts.values()].filter((post) => plan.posts.has(post.id) || plan.towns.has(post.region));
  const erased = await findErased(tx, district, [...new Set(touched.map((post) => post.personId))]);
  const posts = touched
    .map((post) => (erased.has(post.personId) ? withoutPersonalData(post) : post))
    .map((post) => ({ ...post, ...spanOf(post, registry.rosters.get(post.region)) }));
  const people = [...plan.people].flatMap((id) => registry.people.get(id) ?? []);
  const affected = new Set([
    ...plan.people,
    ...posts.map((post) => post.personId),
    ...commitments.map(({ after }) => after.personId),
  ]);
  const scope = {
    people: people.map(({ id }) => id),
    posts: posts.map(({ id }) => id),
    towns: [...plan.towns],
    commitments: commitments.map(({ after }) => after.id),
  };
  // A batch is kept in its own district, and so is what undoes it.
  const isOwn = batchId !== undefined && district === districtCode(scene.actor.region);
  const keeping = isOwn ? { district, batchId, scope, recordedAt: scene.recordedAt } : undefined;
  let consents: readonly Consent[] = [];
  const write = async () => {
    await savePeople(
      tx,
      district,
      people.map((person) => ({ ...person, ...pinyinOf(person.name) })),
    );
    await savePosts(tx, district, posts);
    const rosters = [...plan.towns].flatMap((region) =>
      [...(registry.rosters.get(region) ?? [])].map(([year, isComplete]) => ({ region, year, isComplete })),
    );
    await saveRosters(tx, district, rosters);
    consents = await saveStatedConsents(scene, plan);
    // Whoever imports, or decided that a batch is written, has keyed in what it says is done.
    const hand = { account: scene.actor.id, personId: scene.actor.personId ?? null };
    await saveLedgerCommitments(tx, { district, recordedAt: scene.recordedAt, ...hand }, commitments);
    await refreshStatistics(tx, 'deputies');
  };
  await refreshFigures(tx, { district, personIds: [...affected], years: [...plan.years] }, () =>
    keepingForUndo(tx, keeping, write),
  );
  const record = commitments.map(({ before, after }) => ({
    region: after.region,
    event: before === undefined ? 'commitment.published' : 'commitment.corrected',
    subject: after.id,
    facts: { version: after.version, year: after.year, state: after.changes.at(-1)?.state ?? 'published' },
  }));
  const kept = { people: people.filter(({ id }) => !erased.has(id)), postsOf: (id: string) => registry.postsOf(id) };
  return { record, trail: [...changesOfPeople(plan.before, kept, consents), ...changesOfCommitments(commitments)] };
}

/** Of somebody who asked to be forgotten a roster keeps what is of the office: not where to be reached, nor where at work. */
function withoutPersonalData(post: Post): Post {
  const kept = ([year, listing]: readonly [number, Listing]) =>
    [year, { ...listing, phone: null, workplace: null, remarks: null, extra: {} }] as const;
  return { ...post, listings: new Map([...post.listings].map(kept)) };
}

async function saveStatedConsents(scene: Scene, { district, registry, people }: Plan): Promise<Consent[]> {
  const { tx, actor, recordedAt } = scene;
  const today = dayOf(scene.now);
  const known = Map.groupBy(await findConsents(tx, district, [...people]), (consent) => consent.personId);
  const erased = await findErased(tx, district, [...people]);
  const living = [...people].filter((personId) => !erased.has(personId));
  const saved = living.flatMap((personId): Consent[] => {
    const stated = consentsStated(registry.postsOf(personId));
    const own = known.get(personId) ?? [];
    return (['phone', 'workplace'] as const).flatMap((field): Consent[] => {
      const surface = 'web';
      if (stated[field] === true) {
        const given: Consent = { personId, field, surface, fromDay: today, untilDay: null, source: 'roster' };
        return mayRosterGive(own, field, surface) ? [given] : [];
      }
      const isHeld = (consent: Consent) =>
        consent.field === field && consent.surface === surface && consent.untilDay === null;
      const holding = own.find(isHeld);
      const isTaken = stated[field] === false && holding?.source === 'roster';
      return isTaken ? [{ ...holding, untilDay: today, withdrawnSource: 'roster' }] : [];
    });
  });
  await saveConsents(tx, { district, account: actor.id, at: recordedAt }, saved);
  return saved;
}
