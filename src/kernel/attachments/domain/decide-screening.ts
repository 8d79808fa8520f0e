import { type Attachment, type BlurArea, SCREENING_LIFE, type Screening, type ScreeningAction } from './attachment.ts';
import { attachmentErrors } from './errors.ts';

export type Verdict =
  | { readonly action: 'show'; readonly showsResidents: boolean; readonly areas: readonly BlurArea[] }
  | { readonly action: 'refuse'; readonly reason: string };

type Screened = Pick<Attachment, 'state' | 'screening' | 'kind' | 'version' | 'blurred'>;

function refuseOutOfTurn(attachment: Screened, action: ScreeningAction, seenVersion: number): void {
  if (attachment.state === 'received') throw attachmentErrors.notReady();
  const isInTurn = SCREENING_LIFE[action].from.includes(attachment.screening) && attachment.state === 'processed';
  if (!isInTurn || attachment.version !== seenVersion) throw attachmentErrors.changedMeanwhile();
}

/**
 * Decides what becomes of an attachment that somebody has looked at.
 * @param seenVersion of the picture that they saw
 * @returns the state of screening that follows
 * @throws Problem `conflict` when it changed meanwhile, `invalid` when residents would be recognisable
 */
export function decideScreening(attachment: Screened, verdict: Verdict, seenVersion: number): Screening {
  refuseOutOfTurn(attachment, verdict.action, seenVersion);
  if (verdict.action === 'show') {
    const { areas, showsResidents } = verdict;
    if (areas.length > 0 && attachment.kind !== 'picture') throw attachmentErrors.noPicture();
    if (showsResidents && areas.length + attachment.blurred.length === 0) throw attachmentErrors.blurFirst();
  } else if (verdict.reason.trim().length < 2) throw attachmentErrors.reasonMissing();
  return SCREENING_LIFE[verdict.action].to;
}
