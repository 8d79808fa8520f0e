export { CHANGED } from './changes/store/announce.ts';
export { type JournalEntry, appendEntries } from './journal/store/entries.ts';
export { up as kernelMigration } from './migrations/0001-kernel.ts';
export { up as noticesMigration } from './migrations/0004-notices.ts';
export { contactCodeKind } from './notices/contact-code.ts';
export { emailChannel } from './notices/channels/email.ts';
export { smsChannel } from './notices/channels/sms.ts';
export { webhookChannel } from './notices/channels/webhook.ts';
export { noticeErrors } from './notices/domain/notice-errors.ts';
export type { ClockWork, Notice, NoticeKind, NoticeKinds, NoticeRecipient, Told } from './notices/notice-kind.ts';
export { confirmContactWay, setContactWay } from './notices/use-cases/change-contact-way.ts';
export { type NoticeToTell, enqueueNotices } from './notices/use-cases/enqueue-notices.ts';
export { forgetOldNotices } from './notices/use-cases/forget-told.ts';
export { markNoticesRead, readInbox } from './notices/use-cases/inbox.ts';
export { listOutbox, retryDelivery } from './notices/use-cases/outbox.ts';
export { readPreferences, setPreferences } from './notices/use-cases/preferences.ts';
export { type Channel, type Outbox, openOutbox } from './notices/use-cases/run-outbox.ts';
export { pinyinOf } from './people/domain/pinyin.ts';
export {
  type Consent,
  type ConsentField,
  type Person,
  type Surface,
  findConsents,
  findPeople,
  saveConsents,
  savePeople,
} from './people/store/people.ts';
export { type Region, findHome, findRegionsWithin, saveRegions } from './regions/store/regions.ts';
export { type SearchPart, fold, searchParts } from './search/search-parts.ts';
export { type SettingName, findSetting, insertSetting } from './settings/store/settings.ts';
export {
  type Actor,
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
