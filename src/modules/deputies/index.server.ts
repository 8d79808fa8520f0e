export { up as deputiesMigration } from './migrations/0001-deputies.ts';
export { up as batchRegionMigration } from './migrations/0003-batch-region.ts';
export { up as lifeMigration } from './migrations/0002-life.ts';
export { up as officeMigration } from './migrations/0004-office.ts';
export { up as postsMigration } from './migrations/0005-posts.ts';
export { up as importUndoMigration } from './migrations/0006-import-undo.ts';
export { up as deputiesWallsMigration } from './migrations/0007-walls.ts';
export { up as stationsMigration } from './migrations/0008-stations.ts';
export { up as activitiesMigration } from './migrations/0009-activities.ts';
export { up as reportsMigration } from './migrations/0012-reports.ts';
export { up as visitsMigration } from './migrations/0010-visits.ts';
export { exportTable } from './use-cases/export/export-table.ts';
export { listExports } from './use-cases/export/list-exports.ts';
export { type ImportCall, importFiles } from './use-cases/import/import-files.ts';
export { markFaults } from './use-cases/import/mark-faults.ts';
export { correctBatch } from './use-cases/import/correct-batch.ts';
export { decideBatch } from './use-cases/import/decide-batch.ts';
export { listBatches, readBatch, readBatchFile, readFaults } from './use-cases/import/read-batch.ts';
export { type BatchRunner, openBatchRunner } from './use-cases/import/run-batches.ts';
export { previewUndo, undoBatch } from './use-cases/import/undo-batch.ts';
export { startBatch } from './use-cases/import/start-batch.ts';
export { batchErrors } from './domain/import/batch-errors.ts';
export { choiceOf, countsOf, markedName } from './domain/import/batch-files.ts';
export { isRunning } from './domain/import/batch-life.ts';
export { findCommitments } from './use-cases/lists/find-commitments.ts';
export { findDeputies } from './use-cases/lists/find-deputies.ts';
export { readCommitment } from './use-cases/lists/read-commitment.ts';
export { readDeputy } from './use-cases/lists/read-deputy.ts';
export { deputyParameters } from './route-parameters.ts';
export { deputyRoutes } from './routes.ts';
export { type Ranked, rankByRate } from './domain/figures/ranking.ts';
export { readFigures, readOverview } from './use-cases/figures/read-figures.ts';
export { setProgrammeScope } from './use-cases/figures/set-programme-scope.ts';
export { refreshFigures } from './store/figures/refresh-figures.ts';
export { bulkRemind } from './use-cases/office/bulk-remind.ts';
export { bulkReview } from './use-cases/office/bulk-review.ts';
export { bulkVerify } from './use-cases/office/bulk-verify.ts';
export { exportOfficeTable } from './use-cases/office/export-office-table.ts';
export { findOfficeCommitments } from './use-cases/office/find-office-commitments.ts';
export { findOfficeItems } from './use-cases/office/find-office-items.ts';
export { findSeats } from './use-cases/office/find-seats.ts';
export { readBulk } from './use-cases/office/read-bulk.ts';
export { PROGRESS_ENTRY } from './domain/life/entry.ts';
export { nameEvidence } from './use-cases/office/name-evidence.ts';
export { readOfficeCommitment } from './use-cases/office/read-office-commitment.ts';
export { countToDo, readToDo } from './use-cases/office/read-to-do.ts';
export { listDelegations, setDelegation } from './use-cases/office/set-delegation.ts';
export { setOfficeRule } from './use-cases/office/set-office-rule.ts';
export { undoBulkPublication } from './use-cases/office/undo-bulk-publication.ts';
export { isLeading } from './domain/posts/leading-post.ts';
export { correctReading } from './use-cases/people/correct-reading.ts';
export { erasePersonalData } from './use-cases/people/erase-person.ts';
export { type PersonalData, exportPerson } from './use-cases/people/export-person.ts';
export { findPersonsToLink, listUnits } from './use-cases/people/find-persons-to-link.ts';
export { findUnits } from './store/people/to-link.ts';
export { exportPeople, listPeople } from './use-cases/people/list-people.ts';
export { mergePeople, previewMerge } from './use-cases/people/merge-people.ts';
export { mergePosts, previewPostMerge } from './use-cases/people/merge-posts.ts';
export { findColleagues, readPerson } from './use-cases/people/read-person.ts';
export { revealPhone } from './use-cases/people/reveal-phone.ts';
export { dropPortrait, putPortrait } from './use-cases/people/put-portrait.ts';
export { setConsent } from './use-cases/people/set-consent.ts';
export { movePostsTo, previewMove, splitPerson } from './use-cases/people/split-person.ts';
export { undoMove } from './use-cases/people/undo-move.ts';
export { beginPost } from './use-cases/posts/begin-post.ts';
export { changeCongress, previewCongress } from './use-cases/posts/change-congress.ts';
export { endPost } from './use-cases/posts/end-post.ts';
export { finishReprint, listReprints } from './use-cases/posts/finish-reprint.ts';
export { setLeading } from './use-cases/posts/set-leading.ts';
export { resumePost, suspendPost } from './use-cases/posts/suspend-post.ts';
export { takeBackEnding } from './use-cases/posts/take-back-ending.ts';
export { listCongressChanges, takeBackCongress } from './use-cases/posts/take-back-congress.ts';
export { exportDuties, findOfficeDuties } from './use-cases/duties/find-duties.ts';
export { logDuty } from './use-cases/duties/log-duty.ts';
export { readDutyChoices } from './use-cases/duties/read-duty-choices.ts';
export { readDutyNumbers } from './use-cases/duties/read-duty-numbers.ts';
export { readMyDuties, readMyDutyChoices } from './use-cases/duties/read-my-duties.ts';
export { readThemes, setThemes } from './use-cases/duties/themes.ts';
export { exportVillages, findVillages, setVillage } from './use-cases/duties/villages.ts';
export { withdrawDuty } from './use-cases/duties/withdraw-duty.ts';
export { readMe } from './use-cases/me/read-me.ts';
export { readMine } from './use-cases/me/read-mine.ts';
export { readMyCommitment } from './use-cases/me/read-my-commitment.ts';
export { readMyRecord } from './use-cases/me/read-my-record.ts';
export { claimWithPhotos } from './use-cases/me/claim-with-photos.ts';
export { MAX_PHOTOS, reportWithPhotos } from './use-cases/me/report-with-photos.ts';
export { amendCommitment } from './use-cases/life/amend-commitment.ts';
export { carryOverCommitment } from './use-cases/life/carry-over-commitment.ts';
export { claimCommitment } from './use-cases/life/claim-commitment.ts';
export { discardCommitment } from './use-cases/life/discard-commitment.ts';
export { draftCommitment } from './use-cases/life/draft-commitment.ts';
export { giveUpMilestone } from './use-cases/life/give-up-milestone.ts';
export { planMilestone } from './use-cases/life/plan-milestone.ts';
export { readLife } from './use-cases/life/read-life.ts';
export { rejectClaim } from './use-cases/life/reject-claim.ts';
export { reopenCommitment } from './use-cases/life/reopen-commitment.ts';
export { reportProgress } from './use-cases/life/report-progress.ts';
export { reviewCommitment } from './use-cases/life/review-commitment.ts';
export { rewordCommitment } from './use-cases/life/reword-commitment.ts';
export { submitCommitment } from './use-cases/life/submit-commitment.ts';
export { takeBackCommitment } from './use-cases/life/take-back-commitment.ts';
export { verifyCommitment } from './use-cases/life/verify-commitment.ts';
export { withdrawCommitment } from './use-cases/life/withdraw-commitment.ts';
export { withdrawEntry } from './use-cases/life/withdraw-entry.ts';
export { answerConfirmation } from './use-cases/residents/answer-confirmation.ts';
export { decideDispute } from './use-cases/residents/decide-dispute.ts';
export { openConfirmation } from './use-cases/residents/open-confirmation.ts';
export { raiseDispute } from './use-cases/residents/raise-dispute.ts';
export { readConfirmation } from './use-cases/residents/read-confirmation.ts';
export { describeStation, registerStations } from './use-cases/stations/describe-station.ts';
export { findPublicStations, listOfficeStations } from './use-cases/stations/find-stations.ts';
export { readDeputyCalendar, readStationCalendar } from './use-cases/stations/reception-calendar.ts';
export { readOfficeStation, readReceptionsOfDeputy, readStation } from './use-cases/stations/read-station.ts';
export { readWall } from './use-cases/stations/read-wall.ts';
export { renewScreenKey } from './use-cases/stations/renew-screen-key.ts';
export { setReceptionException } from './use-cases/stations/set-reception-exception.ts';
export { dropReceptionRule, setReceptionRule } from './use-cases/stations/set-reception-rule.ts';
export { deputyNoticeKinds } from './use-cases/reminders/notice-kinds.ts';
export { remind } from './use-cases/reminders/remind.ts';
export { cancelActivity, changeActivity } from './use-cases/activities/change-activity.ts';
export {
  exportActivities,
  findOfficeActivities,
  findPublicActivities,
} from './use-cases/activities/find-activities.ts';
export { findGuests, inviteDeputies, withdrawInvitation } from './use-cases/activities/invite-deputies.ts';
export { keyInAttendance } from './use-cases/activities/key-in-attendance.ts';
export { readMyActivities, readMyActivity } from './use-cases/activities/my-activities.ts';
export { planActivity } from './use-cases/activities/plan-activity.ts';
export { readOfficeActivity, readPublicActivity } from './use-cases/activities/read-activity.ts';
export { recordActivity } from './use-cases/activities/record-activity.ts';
export { readSignInScreen, signInAtActivity } from './use-cases/activities/sign-in-at-activity.ts';
export { readGroupQuota } from './use-cases/quotas/read-group-quota.ts';
export { exportQuotas, readQuotas } from './use-cases/quotas/read-quotas.ts';
export { setGroupFounded } from './use-cases/quotas/set-group-founded.ts';
export { readQuotaRules, setQuotaRules } from './use-cases/quotas/set-quota-rules.ts';
export { readDutyReport } from './use-cases/reports/read-duty-report.ts';
export { dutyReportBlocks, dutyReportTitle } from './use-cases/reports/duty-report-document.ts';
export { recordAppraisal, withdrawAppraisal } from './use-cases/reports/record-appraisal.ts';
export { readReportRule, setReportRule } from './use-cases/reports/report-rule.ts';
export { saveDutyWords } from './use-cases/reports/save-duty-words.ts';
export {
  declineRoleModel,
  publishRoleModel,
  recogniseRoleModel,
  withdrawRoleModel,
} from './use-cases/role-models/decide-role-model.ts';
export { changeRoleModel, nominateRoleModel } from './use-cases/role-models/nominate-role-model.ts';
export { answerObjection, recordObjection } from './use-cases/role-models/objections.ts';
export {
  findOfficeRoleModels,
  findPublicRoleModels,
  readNomination,
  readOfficeRoleModel,
  readPublicRoleModel,
} from './use-cases/role-models/read-role-models.ts';
export { readYearlyReport } from './use-cases/reports/read-yearly-report.ts';
export { yearlyReportBlocks, yearlyReportTitle, yearlyTables } from './use-cases/reports/yearly-report-document.ts';
