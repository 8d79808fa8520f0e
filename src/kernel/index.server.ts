export { attachmentErrors } from './attachments/domain/errors.ts';
export { filesInUse } from './attachments/store/files-in-use.ts';
export type { AttachmentWork } from './attachments/use-cases/attachment-work.ts';
export { type Sought, findAttachments } from './attachments/use-cases/find-attachments.ts';
export { type Waiting, listWaiting } from './attachments/use-cases/list-waiting.ts';
export { type AttachmentWorker, openAttachmentWorker } from './attachments/use-cases/open-attachment-worker.ts';
export { processAttachments } from './attachments/use-cases/process-attachments.ts';
export { readAttachment } from './attachments/use-cases/read-attachment.ts';
export { Received, type ReceivedFor, receiveAttachment } from './attachments/use-cases/receive-attachment.ts';
export {
  type Shown,
  readForScreening,
  showAttachment,
  takeAttachmentDown,
} from './attachments/use-cases/screen-attachment.ts';
export { sweepFiles } from './attachments/use-cases/sweep-files.ts';
export { CHANGED } from './changes/store/announce.ts';
export { type JournalEntry, appendEntries } from './journal/store/entries.ts';
export { up as kernelMigration } from './migrations/0001-kernel.ts';
export { up as attachmentsMigration } from './migrations/0003-attachments.ts';
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
