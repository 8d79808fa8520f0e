import { dayOf, TIME_ZONE } from '#kernel/contract.ts';
import { ACTIVITY_KIND_LABELS, type ActivityKind, type ActivityUnit } from '../../contract.ts';
import type { ExportedTable } from './tables.ts';

interface Row {
  readonly startsAt: string;
  readonly endsAt: string;
  readonly regionName: string;
  readonly kind: ActivityKind;
  readonly title: string;
  readonly place: string;
  readonly themes: readonly string[];
  readonly units: readonly ActivityUnit[];
  readonly invited: number;
  readonly attended: number;
  readonly minutes: string | null;
}

const HEADINGS = [
  '序号',
  '日期',
  '时间',
  '镇街',
  '代表小组',
  '活动小组',
  '形式',
  '主题活动',
  '内容',
  '地点',
  '应到',
  '实到',
  '纪要',
];

const timeOf = (instant: string) =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(TIME_ZONE).toPlainTime().toString({ smallestUnit: 'minute' });

const named = (names: readonly (string | null)[]) => [...new Set(names.filter((name) => name !== null))].join('、');

/** The activities of a year that were held, in their order, as offices publish them. */
export function activitiesTable(year: number, items: readonly Row[]): ExportedTable {
  const rows = items.map((item, at) => [
    ...[
      String(at + 1),
      { day: dayOf(item.startsAt) },
      `${timeOf(item.startsAt)}–${timeOf(item.endsAt)}`,
      item.regionName,
    ],
    named(item.units.map(({ group }) => group)),
    named(item.units.map(({ activityGroup }) => activityGroup)),
    ...[ACTIVITY_KIND_LABELS[item.kind].zh, named(item.themes), item.title, item.place],
    ...[String(item.invited), String(item.attended), item.minutes],
  ]);
  return { name: `${year}年代表小组活动一览`, headings: HEADINGS, rows };
}
