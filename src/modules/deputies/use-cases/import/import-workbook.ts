import { z } from 'zod';
import { type RegionCode, dayOf, districtCode, regionLevel } from '#kernel/contract.ts';
import {
  type Consent,
  type JournalEntry,
  type Scene,
  defineUseCase,
  findConsents,
  findRegionsWithin,
  pinyinOf,
  saveConsents,
  savePeople,
} from '#kernel/index.server.ts';
import { refreshStatistics } from '#platform/database/statistics.ts';
import { type FileReport, ImportOptions, type SheetReport } from '../../contract.ts';
import { consentsStated } from '../../domain/import/consents.ts';
import { importErrors } from '../../domain/errors.ts';
import type { RowOutcome } from '../../domain/import/outcome.ts';
import { type LedgerPlan, planLedger } from '../../domain/import/plan-ledger.ts';
import { type RosterPlan, planRoster } from '../../domain/import/plan-roster.ts';
import { type Registry, spanOf } from '../../domain/import/registry.ts';
import { townsByName } from '../../domain/import/rows.ts';
import type { Sheet } from '../../domain/import/sheet.ts';
import { refreshFigures } from '../../store/figures/refresh-figures.ts';
import { findLedgerCommitments, saveLedgerCommitments } from '../../store/import/commitments.ts';
import { loadRegistry, savePosts, saveRosters } from '../../store/import/registry.ts';
import { type ReadSheet, readSheet } from './read-sheets.ts';

/** A workbook that has been read: what `platform/workbook` gives. */
const ReadWorkbook = z.object({
  file: z.string(),
  /** Of the file's bytes, so that the journal can tell which file it was. */
  sha256: z.string(),
  sheets: z.custom<readonly Sheet[]>((value) => Array.isArray(value)),
});

/**
 * Takes one town's workbook into the store: people and posts from its rosters, commitments and what became of them from
 * its ledgers. All in one transaction; with a row rejected nothing is written unless `partial` asks for the good rows.
 */
export const importWorkbook = defineUseCase({
  name: 'deputies.import-workbook',
  input: z.object({ workbook: ReadWorkbook, options: ImportOptions.omit({ dryRun: true }) }),
  by: ['operator'],
  async run(scene, { workbook, options }) {
    const towns = await findTowns(scene);
    const around = { fileName: workbook.file, today: dayOf(scene.now), year: options.year, towns: townsByName(towns) };
    const sheets = workbook.sheets.map((sheet) => readSheet(sheet, around));
    if (sheets.every((sheet) => sheet.kind === null)) return refused(workbook.file);
    const plan = await planSheets(scene, sheets, towns);
    const report = reportOf(workbook.file, sheets, plan);
    if (report.status === 'faults' && !options.partial) return { result: { report, written: false }, record: [] };
    const record = await savePlan(scene, sheets, plan);
    const facts = { sha256: workbook.sha256, sheets: report.sheets.map(({ sheet, ...counts }) => counts) };
    const region = towns[0]?.code ?? scene.actor.region;
    const entry: JournalEntry = { region, event: 'workbook.imported', subject: workbook.sha256, facts };
    return { result: { report, written: true }, record: [entry, ...record] };
  },
});

function refused(file: string) {
  const problem = importErrors.noKnownSheet();
  const report: FileReport = {
    file,
    status: 'refused',
    code: problem.code,
    message: problem.says,
    sheets: [],
    faults: [],
    notes: [],
  };
  return { result: { report, written: false }, record: [] };
}

async function findTowns({ tx, actor }: Scene) {
  const towns = (await findRegionsWithin(tx, actor.region)).filter(({ code }) => regionLevel(code) === 'town');
  if (towns.length === 0) throw importErrors.noRegions();
  return towns;
}

interface Plan {
  readonly district: string;
  readonly registry: Registry;
  readonly roster: RosterPlan;
  readonly ledger: LedgerPlan;
}

async function planSheets(
  { tx, newId }: Scene,
  sheets: readonly ReadSheet[],
  towns: readonly { code: RegionCode; name: string }[],
): Promise<Plan> {
  const rosterRows = sheets.flatMap((sheet) => sheet.rosterRows);
  const ledgerRows = sheets.flatMap((sheet) => sheet.ledgerRows);
  const all = [...rosterRows, ...ledgerRows];
  const district = oneDistrict(
    all.length > 0 ? all.map(({ town }) => town) : towns.map(({ code }) => code).slice(0, 1),
  );
  const registry = await loadRegistry(tx, district, {
    names: [...new Set(all.map((row) => row.name))],
    towns: [...new Set(rosterRows.map((row) => row.town))],
  });
  const roster = planRoster(rosterRows, registry, newId);
  markRosters(registry, sheets, roster);
  const commitments = await findLedgerCommitments(tx, district, {
    postIds: ledgerRows.length === 0 ? [] : [...registry.posts.keys()],
    years: [...new Set(ledgerRows.map((row) => row.year))],
  });
  const townNames = new Map(towns.map(({ code, name }) => [code, name] as const));
  const ledger = planLedger(ledgerRows, { registry, commitments, townNames, newId });
  return { district, registry, roster, ledger };
}

/** A file is of one district: its rows are kept together and saved in one place. */
function oneDistrict(towns: readonly RegionCode[]): string {
  const [district = '', ...others] = new Set(towns.map(districtCode));
  if (others.length > 0) throw importErrors.severalDistricts();
  return district;
}

/** A town's roster is there for a year once one row of it is; it is whole when no row of the file was rejected. */
function markRosters(registry: Registry, sheets: readonly ReadSheet[], { outcomes }: RosterPlan): void {
  const isRead = sheets.every((sheet) => sheet.kind !== 'roster' || sheet.unread === 0);
  const isWhole = isRead && outcomes.every(({ outcome }) => outcome !== 'rejected');
  for (const row of sheets.flatMap((sheet) => sheet.rosterRows)) {
    const before = registry.rosters.get(row.town)?.get(row.year);
    registry.saveRoster(row.town, row.year, isWhole || before === true);
  }
}

function reportOf(file: string, sheets: readonly ReadSheet[], plan: Plan): FileReport {
  let [rosterAt, ledgerAt] = [0, 0];
  const reports = sheets.map((sheet) => {
    const outcomes: readonly RowOutcome<string>[] =
      sheet.kind === 'roster'
        ? plan.roster.outcomes.slice(rosterAt, (rosterAt += sheet.rosterRows.length))
        : plan.ledger.outcomes.slice(ledgerAt, (ledgerAt += sheet.ledgerRows.length));
    const rejected = outcomes.flatMap((row) => (row.outcome === 'rejected' ? [row] : []));
    const count = (wanted: string) => outcomes.filter((row) => row.outcome === wanted).length;
    const report: SheetReport = {
      sheet: sheet.sheet,
      kind: sheet.kind,
      rows: sheet.rows,
      created: count('created'),
      changed: count('changed'),
      unchanged: count('unchanged'),
      rejected: rejected.length + sheet.unread,
    };
    const later = rejected.flatMap(({ number, faults }) => faults.map((fault) => sheet.faultAt(number, fault)));
    return { report, faults: [...sheet.faults, ...later].toSorted((a, b) => a.row - b.row), notes: sheet.notes };
  });
  const faults = reports.flatMap((sheet) => sheet.faults);
  return {
    file,
    status: faults.length > 0 ? 'faults' : 'ok',
    sheets: reports.map((sheet) => sheet.report),
    faults,
    notes: reports.flatMap((sheet) => sheet.notes),
  };
}

async function savePlan(scene: Scene, sheets: readonly ReadSheet[], plan: Plan): Promise<JournalEntry[]> {
  const { tx } = scene;
  const { district, registry, roster, ledger } = plan;
  const towns = new Set(sheets.flatMap((sheet) => sheet.rosterRows.map((row) => row.town)));
  const posts = [...registry.posts.values()]
    .filter((post) => roster.posts.has(post.id) || towns.has(post.region))
    .map((post) => ({ ...post, ...spanOf(post, registry.rosters.get(post.region)) }));
  const people = [...roster.people].flatMap((id) => registry.people.get(id) ?? []);
  const affected = new Set([
    ...roster.people,
    ...posts.map((post) => post.personId),
    ...ledger.saved.map(({ after }) => after.personId),
  ]);
  await refreshFigures(tx, { district, personIds: [...affected] }, async () => {
    await savePeople(
      tx,
      district,
      people.map((person) => ({ ...person, ...pinyinOf(person.name) })),
    );
    await savePosts(tx, district, posts);
    const rosters = [...towns].flatMap((region) =>
      [...(registry.rosters.get(region) ?? [])].map(([year, isComplete]) => ({ region, year, isComplete })),
    );
    await saveRosters(tx, district, rosters);
    await saveStatedConsents(scene, plan);
    await saveLedgerCommitments(tx, { district, recordedAt: scene.recordedAt }, ledger.saved);
    await refreshStatistics(tx, 'deputies');
  });
  return ledger.saved.map(({ before, after }) => ({
    region: after.region,
    event: before === undefined ? 'commitment.published' : 'commitment.corrected',
    subject: after.id,
    facts: { version: after.version, year: after.year, state: after.changes.at(-1)?.state ?? 'published' },
  }));
}

async function saveStatedConsents(scene: Scene, { district, registry, roster }: Plan): Promise<void> {
  const today = dayOf(scene.now);
  const held = await findConsents(scene.tx, district, [...roster.people]);
  const saved = [...roster.people].flatMap((personId): Consent[] => {
    const stated = consentsStated(registry.postsOf(personId));
    return (['phone', 'workplace'] as const).flatMap((field): Consent[] => {
      const holding = held.find((consent) => consent.personId === personId && consent.field === field);
      if (stated[field] === true && holding === undefined) {
        return [{ personId, field, surface: 'web', fromDay: today, untilDay: null, source: 'roster' }];
      }
      return stated[field] === false && holding?.source === 'roster' ? [{ ...holding, untilDay: today }] : [];
    });
  });
  await saveConsents(scene.tx, district, saved);
}
