import { officeOf } from '../../../office.server.ts';
import { serveAttachment } from '../../../../attachments/serve.server.ts';
import type { RequestHandler } from './$types';

/** A picture or document for the office: also what nobody else may see yet. */
export const GET: RequestHandler = async (event) => {
  const { params, url } = event;
  const asked = { id: params.attachmentId, size: params.size, version: url.searchParams.get('v') };
  return serveAttachment(await officeOf(event), asked);
};
