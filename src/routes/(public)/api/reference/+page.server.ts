import { apiDocument } from '../../../../api/app.ts';
import { referenceOf } from '../../../../api/reference.ts';
import { readNoQuery } from '../../../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => {
  readNoQuery(url);
  return { entries: referenceOf(apiDocument) };
};
