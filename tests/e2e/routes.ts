import { readdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROUTES = fileURLToPath(new URL('../../src/routes', import.meta.url));

/** Pages that only take a form, and send on whoever opens them. */
const NEVER_SHOWN: readonly string[] = ['/account/role', '/sign-in/out'];

/** Each page of the product, by its route: groups in brackets left out, ids as `[name]`. */
export const routes: readonly string[] = readdirSync(ROUTES, { recursive: true, encoding: 'utf8' })
  .filter((file) => /(^|\/)\+page\.svelte$/.test(file))
  .map((file) => `/${dirname(file)}`.replace(/^\/\.$/, '/').replaceAll(/\/\([^)]+\)/g, '') || '/')
  .filter((route) => !NEVER_SHOWN.includes(route))
  .sort();
