import { z } from 'zod';
import type { Life } from '../../values/life.ts';
import type { RegionCode } from '../../values/region-code.ts';

export const ATTACHMENT_ROLES = ['before', 'after', 'other'] as const;
/** What a picture shows of what was done. */
export type AttachmentRole = (typeof ATTACHMENT_ROLES)[number];

export const ATTACHMENT_SIZES = ['large', 'small', 'tiny'] as const;
export type AttachmentSize = (typeof ATTACHMENT_SIZES)[number];

export type AttachmentKind = 'picture' | 'document';

/** `received`: as it came, seen by nobody; `processed`: kept without metadata; `refused`: could not be read. */
export type AttachmentState = 'received' | 'processed' | 'refused';

export const SCREENINGS = ['waiting', 'shown', 'refused'] as const;
export type Screening = (typeof SCREENINGS)[number];

/** A rectangle of a picture in per cent of its width and height; `x`, `y` is its upper left corner. */
export const BlurArea = z
  .strictObject({
    x: z.number().min(0).max(100),
    y: z.number().min(0).max(100),
    width: z.number().positive().max(100),
    height: z.number().positive().max(100),
  })
  .refine(({ x, y, width, height }) => x < 100 && y < 100 && x + width <= 100.1 && y + height <= 100.1, {
    message: 'must lie within the picture',
  });
export type BlurArea = z.infer<typeof BlurArea>;

export const MAX_BLUR_AREAS = 12;

/** What the record of an attachment says. Names of files in the store are not for pages. */
export interface Attachment {
  readonly id: string;
  readonly region: RegionCode;
  /** The station of the deputy whom it is about: its clerk screens it. */
  readonly unit: string | null;
  readonly subjectKind: string;
  readonly subjectId: string;
  readonly role: AttachmentRole;
  readonly kind: AttachmentKind;
  /** `jpeg` of every picture that was processed, else what came: `pdf`, `docx`, `xlsx`, … */
  readonly format: string;
  /** As the sender called it, cleaned. */
  readonly name: string;
  readonly state: AttachmentState;
  readonly screening: Screening;
  readonly showsResidents: boolean | null;
  /** Why it was refused, in the words of whoever screened it; a code when it could not be read. */
  readonly refusal: string | null;
  /** Of a picture in pixels, upright; 0 of a document. */
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly blurred: readonly BlurArea[];
  /** Rises with each change of the picture; its address carries it. */
  readonly version: number;
  readonly receivedAt: string;
  readonly receivedBy: string;
  readonly screenedAt: string | null;
  readonly screenedBy: string | null;
}

export type ScreeningAction = 'show' | 'refuse';
export type Screener = 'town-officer' | 'district-officer' | 'station-clerk' | 'operator';

const SCREENERS = ['town-officer', 'district-officer', 'station-clerk', 'operator'] as const;

/** A picture that is shown can be blurred further, or taken down; what was refused is gone. */
export const SCREENING_LIFE: Life<ScreeningAction, Screening, Screener> = {
  show: { from: ['waiting', 'shown'], to: 'shown', by: SCREENERS },
  refuse: { from: ['waiting', 'shown'], to: 'refused', by: SCREENERS },
};

/** The path of a picture or document on this site. What the version names never changes. */
export function attachmentPath({ id, version }: Pick<Attachment, 'id' | 'version'>, size: AttachmentSize): string {
  return `/attachments/${id}/${size}?v=${version}`;
}
