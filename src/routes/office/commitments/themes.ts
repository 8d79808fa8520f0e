/** The themes that were typed into one field, each once. */
export function themesIn(typed: string): string[] {
  const themes = typed.split(/[、，,;；\n]/u).map((theme) => theme.trim());
  return [...new Set(themes.filter((theme) => theme !== ''))];
}
