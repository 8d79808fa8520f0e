import type { z } from 'zod';
import { type UseCase, perform } from '#kernel/index.server.ts';
import {
  amendCommitment,
  carryOverCommitment,
  claimCommitment,
  decideDispute,
  discardCommitment,
  giveUpMilestone,
  openConfirmation,
  planMilestone,
  raiseDispute,
  rejectClaim,
  reopenCommitment,
  reportProgress,
  reportWithPhotos,
  reviewCommitment,
  rewordCommitment,
  submitCommitment,
  takeBackCommitment,
  verifyCommitment,
  withdrawCommitment,
  withdrawEntry,
} from '#modules/deputies/index.server.ts';
import { type ReceivedFile, dropFiles } from '#platform/files/receive-form.ts';
import { attachmentWork } from '../../../attachments/attachments.server.ts';
import { given } from '../../../given.ts';
import { themesIn } from '../themes.ts';
import { textOf } from '../../forms.server.ts';
import type { Office } from '../../office.server.ts';

/** What a form of the page has typed in it, blank fields left out. */
export type Given = Readonly<Record<string, string>>;

/** Puts a form to its use case. @returns the path of the page to go on to */
export type PageForm = (office: Office, typed: Given, form: FormData) => Promise<string>;

type More = (form: FormData) => Readonly<Record<string, unknown>>;

const QUESTIONS = ['isSpecific', 'isVerifiable', 'isOwn'] as const;

const reviewOf: More = (form) => Object.fromEntries(QUESTIONS.map((name) => [name, textOf(form, name) === 'yes']));

const themesOf: More = (form) => ({ themes: themesIn(given(form)['themes']) });

const nothingMore: More = () => ({});

function pageOf(commitmentId: string): string {
  return `/office/commitments/${commitmentId}`;
}

function by<Result extends { readonly commitmentId: string }>(
  useCase: UseCase<z.ZodType, Result>,
  more: More = nothingMore,
  next: (result: Result) => string = ({ commitmentId }) => pageOf(commitmentId),
): PageForm {
  return async ({ stage, actor }, typed, form) =>
    next(await perform(stage, actor, { useCase, input: { ...typed, ...more(form) } }));
}

/** By the name of the form action. */
export const PAGE_FORMS: Readonly<Record<string, PageForm>> = {
  review: by(reviewCommitment, reviewOf),
  verify: by(verifyCommitment),
  reject: by(rejectClaim),
  claim: by(claimCommitment),
  report: by(reportProgress),
  reword: by(rewordCommitment, themesOf),
  submit: by(submitCommitment),
  takeBack: by(takeBackCommitment),
  discard: by(discardCommitment, nothingMore, () => '/office/commitments'),
  plan: by(planMilestone),
  giveUp: by(giveUpMilestone),
  amend: by(amendCommitment, themesOf),
  withdraw: by(withdrawCommitment),
  carryOver: by(carryOverCommitment, nothingMore, ({ nextId }) => pageOf(nextId)),
  reopen: by(reopenCommitment),
  raise: by(raiseDispute),
  decide: by(decideDispute),
  withdrawEntry: by(withdrawEntry),
  ask: by(openConfirmation, nothingMore, ({ commitmentId }) => `${pageOf(commitmentId)}/ask`),
};

/** A report on behalf of a deputy, with its photos and documents. @returns the path of the page to go on to */
export async function reportWith(
  { stage, actor }: Office,
  typed: Given,
  files: readonly ReceivedFile[],
): Promise<string> {
  const input = { ...typed, photos: files };
  const { commitmentId, isNew } = await perform(stage, actor, { useCase: reportWithPhotos, input });
  // A report that came before has its files already.
  if (!isNew) await dropFiles((await attachmentWork()).files, files);
  return pageOf(commitmentId);
}
