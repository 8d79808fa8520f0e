/** The wording that a form brings, as the use cases take it. What was left empty is null. */
export function wordingOf(values: Readonly<Record<string, string>>) {
  const { kind = 'personal', field, worry = null, text, target = null, dueDay = null } = values;
  const { targetQuantity = null, targetUnit = null, themes = '' } = values;
  // No field of this form: they are passed on as they were.
  const kept = themes.split('\n').filter((theme) => theme !== '');
  return { kind, field, worry, text, target, dueDay, targetQuantity, targetUnit, themes: kept };
}
