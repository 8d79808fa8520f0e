import { type RegionCode, isWithin } from '../../values/region-code.ts';
import type { Attachment } from './attachment.ts';

/** Who asks: the actor of a use case, without what this rule does not need. */
export interface Viewer {
  readonly id: string;
  readonly role: string;
  readonly region: RegionCode;
  readonly unit?: string;
}

/** Who may look at what waits for screening, within their region. */
const OFFICE: readonly string[] = ['district-officer', 'town-officer', 'station-clerk', 'auditor', 'operator'];
/** A clerk's work is their station's; what belongs to no station is not theirs. */
function isOfUnit(viewer: Viewer, unit: string | null): boolean {
  return viewer.role !== 'station-clerk' || (viewer.unit !== undefined && viewer.unit === unit);
}

/** They stand for nobody in particular: what one of them sent is not everybody's. */
const NOBODY: readonly string[] = ['visitor', 'operator', 'clock'];

function isSender(viewer: Viewer, { receivedBy }: Pick<Attachment, 'receivedBy'>): boolean {
  return !NOBODY.includes(viewer.role) && viewer.id === receivedBy;
}

/** Whether somebody of the office may look at what waits: within their region, a clerk within their station. */
export function mayScreen(viewer: Viewer, { region, unit }: Pick<Attachment, 'region' | 'unit'>): boolean {
  return OFFICE.includes(viewer.role) && isWithin(region, viewer.region) && isOfUnit(viewer, unit);
}

/** Whether somebody is told that an attachment is there: whoever may see it, and the sender of what was refused. */
export function mayKnow(viewer: Viewer, attachment: Parameters<typeof mayView>[1]): boolean {
  return mayView(viewer, attachment) || (attachment.screening === 'refused' && isSender(viewer, attachment));
}

/**
 * Whether somebody may see an attachment: everybody what was screened; else the office of its region, and whoever sent
 * it. What was refused is gone, and what has just come in still carries what the camera wrote into it.
 */
export function mayView(
  viewer: Viewer,
  attachment: Pick<Attachment, 'state' | 'screening' | 'region' | 'unit' | 'receivedBy'>,
): boolean {
  if (attachment.state !== 'processed' || attachment.screening === 'refused') return false;
  if (attachment.screening === 'shown') return true;
  return isSender(viewer, attachment) || mayScreen(viewer, attachment);
}
