export {
  type Enrolment,
  beginEnrolment,
  changePassword,
  proveSecondFactor,
  removeSecondFactor,
  renewRecoveryCodes,
  signInWithCode,
} from './accounts/second-factor.ts';
export { beginReplacement, finishReplacement } from './accounts/replace-second-factor.ts';
export { type Gate, type GivenCookie, type Visit, carriesSession, openGate, withCookies } from './accounts/gate.ts';
export {
  GRANTABLE_ROLES,
  type GrantableRole,
  mayGive,
  requiresSecondFactor,
  requiresUnit,
} from './accounts/domain/roles.ts';
export { DEMONSTRATION, demonstrationCode } from './accounts/demonstration.ts';
export {
  listDemonstrationAccounts,
  openDemonstrationAccount,
} from './accounts/use-cases/open-demonstration-account.ts';
export { AUTH_PATH, type OidcSettings } from './accounts/auth.ts';
export {
  type SignInAnswer,
  beginOidc,
  endOwnSessions,
  findSignedIn,
  finishOidc,
  guardedByAddress,
  signIn,
  signOut,
} from './accounts/sign-in.ts';
export { type SignedIn, actorsOf, deputyActor, officeActor, officeGrants } from './accounts/signed-in.ts';
export { type Account } from './accounts/store/accounts.ts';
export { type Grant } from './accounts/store/grants.ts';
export { type Invitation } from './accounts/store/invitations.ts';
export { type AccountSession, findSessions } from './accounts/store/sessions.ts';
export { createInvitation } from './accounts/use-cases/create-invitation.ts';
export { disableAccount, enableAccount } from './accounts/use-cases/disable-account.ts';
export { findAccountNamed } from './accounts/use-cases/find-account.ts';
export { grantRole } from './accounts/use-cases/grant-role.ts';
export { endSessions, listLockouts, readAccountSecurity, releaseLockout } from './accounts/use-cases/guard-accounts.ts';
export { changeSignInName } from './accounts/use-cases/change-sign-in-name.ts';
export { linkAccount } from './accounts/use-cases/link-account.ts';
export {
  AccountFilter,
  exportAccounts,
  listAccounts,
  listInvitations,
  readAccount,
} from './accounts/use-cases/list-accounts.ts';
export { offerFirstAdmin } from './accounts/use-cases/offer-first-admin.ts';
export { readInvitation, readReset } from './accounts/use-cases/read-code.ts';
export { redeemInvitation } from './accounts/use-cases/redeem-invitation.ts';
export { redeemReset } from './accounts/use-cases/redeem-reset.ts';
export { resetAtCounter } from './accounts/use-cases/reset-at-counter.ts';
export { revokeRole } from './accounts/use-cases/revoke-role.ts';
export { withdrawInvitation } from './accounts/use-cases/withdraw-invitation.ts';
export { type AccountTable, closeAccountsOf, findAccountData } from './accounts/store/account-data.ts';
export { movePersonLinks } from './accounts/store/person-links.ts';
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
export { up as accountsMigration } from './migrations/0002-accounts.ts';
export { up as trailMigration } from './migrations/0005-trail.ts';
export { noteBackup, noteRestore } from './trail/use-cases/note-backup.ts';
export { TrailFilter, exportTrail, readTrail } from './trail/use-cases/read-trail.ts';
export { up as peopleMigration } from './migrations/0006-people.ts';
export { up as wallsMigration } from './migrations/0007-walls.ts';
export { up as calendarMigration } from './migrations/0008-calendar.ts';
export { calendarOf, isAnnounced } from './calendar/domain/working-days.ts';
export { findCalendar } from './calendar/store/calendar-days.ts';
export { listCalendarDays } from './calendar/use-cases/list-calendar-days.ts';
export { clearCalendarDay, setCalendarDay } from './calendar/use-cases/set-calendar-day.ts';
export { type TrailEntry, appendTrail } from './trail/store/entries.ts';
export { seeingAll } from './use-case/store/bounds.ts';
export { decideConsent, holdsOn, isPhoneForVisitors, mayRosterGive } from './people/domain/consents.ts';
export { pinyinOf, readingsOf, soundsOf } from './people/domain/pinyin.ts';
export { mayReveal } from './people/domain/reveal-limit.ts';
export { findConsents, saveConsents, undoConsents } from './people/store/consents.ts';
export { countReveals, insertReveal, visitorOfDay } from './people/store/reveals.ts';
export { attachmentErrors } from './attachments/domain/errors.ts';
export { withholdAttachments } from './attachments/store/attachments.ts';
export { filesInUse } from './attachments/store/files-in-use.ts';
export { dropPortraits, findPortraitFiles, findPortraits, movePortraits } from './attachments/store/portraits.ts';
export type { AttachmentWork } from './attachments/use-cases/attachment-work.ts';
export { type Sought, findAttachments } from './attachments/use-cases/find-attachments.ts';
export { type Waiting, listWaiting } from './attachments/use-cases/list-waiting.ts';
export { type AttachmentWorker, openAttachmentWorker } from './attachments/use-cases/open-attachment-worker.ts';
export { processAttachments } from './attachments/use-cases/process-attachments.ts';
export { publicFacts, readAttachment } from './attachments/use-cases/read-attachment.ts';
export { Received, type ReceivedFor, receiveAttachment } from './attachments/use-cases/receive-attachment.ts';
export {
  type Shown,
  readForScreening,
  showAttachment,
  takeAttachmentDown,
} from './attachments/use-cases/screen-attachment.ts';
export { sweepFiles } from './attachments/use-cases/sweep-files.ts';
export { up as attachmentsMigration } from './migrations/0003-attachments.ts';
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
export { readRegionNames } from './regions/use-cases/read-region-names.ts';
export { importRegions } from './regions/use-cases/import-regions.ts';
export * as walls from './walls.ts';
