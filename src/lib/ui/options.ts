/** Names that stand for themselves, as options to choose from. */
export const namesAsOptions = (names: readonly string[]) =>
  names.map((name) => ({ value: name, text: name, lang: 'zh-CN' }));

/** Towns, as options to choose from. */
export const townsAsOptions = (towns: readonly { readonly code: string; readonly name: string }[]) =>
  towns.map(({ code, name }) => ({ value: code, text: name, lang: 'zh-CN' }));

/** Words with a label in each language, as options to choose from. */
export function labelsAsOptions<Value extends string, Language extends string>(
  labels: Readonly<Record<Value, Readonly<Record<Language, string>>>>,
  locale: Language,
): { readonly value: Value; readonly text: string }[] {
  return (Object.entries(labels) as [Value, Readonly<Record<Language, string>>][]).map(([value, label]) => ({
    value,
    text: label[locale],
  }));
}
