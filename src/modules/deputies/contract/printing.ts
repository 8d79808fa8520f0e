import { z } from 'zod';
import { type Bilingual, RegionCode, type Surface } from '#kernel/contract.ts';
import { StationId } from './stations.ts';

/** What is printed: for a place of work, for a rural home, for a station's or a town's wall, and a deputy's promises. */
export const PrintKind = z.enum(['nameplate', 'door', 'wall', 'notice']);
export type PrintKind = z.infer<typeof PrintKind>;

export const PRINT_KIND_LABELS: Readonly<Record<PrintKind, Bilingual>> = {
  nameplate: { zh: '标识牌', en: 'Nameplates' },
  door: { zh: '门牌', en: 'Door labels' },
  wall: { zh: '公示墙', en: 'Wall sheets' },
  notice: { zh: '承诺公示单', en: 'Commitment notices' },
};

/** For which surface a person has to agree to what is shown. */
export const SURFACE_OF: Readonly<Record<PrintKind, Surface>> = {
  nameplate: 'nameplate',
  door: 'door',
  wall: 'wall',
  notice: 'print',
};

/** Why somebody is left out of what is printed. */
export const WhyNotPrinted = z.enum(['no-workplace', 'no-consent', 'urban', 'no-promise', 'glyphs', 'not-yours']);
export type WhyNotPrinted = z.infer<typeof WhyNotPrinted>;

const Where = {
  kind: PrintKind.default('nameplate'),
  town: RegionCode.optional(),
  stationId: StationId.optional(),
};

/** The site's own address: what is printed leads there. */
const Origin = z.url({ protocol: /^https?$/ });

export const PrintFilter = z.strictObject({
  ...Where,
  page: z.coerce.number().int().min(1).max(100_000).default(1),
});
export type PrintFilter = z.infer<typeof PrintFilter>;

export const PlanPrinting = PrintFilter.extend({ origin: Origin });

export const MOST_SHEETS = 5000;
/** Of all who are in the place, or of the posts that are named. */
export const PrintSheets = z.strictObject({
  ...Where,
  origin: Origin,
  membershipIds: z.array(z.uuid()).min(1).max(MOST_SHEETS).optional(),
});
export type PrintSheets = z.infer<typeof PrintSheets>;
