export { CHANGED } from './changes/store/announce.ts';
export { type JournalEntry, appendEntries } from './journal/store/entries.ts';
export { up as kernelMigration } from './migrations/0001-kernel.ts';
export { up as trailMigration } from './migrations/0005-trail.ts';
export { up as peopleMigration } from './migrations/0006-people.ts';
export { type TrailEntry, appendTrail } from './trail/store/entries.ts';
export { seeingAll } from './use-case/store/bounds.ts';
export { decideConsent, holdsOn, isPhoneForVisitors, mayRosterGive } from './people/domain/consents.ts';
export { pinyinOf, readingsOf, soundsOf } from './people/domain/pinyin.ts';
export { mayReveal } from './people/domain/reveal-limit.ts';
export { findConsents, saveConsents, undoConsents } from './people/store/consents.ts';
export { countReveals, insertReveal, visitorOfDay } from './people/store/reveals.ts';
export {
  type Person,
  erasePerson,
  findErased,
  findPeople,
  findPerson,
  savePeople,
  setMerged,
  setSounds,
} from './people/store/people.ts';
export { type Region, findHome, findRegionsWithin, saveRegions } from './regions/store/regions.ts';
export { type SearchPart, fold, searchParts } from './search/search-parts.ts';
export { type SettingName, findSetting, insertSetting } from './settings/store/settings.ts';
export {
  type Actor,
  type Outcome,
  type Query,
  type Rehearse,
  type Role,
  type Scene,
  type Stage,
  type UseCase,
  ROLES,
  ask,
  defineQuery,
  defineUseCase,
  orUnavailable,
  perform,
  rehearse,
} from './use-case/define-use-case.ts';
export { importRegions } from './regions/use-cases/import-regions.ts';
