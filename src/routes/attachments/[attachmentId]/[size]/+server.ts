import { serveAttachment } from '../../serve.server.ts';
import type { RequestHandler } from './$types';

/** A picture or document: of what was screened for everybody, else for whoever may see it. */
export const GET: RequestHandler = ({ params, url, locals }) =>
  serveAttachment(locals, { id: params.attachmentId, size: params.size, version: url.searchParams.get('v') });
