import { themesIn } from '../../office/commitments/themes.ts';

/** The wording that a form brings, as the use cases take it. What was left empty is null. */
export function wordingOf(values: Readonly<Record<string, string>>) {
  const { kind = 'personal', field, worry = null, text, target = null, dueDay = null } = values;
  const { targetQuantity = null, targetUnit = null, themes } = values;
  return { kind, field, worry, text, target, dueDay, targetQuantity, targetUnit, themes: themesIn(themes) };
}
