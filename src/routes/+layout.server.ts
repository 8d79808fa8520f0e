import { ask } from '#kernel/index.server.ts';
import { hrefOf, neutralPath } from '#lib/href.ts';
import { readOverview } from '#modules/deputies/index.server.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = async ({ locals, url }) => {
  const path = neutralPath(url.pathname);
  const { stage, actor, locale, mode, today, isLarge } = locals;
  const { region, years } = await ask(stage, actor, { query: readOverview, input: {} });
  return {
    locale,
    mode,
    today,
    isLarge,
    /** The district that the site is of. */
    place: region.name,
    /** The figures of all years that have commitments, ascending. */
    years,
    path,
    search: url.search,
    /** This page in each language. */
    here: { zh: hrefOf('zh', path) + url.search, en: hrefOf('en', path) + url.search },
  };
};
