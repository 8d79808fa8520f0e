import type { Reroute } from '@sveltejs/kit/hooks';
import { neutralPath } from '#lib/href.ts';

/** `/en/wall` is the page `/wall` in English: one route for both languages. */
export const reroute: Reroute = ({ url }) => neutralPath(url.pathname);
