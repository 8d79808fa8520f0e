import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { expect } from 'vitest';
import { type Stage, ask, perform } from '../../src/kernel/index.server.ts';
import type { Cell, Sheet } from '../../src/modules/deputies/domain/import/sheet.ts';
import { rebuildFigures } from '../../src/modules/deputies/store/figures/refresh-figures.ts';
import { exportTable } from '../../src/modules/deputies/use-cases/export/export-table.ts';
import { importWorkbooks } from '../../src/modules/deputies/use-cases/import/import-workbooks.ts';
import { previewUndo, undoBatch } from '../../src/modules/deputies/use-cases/import/undo-batch.ts';
import { findCommitments } from '../../src/modules/deputies/use-cases/lists/find-commitments.ts';
import type { UndoPreview } from '../../src/modules/deputies/contract.ts';
import { DISTRICT, NOW, operatorOf, visitorOf } from './deputies.ts';

const operator = operatorOf(DISTRICT);

function sheet(name: string, rows: readonly (readonly Cell[])[]): Sheet {
  return { name, isHidden: false, rows: rows.map((cells, at) => ({ number: at + 1, isHidden: false, cells })) };
}

const ROSTER_HEADINGS = ['姓名', '联系电话', '代表层级', '代表小组', '公开电话', '职务'];
const LEDGER_HEADINGS = ['代表姓名', '代表层级', '承诺内容', '量化目标', '完成情况', '完成时间', '核实人', '实际成效'];

export const roster = (rows: readonly (readonly Cell[])[], year = 2020, town = '观澜镇') =>
  sheet('名册', [[`云川区${town}${year}年代表名册`], ROSTER_HEADINGS, ...rows]);
export const ledger = (rows: readonly (readonly Cell[])[], year = 2020, town = '观澜镇') =>
  sheet('台账', [[`${year}年承诺台账（${town}）`], LEDGER_HEADINGS, ...rows]);

export const WANG = ['王伟', '19000000001', '区、镇', '第一小组', '是', '书记'];
export const LI = ['李娜', '19000000002', '镇', '第二小组', '否', ''];
export const LAMPS = ['王伟', '区', '安装路灯20盏', '20盏', '已完成', '2020年6月', '镇人大办', '20盏'];
export const VISITS = ['李娜', '镇', '走访选民48户', '48户', '推进中', '', '', ''];

/** Writes sheets as a batch of the page does. @returns the batch's id, and whether all rows were taken in */
export async function written(
  stage: Stage,
  sheets: readonly Sheet[],
  { batchId, partial = false }: { batchId?: string; partial?: boolean } = {},
): Promise<string> {
  const id = batchId ?? randomUUID();
  await sql`
    insert into deputies.import_batch (district_code, id, region, submission, state, total, started_at, changed_at)
    values ('500199', ${id}, ${DISTRICT}, ${id}, 'written', 2, ${NOW}, ${NOW}) on conflict do nothing`.execute(
    stage.database,
  );
  const workbooks = [{ file: '观澜镇.xlsx', sha256: 'a', sheets }];
  const input = { workbooks, options: { partial }, batchId: id };
  const [imported] = await perform(stage, operator, { useCase: importWorkbooks, input });
  expect(imported?.written).toBe(true);
  return id;
}

export const undo = (stage: Stage, batchId: string, actor = operator) =>
  perform(stage, actor, { useCase: undoBatch, input: { batchId } });
export const preview = (stage: Stage, batchId: string): Promise<UndoPreview> =>
  ask(stage, operator, { query: previewUndo, input: { batchId } });

const TABLES = [
  'kernel.person',
  'kernel.consent',
  ...['membership', 'listing', 'roster', 'commitment', 'commitment_change', 'commitment_version'].map(
    (name) => `deputies.${name}`,
  ),
];

/** Every count of every day, however the series are cut. */
export async function figuresOf({ database }: Stage): Promise<unknown> {
  const figures = await sql`
    select region, year, dimension, value, day, sum(p) as p, sum(i) as i, sum(s) as s, sum(m) as m, sum(c) as c,
      sum(r) as r, sum(v) as v
    from deputies.figure_series, unnest(days, persons, in_post, in_scope, memberships, commitments, reported, verified)
      as one (day, p, i, s, m, c, r, v)
    group by region, year, dimension, value, day
    having (sum(p), sum(i), sum(s), sum(m), sum(c), sum(r), sum(v)) <> (0, 0, 0, 0, 0, 0, 0)
    order by region, year, dimension, value, day`.execute(database);
  const outcomes = await sql`select * from deputies.outcome_series order by 1, 2, 3, 4`.execute(database);
  return { figures: figures.rows, outcomes: outcomes.rows };
}

/** All that an import can change, row by row, with the figures, the exports and the list that follow from it. */
export async function stateOf(stage: Stage) {
  const rows: Record<string, unknown> = {};
  for (const table of TABLES) {
    const found = await sql`
      select to_jsonb(t) - 'revision' as row from ${sql.table(table)} t order by 1`.execute(stage.database);
    rows[table] = found.rows;
  }
  const exports = await Promise.all(
    [2019, 2020].flatMap((year) =>
      (['roster', 'ledger'] as const).map((kind) =>
        ask(stage, operator, { query: exportTable, input: { kind, year } }),
      ),
    ),
  );
  const list = await ask(stage, visitorOf(DISTRICT), { query: findCommitments, input: {} });
  return { rows, exports, list, figures: await figuresOf(stage) };
}

export async function expectAsRebuilt(stage: Stage): Promise<void> {
  const kept = await figuresOf(stage);
  await stage.database.transaction().execute(rebuildFigures);
  expect(kept).toEqual(await figuresOf(stage));
}
