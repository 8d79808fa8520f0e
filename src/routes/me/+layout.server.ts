import type { LayoutServerLoad } from './$types';

/** Whatever is somebody's own is kept in no cache. */
export const load: LayoutServerLoad = ({ setHeaders }) => {
  setHeaders({ 'cache-control': 'no-store' });
};
