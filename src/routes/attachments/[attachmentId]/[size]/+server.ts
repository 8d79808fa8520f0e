import { actorsOf } from '#kernel/index.server.ts';
import { serveAttachment } from '../../serve.server.ts';
import type { RequestHandler } from './$types';

/** A picture or document: of what was screened for everybody, else for whoever may see it. */
export const GET: RequestHandler = ({ params, url, locals }) => {
  const [actor = locals.actor] = locals.signedIn === undefined ? [] : actorsOf(locals.signedIn);
  const asked = { id: params.attachmentId, size: params.size, version: url.searchParams.get('v') };
  return serveAttachment({ ...locals, actor }, asked);
};
