import type { Language } from '#lib/language.ts';
import { labelsAsOptions, namesAsOptions } from '#lib/ui/options.ts';
import { ACTIVITY_KIND_LABELS, type PublicActivityFilter } from '#modules/deputies/contract.ts';

interface Offered {
  readonly groups: readonly { readonly key: string; readonly label: string }[];
  readonly themes: readonly string[];
}

/** By what activities are narrowed, in the office as in public. */
export function activityPicks(
  { group, kind, theme }: Pick<PublicActivityFilter, 'group' | 'kind' | 'theme'>,
  { groups, themes }: Offered,
  { words, locale }: Pick<Language, 'words' | 'locale'>,
) {
  const text = words.activities;
  const options = groups.map(({ key, label }) => ({ value: key, text: label, lang: 'zh-CN' }));
  const byTheme = { name: 'theme', label: text.facts.themes, value: theme, all: text.all };
  return [
    { name: 'group', label: words.group, value: group, all: text.all, options },
    {
      ...{ name: 'kind', label: text.kind, value: kind, all: text.all },
      options: labelsAsOptions(ACTIVITY_KIND_LABELS, locale),
    },
    ...(themes.length === 0 ? [] : [{ ...byTheme, options: namesAsOptions(themes) }]),
  ];
}
