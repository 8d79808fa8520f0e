import { dayOf } from '#kernel/contract.ts';
import { LEVEL_TAGS, type OfficeItem, STATE_LABELS } from '../../contract.ts';
import type { ExportedTable } from './tables.ts';

/** The columns of the office's table, in its order and words. */
const HEADINGS = ['代表', '承诺', '目标 / 实际', '时限', '状态', '领域', '镇街', '进展', '证据'];

const joined = (parts: readonly (string | false | null)[], by = ' '): string => parts.filter(Boolean).join(by);

/** A commitment a row, as it stands on the screen. */
export function screenTable(items: readonly OfficeItem[]): ExportedTable {
  const rows = items.map((item) => [
    joined([item.name, LEVEL_TAGS[item.level].zh, item.electoralDistrict]),
    joined([item.text, item.isOnBehalf && '（代录）'], ''),
    joined([item.target ?? '–', item.result], ' / '),
    item.dueDay === null ? item.dueNote : { day: item.dueDay },
    joined([STATE_LABELS[item.state].zh, item.isOverdue && '逾期', item.isShort && '未达目标'], '，'),
    item.field,
    item.town.zh,
    item.entries === 0
      ? '–'
      : joined([`${item.entries} 条`, item.lastEntryAt === null ? null : dayOf(item.lastEntryAt)]),
    joined([item.pictures > 0 && `${item.pictures} 图`, item.documents > 0 && `${item.documents} 表`]) || '–',
  ]);
  return { name: '承诺列表', headings: HEADINGS, rows };
}
