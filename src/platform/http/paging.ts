/** The Link header (RFC 8288) of one page of a list; all other parameters of the address stay. */
export function pageLinks(address: string, { page, pages }: { readonly page: number; readonly pages: number }): string {
  const url = new URL(address);
  const link = (target: number, rel: string) => {
    url.searchParams.set('page', String(target));
    return `<${url.pathname}${url.search}>; rel="${rel}"`;
  };
  return [
    link(1, 'first'),
    ...(page > 1 ? [link(page - 1, 'prev')] : []),
    ...(page < pages ? [link(page + 1, 'next')] : []),
    link(pages, 'last'),
  ].join(', ');
}
