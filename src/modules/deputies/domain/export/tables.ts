import type { CommitmentKind, Level } from '../../contract.ts';
import { LEDGER_WORDS, type LedgerColumn, ROSTER_WORDS, type RosterColumn } from '../import/headings.ts';
import { viewOf } from '../import/plan-ledger.ts';
import type { KnownPerson, LedgerCommitment, Listing } from '../import/registry.ts';
import type { Cell } from '../import/sheet.ts';

/** A table in the form that the import reads: imported again it changes nothing. */
export interface ExportedTable {
  readonly name: string;
  readonly headings: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

const LEVEL_WORDS: Readonly<Record<Level, string>> = {
  national: '全国',
  provincial: '市',
  prefectural: '地市',
  county: '区',
  township: '镇',
};

const KIND_WORDS: Readonly<Record<CommitmentKind, string | null>> = {
  common: '共性',
  personal: '个性',
  unspecified: null,
};

const COMPLETION_WORDS = { done: '已完成', open: '推进中', withdrawn: '已撤回' } as const;

const yesNo = (answer: boolean | null): string | null => (answer === null ? null : answer ? '是' : '否');

type Extra = Readonly<Record<string, string>>;
type Cells<Column extends string> = Readonly<Record<Column, Cell>>;

/** Known columns under the first of their words, then whatever columns the towns added. */
function tableOf<Column extends string>(
  name: string,
  words: Readonly<Record<Column, readonly string[]>>,
  rows: readonly { readonly cells: Cells<Column>; readonly extra: Extra }[],
): ExportedTable {
  const columns = Object.keys(words) as Column[];
  const extras = [...new Set(rows.flatMap(({ extra }) => Object.keys(extra)))];
  return {
    name,
    headings: [...columns.map((column) => words[column][0] ?? column), ...extras],
    rows: rows.map(({ cells, extra }) => [
      ...columns.map((column) => cells[column]),
      ...extras.map((heading) => extra[heading] ?? null),
    ]),
  };
}

export interface RosterRecord {
  readonly id: string;
  readonly level: Level;
  readonly town: string;
  readonly person: KnownPerson;
  readonly listing: Listing;
}

function rosterCells({ id, level, town, person, listing }: RosterRecord): Cells<RosterColumn> {
  const { statedFrom, statedTo } = listing;
  return {
    id,
    name: person.name,
    sex: person.sex,
    birthMonth: person.birthMonth,
    ethnicity: person.ethnicity,
    workplace: listing.workplace,
    post: listing.post,
    phone: listing.phone,
    levels: LEVEL_WORDS[level],
    town,
    year: String(listing.year),
    electoralDistrict: listing.electoralDistrict,
    group: listing.group,
    activityGroup: listing.activityGroup,
    station: listing.station,
    phonePublic: yesNo(listing.isPhonePublic),
    workplacePublic: yesNo(listing.isWorkplacePublic),
    congress: listing.congress,
    term: statedFrom === null ? null : `${statedFrom}至${statedTo ?? '今'}`,
    remarks: listing.remarks,
  };
}

/** A post a row, with the number by which it is found again. */
export function rosterTable(records: readonly RosterRecord[]): ExportedTable {
  const rows = records.map((record) => ({ cells: rosterCells(record), extra: record.listing.extra }));
  return tableOf('代表名册', ROSTER_WORDS, rows);
}

export interface LedgerRecord {
  readonly town: string;
  readonly name: string;
  readonly phone: string | null;
  readonly commitment: LedgerCommitment;
}

const dayCell = (day: string | null): Cell => (day === null ? null : { day });

function ledgerCells({ town, name, phone, commitment }: LedgerRecord): Cells<LedgerColumn> {
  const view = viewOf(commitment.changes);
  return {
    id: commitment.id,
    name,
    phone,
    levels: LEVEL_WORDS[commitment.level],
    town,
    year: String(commitment.year),
    kind: KIND_WORDS[commitment.kind],
    field: commitment.field,
    text: commitment.text,
    target: commitment.target,
    publishedDay: dayCell(view.publishedDay),
    due: commitment.dueDay === null ? commitment.dueNote : { day: commitment.dueDay },
    status: COMPLETION_WORDS[view.completion],
    doneDay: dayCell(view.doneDay),
    result: commitment.result,
    verifier: view.verifier,
    verifiedDay: dayCell(view.verifiedDay),
    remarks: commitment.remarks,
  };
}

/** A commitment a row, with the number by which it is found again; assumed days stay blank. */
export function ledgerTable(records: readonly LedgerRecord[]): ExportedTable {
  const rows = records.map((record) => ({ cells: ledgerCells(record), extra: record.commitment.extra }));
  return tableOf('承诺台账', LEDGER_WORDS, rows);
}
