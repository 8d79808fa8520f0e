import { ActivityUnit } from '#modules/deputies/contract.ts';
import { given } from '../../given.ts';
import { themesIn } from '../commitments/themes.ts';
import { textOf } from '../forms.server.ts';

/** What, when and where, as a form says it. */
export function appointmentIn(form: FormData) {
  const names = ['title', 'place', 'day', 'startTime', 'endTime'] as const;
  const texts = Object.fromEntries(names.map((name) => [name, textOf(form, name)]));
  return { ...texts, themes: themesIn(given(form)['themes']) };
}

/** The groups that were ticked: each box carries its group and activity group. What is none is left to the schema. */
export function unitsIn(form: FormData): unknown[] {
  return form.getAll('unit').map((value) => {
    try {
      return typeof value === 'string' ? ActivityUnit.parse(JSON.parse(value)) : value;
    } catch {
      return value;
    }
  });
}

/** The texts of a form, to show it again as it was filled in; what was chosen several times is a list. */
export function typedIn(form: FormData): Record<string, string> {
  const texts = [...form].flatMap(([name, value]) => (typeof value === 'string' ? [[name, value] as const] : []));
  return { ...Object.fromEntries(texts), ...given(form) };
}
