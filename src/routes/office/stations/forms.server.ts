import { textOf } from '../forms.server.ts';
import { textsOf } from '../people/answer.server.ts';
import { orNull } from '../people/id.server.ts';

/** What a form says of a station, besides its name and its town. */
export function factsIn(form: FormData) {
  const optional = (name: string) => orNull(textOf(form, name));
  return {
    ...{ kind: textOf(form, 'kind'), countyDistrict: optional('countyDistrict') },
    ...{
      townshipDistrict: optional('townshipDistrict'),
      address: optional('address'),
      openingHours: optional('openingHours'),
    },
    ...{ phone: optional('phone'), staff: optional('staff') },
    ...{ openedOn: optional('openedOn'), closedOn: optional('closedOn') },
  };
}

const numberOrNull = (text: string) => (text === '' ? null : Number(text));

/** What a form says of a rule. */
export function ruleIn(form: FormData) {
  const optional = (name: string) => orNull(textOf(form, name));
  return {
    ruleId: optional('ruleId'),
    ...{ pattern: textOf(form, 'pattern'), weekdays: textsOf(form, 'weekday') },
    everyWeeks: textOf(form, 'everyWeeks') || '1',
    ...{ monthDay: numberOrNull(textOf(form, 'monthDay')), nth: numberOrNull(textOf(form, 'nth')) },
    ...{ starts: textOf(form, 'starts'), ends: textOf(form, 'ends') },
    ...{ fromDay: textOf(form, 'fromDay'), untilDay: optional('untilDay'), onHoliday: textOf(form, 'onHoliday') },
    ...{ membershipIds: textsOf(form, 'membership'), note: optional('note') },
  };
}

/** What a form says of a single day. */
export function exceptionIn(form: FormData) {
  const optional = (name: string) => orNull(textOf(form, name));
  const kind = textOf(form, 'kind');
  return {
    ...{ ruleId: textOf(form, 'ruleId'), day: textOf(form, 'day'), kind: kind === 'clear' ? null : kind },
    ...{ toDay: optional('toDay'), starts: optional('starts'), ends: optional('ends'), note: optional('note') },
  };
}
