import type { RequestEvent } from '@sveltejs/kit';
import { hrefOf } from '#lib/href.ts';
import { qrPicture } from '#platform/documents/qr.ts';
import { theGate } from '../../door.server.ts';

/** A one-time code as it is printed: once, in the answer to the form that made it. */
export interface Sheet {
  readonly kind: 'invitation' | 'reset';
  readonly name: string;
  readonly code: string;
  readonly address: string;
  /** The address with the code in it, to be sent. */
  readonly link: string;
  readonly picture: string;
  readonly expiresAt: string;
}

export async function sheetOf(
  { url }: Pick<RequestEvent, 'url'>,
  made: Pick<Sheet, 'kind' | 'name' | 'code' | 'expiresAt'>,
): Promise<Sheet> {
  const origin = (await theGate()).origin ?? url.origin;
  const page = made.kind === 'invitation' ? '/invitation' : '/reset';
  const address = origin + hrefOf('zh', page);
  const link = origin + hrefOf('zh', page, { code: made.code });
  return { ...made, address, link, picture: qrPicture(link) };
}
