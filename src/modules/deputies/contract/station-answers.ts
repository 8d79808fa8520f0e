import { z } from 'zod';
import { RegionCode } from '#kernel/contract.ts';
import { Facet } from './lists.ts';
import { OnHoliday, ReceptionPattern, StationId, StationKind } from './stations.ts';
import { Level, PersonId } from './words.ts';

const Label = z.object({ zh: z.string(), en: z.string() });
const Who = z.object({ personId: z.string(), name: z.string() });

/** A reception that lies ahead; `plannedDay` and `movedBy` say why it is not on the day of the rule. */
const Coming = z.object({
  ruleId: z.string(),
  stationId: z.string(),
  day: z.string(),
  starts: z.string(),
  ends: z.string(),
  plannedDay: z.string().nullable(),
  movedBy: z.enum(['holiday', 'office']).nullable(),
  holiday: Label.nullable(),
  note: z.string().nullable(),
  ruleNote: z.string().nullable(),
  deputies: z.array(Who),
});

const Facts = {
  id: z.string(),
  name: z.string(),
  kind: StationKind,
  town: Label,
  townCode: RegionCode,
  address: z.string().nullable(),
  openingHours: z.string().nullable(),
  isClosed: z.boolean(),
};

export const StationList = z.object({
  total: z.int(),
  page: z.int(),
  pages: z.int(),
  items: z.array(z.object({ ...Facts, deputies: z.int(), next: Coming.nullable() })),
  towns: z.array(Facet),
});
export type StationList = z.infer<typeof StationList>;

/** A station with whom the public may know to be attached. */
export const Station = z.object({
  ...Facts,
  isForReceptions: z.boolean(),
  countyDistrict: z.string().nullable(),
  townshipDistrict: z.string().nullable(),
  phone: z.string().nullable(),
  staff: z.string().nullable(),
  deputies: z.array(z.object({ id: PersonId, name: z.string(), levels: z.array(Level) })),
  rules: z.array(
    z.object({
      id: z.string(),
      pattern: ReceptionPattern,
      weekdays: z.array(z.int()),
      everyWeeks: z.int(),
      monthDay: z.int().nullable(),
      nth: z.int().nullable(),
      starts: z.string(),
      ends: z.string(),
      fromDay: z.string(),
      untilDay: z.string().nullable(),
      onHoliday: OnHoliday,
      note: z.string().nullable(),
      deputies: z.array(Who),
    }),
  ),
  coming: z.array(Coming),
});
export type Station = z.infer<typeof Station>;

export const OfStation = z.object({ stationId: StationId });
