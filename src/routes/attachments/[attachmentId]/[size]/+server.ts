import { Problem } from '#kernel/contract.ts';
import { actorsOf } from '#kernel/index.server.ts';
import { serveAttachment } from '../../serve.server.ts';
import type { RequestHandler } from './$types';

const isNotFound = (error: unknown) => error instanceof Problem && error.kind === 'not-found';

/** A picture or document: of what was screened for everybody, else for whoever may see it in any of their roles. */
export const GET: RequestHandler = async ({ params, url, locals }) => {
  const asked = { id: params.attachmentId, size: params.size, version: url.searchParams.get('v') };
  const actors = locals.signedIn === undefined ? [] : actorsOf(locals.signedIn);
  for (const actor of actors) {
    try {
      return await serveAttachment({ ...locals, actor }, asked);
    } catch (error) {
      if (!isNotFound(error)) throw error;
    }
  }
  return serveAttachment(locals, asked);
};
