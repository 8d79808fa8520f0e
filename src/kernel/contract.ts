export {
  CONSENT_FIELDS,
  CONSENT_SOURCES,
  type Consent,
  type ConsentField,
  type ConsentKey,
  type ConsentSource,
  ON_PAPER,
  SURFACES,
  SURFACES_OF,
  type Surface,
} from './people/domain/consents.ts';
export { DELIVERY_STATES, type DeliveryState } from './notices/domain/delivery-life.ts';
export {
  type ChannelName,
  PERSONAL_CHANNELS,
  type PersonalChannel,
  type Wish,
  isWanted,
} from './notices/domain/wishes.ts';
export {
  ATTACHMENT_ROLES,
  ATTACHMENT_SIZES,
  type Attachment,
  type AttachmentKind,
  type AttachmentRole,
  type AttachmentSize,
  type AttachmentState,
  BlurArea,
  MAX_BLUR_AREAS,
  SCREENINGS,
  type Screening,
  attachmentPath,
} from './attachments/domain/attachment.ts';
export { PORTRAIT, type Portrait } from './attachments/domain/portrait.ts';
export { type Viewer, mayView } from './attachments/domain/may-view.ts';
export { type Bilingual, LOCALES, type Locale } from './values/bilingual.ts';
export { type Life, type Step, unreachableStates } from './values/life.ts';
export { Problem, type ProblemFacts, type ProblemKind } from './values/problem.ts';
export {
  COUNTRY,
  RegionCode,
  type RegionLevel,
  commonRegion,
  districtCode,
  isWithin,
  lineage,
  regionLevel,
  significantDigits,
} from './values/region-code.ts';
export { typed } from './values/typed.ts';
export type { Calendar, CalendarOverride } from './calendar/domain/working-days.ts';
export {
  AsOf,
  Day,
  TIME_ZONE,
  dayOf,
  endOfDay,
  instantText,
  nextDay,
  previousDay,
  startOfDay,
  weekdayOf,
} from './values/time.ts';
