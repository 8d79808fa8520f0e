import { type RegionCode, isWithin } from '../../values/region-code.ts';
import type { Attachment } from './attachment.ts';

/** Who asks: the actor of a use case, without what this rule does not need. */
export interface Viewer {
  readonly id: string;
  readonly role: string;
  readonly region: RegionCode;
}

/** Who may look at what waits for screening, within their region. */
const OFFICE: readonly string[] = ['district-officer', 'town-officer', 'station-clerk', 'auditor', 'operator'];
/** They stand for nobody in particular: what one of them sent is not everybody's. */
const NOBODY: readonly string[] = ['visitor', 'operator', 'clock'];

/**
 * Whether somebody may see an attachment: everybody what was screened; else the office of its region, and whoever sent
 * it. What was refused is gone, and what has just come in still carries what the camera wrote into it.
 */
export function mayView(
  viewer: Viewer,
  attachment: Pick<Attachment, 'state' | 'screening' | 'region' | 'receivedBy'>,
): boolean {
  if (attachment.state !== 'processed' || attachment.screening === 'refused') return false;
  if (attachment.screening === 'shown') return true;
  const isSender = !NOBODY.includes(viewer.role) && viewer.id === attachment.receivedBy;
  return isSender || (OFFICE.includes(viewer.role) && isWithin(attachment.region, viewer.region));
}
