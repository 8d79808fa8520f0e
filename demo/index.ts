import { type District, inventDistrict } from './district.ts';
import { habitsOf } from './habits.ts';
import { ledgerTable } from './ledgers.ts';
import { type DemoRegion, demoRegions, demoTowns, type DemoTown } from './regions.ts';
import { rosterTable } from './rosters.ts';
import type { Table, TableKind } from './tables.ts';
import { truthOf, type YearTruth } from './truth.ts';
import { fileBytes } from './workbooks.ts';

export { DEMO_TODAY, programmeScope } from './programme.ts';

/** A file that a town's office sends. */
export interface DemoFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface DemoDistrict {
  /** The region tree, parents first, to be loaded before the files. */
  readonly regions: readonly DemoRegion[];
  /** The files in the order in which to load them: by year, and each town's roster before its ledger. Made one at a time. */
  readonly files: Iterable<DemoFile>;
  readonly fileCount: number;
  /** What the figures must be once all files are loaded, recounted from the generator's model. */
  readonly truth: readonly YearTruth[];
}

const DEFAULT_SEED = 20_201_028;

function* filesOfTown(district: District, town: DemoTown, year: number): Generator<DemoFile> {
  const habits = habitsOf(town);
  const commitments = district.years
    .filter(({ programme }) => programme.year === year)
    .flatMap((ofYear) => ofYear.commitments.filter(({ membership }) => membership.town.name === town.name));
  const roster = rosterTable(district.members, town, year);
  const ledger = ledgerTable(commitments, district.members, { town, year });
  const file = (kind: TableKind | '代表名册和承诺台账', tables: readonly Table[]): DemoFile => ({
    name: `${town.name}${year}年${kind}.${habits.format}`,
    bytes: fileBytes(tables, habits),
  });
  if (habits.layout === 'one-file') yield file('代表名册和承诺台账', [roster, ledger]);
  else yield* [file('代表名册', [roster]), file('承诺台账', [ledger])];
}

function* filesOf(district: District): Generator<DemoFile> {
  for (const { programme } of district.years) {
    for (const town of demoTowns) yield* filesOfTown(district, town, programme.year);
  }
}

/**
 * What the towns of the invented district send for 2017 to 2020: rosters and commitment ledgers, in their own wording.
 * The same seed gives the same bytes; nothing is read from clock, network or disk.
 */
export function generateDistrict({ seed = DEFAULT_SEED }: { readonly seed?: number } = {}): DemoDistrict {
  const district = inventDistrict(seed);
  const filesAYear = demoTowns.reduce((sum, town) => sum + (habitsOf(town).layout === 'one-file' ? 1 : 2), 0);
  return {
    regions: demoRegions,
    files: { [Symbol.iterator]: () => filesOf(district) },
    fileCount: filesAYear * district.years.length,
    truth: district.years.map(({ programme, commitments }) => truthOf(district.members, commitments, programme)),
  };
}
