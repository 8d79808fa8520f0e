/** An address without the name of the form action that it may carry (`?/decide`), which is no parameter of the page. */
export function withoutAction(url: URL): URL {
  const page = new URL(url);
  for (const name of [...page.searchParams.keys()]) if (name.startsWith('/')) page.searchParams.delete(name);
  return page;
}
