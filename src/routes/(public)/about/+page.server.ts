import { readNoQuery } from '../../query.server.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = ({ url }) => {
  readNoQuery(url);
};
