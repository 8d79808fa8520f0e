import type { Language } from '#lib/language.ts';
import {
  DUTY_KIND_LABELS,
  DUTY_TASK_LABELS,
  DUTY_TOPIC_LABELS,
  type Duty,
  householdText,
} from '#modules/deputies/contract.ts';

/** A duty a row. */
export function dutiesTable({ words, locale }: Language, year: number, duties: readonly Duty[]) {
  const { office, fields, title } = { ...words.duties, title: words.duties.office.title };
  return {
    name: `${title} ${year}`,
    headings: [
      ...[office.columns.who, words.town, office.columns.what, office.columns.day, fields.untilDay, fields.task],
      ...[fields.village, fields.households, fields.unnumbered, fields.people, fields.place, office.topic],
      ...[office.theme, fields.note],
    ],
    rows: duties.map((duty) => [
      ...[duty.name, duty.town[locale], DUTY_KIND_LABELS[duty.kind][locale], duty.day, duty.untilDay],
      ...[
        duty.task === null ? null : DUTY_TASK_LABELS[duty.task][locale],
        duty.village,
        householdText(duty.households),
      ],
      ...[duty.unnumbered, duty.people, duty.place],
      ...[duty.topics.map((topic) => DUTY_TOPIC_LABELS[topic][locale]).join('、'), duty.themes.join('、'), duty.note],
    ]),
  };
}
