/** The themes that were chosen and typed, each once. */
export function themesIn(typed = ''): string[] {
  const themes = typed.split(/[、，,;；\n]/u).map((theme) => theme.trim());
  return [...new Set(themes.filter((theme) => theme !== ''))];
}
