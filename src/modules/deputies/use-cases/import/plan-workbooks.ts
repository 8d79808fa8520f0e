import { type Bilingual, type RegionCode, districtCode } from '#kernel/contract.ts';
import type { Scene } from '#kernel/index.server.ts';
import type { FileReport, SheetReport } from '../../contract.ts';
import { importErrors } from '../../domain/errors.ts';
import type { RowOutcome } from '../../domain/import/outcome.ts';
import { Commitments, listedPosts, planLedger } from '../../domain/import/plan-ledger.ts';
import { planRoster } from '../../domain/import/plan-roster.ts';
import type { Registry } from '../../domain/import/registry.ts';
import type { Known } from '../../domain/import/trail.ts';
import { findLedgerCommitments } from '../../store/import/commitments.ts';
import { loadRegistry, lockImports } from '../../store/import/registry.ts';
import type { ReadSheet } from './read-sheets.ts';

/** A workbook of which each sheet has been read as far as it can be without the store. */
export interface SheetsOfFile {
  readonly file: string;
  readonly sha256: string;
  readonly sheets: readonly ReadSheet[];
}

type Outcomes = readonly RowOutcome<string>[];

/** What becomes of the rows of some workbooks, together and in this order. */
export interface Plan {
  readonly district: string;
  readonly registry: Registry;
  /** What was known of its people before. */
  readonly before: Known;
  readonly commitments: Commitments;
  /** Persons and posts that rosters touched. */
  readonly people: ReadonlySet<string>;
  readonly posts: ReadonlySet<string>;
  readonly towns: ReadonlySet<RegionCode>;
  readonly years: ReadonlySet<number>;
  readonly reports: ReadonlyMap<SheetsOfFile, FileReport>;
}

interface NamedTown {
  readonly code: RegionCode;
  readonly name: string;
}

/** A district's rows are kept together and saved in one place. */
function oneDistrict(towns: readonly RegionCode[]): string {
  const [district = '', ...others] = new Set(towns.map(districtCode));
  if (others.length > 0) throw importErrors.severalDistricts();
  return district;
}

/** A town's roster is there for a year once one row of it is; it is whole when no row of the file was rejected. */
function markRosters(registry: Registry, { sheets }: SheetsOfFile, outcomes: Outcomes): void {
  const isRead = sheets.every((sheet) => sheet.kind !== 'roster' || sheet.unread === 0);
  const isWhole = isRead && outcomes.every(({ outcome }) => outcome !== 'rejected');
  for (const row of sheets.flatMap((sheet) => sheet.rosterRows)) {
    const before = registry.rosters.get(row.town)?.get(row.year);
    registry.saveRoster(row.town, row.year, isWhole || before === true);
  }
}

/** Plans workbooks against what the store holds: all rosters first, because a ledger's deputies must be known. */
export async function planWorkbooks(
  { tx, newId }: Scene,
  files: readonly SheetsOfFile[],
  towns: readonly NamedTown[],
): Promise<Plan> {
  const sheets = files.flatMap((file) => file.sheets);
  const rosterRows = sheets.flatMap((sheet) => sheet.rosterRows);
  const ledgerRows = sheets.flatMap((sheet) => sheet.ledgerRows);
  const all = [...rosterRows, ...ledgerRows];
  const district = oneDistrict(
    all.length > 0 ? all.map(({ town }) => town) : towns.map(({ code }) => code).slice(0, 1),
  );
  await lockImports(tx, district);
  const rosterTowns = new Set(rosterRows.map((row) => row.town));
  const registry = await loadRegistry(tx, district, {
    names: [...new Set(all.map((row) => row.name))],
    towns: [...rosterTowns],
  });
  const before = { people: new Map(registry.people), posts: new Map(registry.posts) };
  const [people, posts] = [new Set<string>(), new Set<string>()];
  const rosters = files.map((file) => {
    const plan = planRoster(
      file.sheets.flatMap((sheet) => sheet.rosterRows),
      registry,
      newId,
    );
    markRosters(registry, file, plan.outcomes);
    for (const id of plan.people) people.add(id);
    for (const id of plan.posts) posts.add(id);
    return plan.outcomes;
  });
  const known = await findLedgerCommitments(tx, district, {
    postIds: ledgerRows.length === 0 ? [] : [...registry.posts.keys()],
    years: [...new Set(ledgerRows.map((row) => row.year))],
  });
  const commitments = new Commitments(known);
  const listed = listedPosts(registry);
  const years = new Set(all.map((row) => row.year));
  const townNames = new Map(towns.map(({ code, name }) => [code, name] as const));
  const reports = files.map((file, at) => {
    const rows = file.sheets.flatMap((sheet) => sheet.ledgerRows);
    const ledger = planLedger(rows, { registry, listed, commitments, townNames, newId });
    return [file, reportOf(file, rosters[at] ?? [], ledger)] as const;
  });
  return {
    district,
    registry,
    before,
    commitments,
    people,
    posts,
    towns: rosterTowns,
    years,
    reports: new Map(reports),
  };
}

function reportOf({ file, sheets }: SheetsOfFile, roster: Outcomes, ledger: Outcomes): FileReport {
  let [rosterAt, ledgerAt] = [0, 0];
  const reports = sheets.map((sheet) => {
    const outcomes =
      sheet.kind === 'roster'
        ? roster.slice(rosterAt, (rosterAt += sheet.rosterRows.length))
        : ledger.slice(ledgerAt, (ledgerAt += sheet.ledgerRows.length));
    return reportOfSheet(sheet, outcomes);
  });
  const faults = reports.flatMap((sheet) => sheet.faults);
  return {
    file,
    status: faults.length > 0 ? 'faults' : 'ok',
    sheets: reports.map((sheet) => sheet.report),
    faults,
    notes: sheets.flatMap((sheet): readonly Bilingual[] => sheet.notes),
  };
}

function reportOfSheet(sheet: ReadSheet, outcomes: Outcomes) {
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
  const planned = rejected.flatMap(({ number, faults }) => faults.map((fault) => sheet.faultAt(number, fault)));
  return { report, faults: [...sheet.faults, ...planned].toSorted((a, b) => a.row - b.row) };
}
