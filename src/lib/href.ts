/** The parameters of an address; what is not set is left out. */
export type Query = Readonly<Record<string, string | number | null | undefined>>;

const PREFIXES: Readonly<Record<string, string>> = { zh: '', en: '/en' };

/** A path without its language: `/en/wall` and `/wall` are both `/wall`. */
export function neutralPath(pathname: string): string {
  if (pathname === '/en') return '/';
  return pathname.startsWith('/en/') ? pathname.slice(3) : pathname;
}

/** The language that an address asks for. */
export function localeOf(pathname: string): 'zh' | 'en' {
  return pathname === '/en' || pathname.startsWith('/en/') ? 'en' : 'zh';
}

/** An address on this site in one language. `path` begins with `/` and may end in a fragment. */
export function hrefOf(locale: string, path: string, query: Query = {}): string {
  const [pathname = '/', fragment] = path.split('#');
  const prefix = PREFIXES[locale] ?? '';
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') parameters.set(name, String(value));
  }
  const search = parameters.size > 0 ? `?${parameters.toString()}` : '';
  const base = prefix !== '' && pathname === '/' ? prefix : prefix + pathname;
  return base + search + (fragment === undefined ? '' : `#${fragment}`);
}
