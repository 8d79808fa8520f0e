import { RegionCode } from '#kernel/contract.ts';
import { planRoster } from '../../src/modules/deputies/domain/import/plan-roster.ts';
import { Registry } from '../../src/modules/deputies/domain/import/registry.ts';
import type { LedgerRow, RosterRow } from '../../src/modules/deputies/domain/import/rows.ts';

export const GUANLAN = RegionCode.parse('500199102000');
export const SHIQIAO = RegionCode.parse('500199101000');

export const ids = () => {
  let last = 0;
  return () => `id-${(last += 1)}`;
};

export function rosterRow(given: Partial<RosterRow>): RosterRow {
  return {
    number: 2,
    id: null,
    name: '王伟',
    phone: null,
    levels: ['township'],
    town: GUANLAN,
    year: 2020,
    remarks: null,
    extra: {},
    sex: null,
    birthMonth: null,
    ethnicity: null,
    workplace: null,
    post: null,
    electoralDistrict: null,
    group: null,
    activityGroup: null,
    station: null,
    isPhonePublic: null,
    isWorkplacePublic: null,
    congress: null,
    term: { from: null, to: null },
    ...given,
  };
}

export function ledgerRow(given: Partial<LedgerRow>): LedgerRow {
  return {
    number: 2,
    id: null,
    name: '王伟',
    phone: null,
    levels: [],
    town: GUANLAN,
    year: 2020,
    remarks: null,
    extra: {},
    kind: 'personal',
    field: null,
    text: '安装路灯20盏',
    target: null,
    publishedDay: null,
    due: { day: null, note: null },
    completion: 'open',
    doneDay: null,
    result: null,
    verifier: null,
    verifiedDay: null,
    ...given,
  };
}

/** A registry that holds what some rosters say, each as a file of its own. */
export function registryOf(...files: RosterRow[][]) {
  const registry = new Registry();
  const newId = ids();
  const outcomes = files.map((rows) => {
    const plan = planRoster(rows, registry, newId);
    for (const row of rows) registry.saveRoster(row.town, row.year, true);
    return plan.outcomes;
  });
  return { registry, newId, outcomes };
}

export const of = (rows: readonly { outcome: string }[]) => rows.map(({ outcome }) => outcome);
export const codes = (rows: readonly object[]) =>
  rows.flatMap((row) => ('faults' in row ? (row.faults as { code: string }[]).map(({ code }) => code) : []));
