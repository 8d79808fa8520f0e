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
export { AsOf, Day, TIME_ZONE, dayOf, endOfDay, instantText, nextDay, previousDay, startOfDay } from './values/time.ts';
