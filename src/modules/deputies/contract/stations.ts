import { z } from 'zod';
import { type Bilingual, Day, RegionCode, typed } from '#kernel/contract.ts';

export const StationId = z.uuid().brand('StationId');
export type StationId = z.infer<typeof StationId>;

/**
 * A Deputies' Home is a town's, a station a village's or a community's; a wall hangs where deputies work and on a
 * village's notice board as well.
 */
export const StationKind = z.enum(['home', 'station', 'workplace', 'notice-board']);
export type StationKind = z.infer<typeof StationKind>;

export const STATION_KIND_LABELS: Readonly<Record<StationKind, Bilingual>> = {
  home: { zh: '代表之家', en: 'Deputies’ Home' },
  station: { zh: '代表联络站', en: 'Station' },
  workplace: { zh: '工作单位', en: 'Workplace' },
  'notice-board': { zh: '村务公开栏', en: 'Village notice board' },
};

/** By which rule reception days come round. */
export const ReceptionPattern = z.enum(['weekly', 'monthly-day', 'monthly-weekday']);
export type ReceptionPattern = z.infer<typeof ReceptionPattern>;

export const PATTERN_LABELS: Readonly<Record<ReceptionPattern, Bilingual>> = {
  weekly: { zh: '每周', en: 'Weekly' },
  'monthly-day': { zh: '每月按日期', en: 'Monthly, by day' },
  'monthly-weekday': { zh: '每月按星期', en: 'Monthly, by weekday' },
};

/** What becomes of a reception that falls on a day on which nobody works. */
export const OnHoliday = z.enum(['next', 'previous', 'keep', 'drop']);
export type OnHoliday = z.infer<typeof OnHoliday>;

export const ON_HOLIDAY_LABELS: Readonly<Record<OnHoliday, Bilingual>> = {
  next: { zh: '顺延到下一个工作日', en: 'Moved to the next working day' },
  previous: { zh: '提前到上一个工作日', en: 'Moved to the working day before' },
  keep: { zh: '照常接待', en: 'Held all the same' },
  drop: { zh: '当次取消', en: 'Dropped' },
};

export const ExceptionKind = z.enum(['cancelled', 'moved', 'added']);
export type ExceptionKind = z.infer<typeof ExceptionKind>;

const optional = <Schema extends z.ZodType>(schema: Schema) => schema.nullable().default(null);
const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { message: 'must be a time such as 21:00' });
/** A day far away is a slip of a key. */
const NearDay = Day.refine((day) => day >= '2000-01-01' && day <= '2099-12-31', {
  message: 'must lie between 2000 and 2099',
});
const Page = z.coerce.number().int().min(1).max(100_000).default(1);

/** The last of its kind in a month. */
export const LAST = -1;
/** No month is without a 28th. */
export const MonthDay = z.union([z.int().min(1).max(28), z.literal(LAST)]);
/** What comes round more seldom has no rule by weeks. */
export const MOST_WEEKS = 12;
export const Nth = z.union([z.int().min(1).max(4), z.literal(LAST)]);

/** What is told of a station; the staff as they agree to be named. */
const StationFacts = {
  kind: StationKind,
  /** Of a notice board: the electoral districts that the village lies in, as rosters write them. */
  countyDistrict: optional(typed({ max: 60 })),
  townshipDistrict: optional(typed({ max: 60 })),
  address: optional(typed({ max: 120 })),
  openingHours: optional(typed({ max: 200, hasLines: true })),
  phone: optional(
    z
      .string()
      .trim()
      .regex(/^[\d+() -]{5,24}$/, { message: 'must be a phone number' }),
  ),
  staff: optional(typed({ max: 300, hasLines: true })),
  openedOn: optional(Day),
  /** The first day on which it is no more. */
  closedOn: optional(Day),
};

/** Without an id a new station. The name is the one that rosters use. */
export const DescribeStation = z.object({
  stationId: optional(StationId),
  town: RegionCode,
  name: typed({ min: 2, max: 100 }),
  ...StationFacts,
});
export type DescribeStation = z.infer<typeof DescribeStation>;

export const RegisterStations = z.object({ town: RegionCode.optional() });
export const RenewScreenKey = z.object({ stationId: StationId });

export const SetReceptionRule = z.object({
  ruleId: optional(z.uuid()),
  stationId: StationId,
  pattern: ReceptionPattern,
  /** 1 for Monday to 7 for Sunday: of a week one or several, of a month one. */
  weekdays: z.array(z.coerce.number().int().min(1).max(7)).max(7).default([]),
  /** Of a weekly rule: each week, each second, … counted from the week of its first reception. */
  everyWeeks: z.coerce.number().int().min(1).max(MOST_WEEKS).default(1),
  monthDay: optional(MonthDay),
  nth: optional(Nth),
  starts: Time,
  ends: Time,
  fromDay: NearDay,
  /** The last day on which the rule holds. */
  untilDay: optional(NearDay),
  onHoliday: OnHoliday.default('next'),
  membershipIds: z.array(z.uuid()).max(50).default([]),
  note: optional(typed({ max: 200 })),
});
export type SetReceptionRule = z.infer<typeof SetReceptionRule>;
export const DropReceptionRule = z.object({ ruleId: z.uuid() });

/** Says something of a single day in spite of the rule, or takes back what was said. */
export const SetReceptionException = z.object({
  ruleId: z.uuid(),
  /** The day that the rule has; of an added reception its own day. */
  day: NearDay,
  kind: ExceptionKind.nullable(),
  toDay: optional(NearDay),
  starts: optional(Time),
  ends: optional(Time),
  note: optional(typed({ max: 200 })),
});
export type SetReceptionException = z.infer<typeof SetReceptionException>;

export const StationFilter = z.strictObject({
  q: typed({ min: 0, max: 60 }).optional(),
  town: RegionCode.optional(),
  kind: StationKind.optional(),
  page: Page,
});
export type StationFilter = z.infer<typeof StationFilter>;

/** A day on which a station receives. */
export interface ReceptionDay {
  readonly ruleId: string;
  readonly day: string;
  readonly starts: string;
  readonly ends: string;
  /** The day that the rule had; null of one that the office added. */
  readonly plannedDay: string | null;
  /** Why it is not on the day that the rule had: a holiday's name, or the office's word. */
  readonly movedBy: 'holiday' | 'office' | null;
  readonly holiday: Bilingual | null;
  readonly note: string | null;
}
