import type { GroupStanding, Standing } from '../quotas/quota-table.ts';
import { quotaWords } from '../../contract.ts';
import type { QuotaLine } from '../quotas/quotas.ts';
import type { Cell } from '../import/sheet.ts';
import type { ExportedTable } from './tables.ts';

const HEADINGS = [
  '代表小组',
  '活动小组',
  '人数',
  '指标',
  '要求',
  '已举行',
  '已计划',
  '尚缺',
  '按目前进度',
  '应到人次',
  '实到人次',
  '出席率%',
];

const number = (value: number | null): Cell => (value === null ? null : String(value));

function cellsOf({ rule, required, done, planned, missing, forecast }: QuotaLine): Cell[] {
  return [quotaWords(rule).zh, ...[required, done, planned, missing, forecast].map(number)];
}

/** A line for each rule of each group, as it stands on the screen. */
export function quotasTable(year: number, groups: readonly GroupStanding[]): ExportedTable {
  const rows = groups.flatMap((one) => {
    const { attended, invited, rate } = one.attendance;
    const linesOf = ({ activityGroup, members, lines }: Standing, rates: readonly Cell[]) =>
      lines.map((line): Cell[] => [one.label, activityGroup, String(members), ...cellsOf(line), ...rates]);
    return [
      ...linesOf(one, [number(invited), number(attended), number(rate)]),
      ...one.parts.flatMap((part) => linesOf(part, [null, null, null])),
    ];
  });
  return { name: `${year}年小组活动指标`, headings: HEADINGS, rows };
}
