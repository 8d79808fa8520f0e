import { hrefOf, neutralPath } from '#lib/href.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => {
  const path = neutralPath(url.pathname);
  const { locale, mode, today, isLarge, district } = locals;
  return {
    locale,
    mode,
    today,
    isLarge,
    place: district?.name ?? null,
    path,
    search: url.search,
    /** This page in each language. */
    here: { zh: hrefOf('zh', path) + url.search, en: hrefOf('en', path) + url.search },
  };
};
