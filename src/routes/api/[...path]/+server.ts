import type { RequestHandler } from './$types';
import { answerApi } from '../../../api/app.ts';

/** Every method goes to the API's own router, which knows what each address allows. */
export const fallback: RequestHandler = ({ request, locals: { stage, actor } }) =>
  answerApi(request, { stage, actor, report: console.error });
