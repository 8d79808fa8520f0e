/**
 * The fields of text that a form has brought; one that was left empty counts as not given, and what was chosen several
 * times is one text, as a list is written.
 */
export function given(fields: FormData | URLSearchParams): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of fields) {
    const text = typeof value === 'string' ? value.trim() : '';
    if (text !== '') found[name] = found[name] === undefined ? text : `${found[name]}、${text}`;
  }
  return found;
}
