import type { Bilingual } from '#kernel/contract.ts';

interface FaultWords {
  readonly zh: (value: string, hint: string) => string;
  readonly en: (value: string, hint: string) => string;
}

const words = (zh: FaultWords['zh'], en: FaultWords['en']): FaultWords => ({ zh, en });

/** Everything that can be wrong with a row, and what to do about it. `hint` is what the importer knows beyond the value. */
const FAULTS = {
  'name-missing': words(
    () => '缺少代表姓名，请补填。',
    () => 'The deputy’s name is missing: fill it in.',
  ),
  'text-missing': words(
    () => '缺少承诺内容，请补填。',
    () => 'The commitment’s text is missing: fill it in.',
  ),
  'text-too-long': words(
    (_, hint) => `文字过长（超过 ${hint} 字），请精简。`,
    (_, hint) => `The text is longer than ${hint} characters: shorten it.`,
  ),
  'level-missing': words(
    () => '缺少代表层级，请填写市、区或镇（多个用“、”隔开）。',
    () => 'The level is missing: fill in 市, 区 or 镇 (several joined by 、).',
  ),
  'level-unknown': words(
    (value) => `代表层级“${value}”无法识别，请填写市、区或镇（多个用“、”隔开）。`,
    (value) => `The level “${value}” is not known: fill in 市, 区 or 镇 (several joined by 、).`,
  ),
  'level-several': words(
    (value) => `一条承诺只能属于一个层级，“${value}”有多个，请只填一个。`,
    (value) => `A commitment belongs to one post, and “${value}” names several: keep one.`,
  ),
  'level-ambiguous': words(
    (value, hint) => `代表“${value}”有多个层级的职务（${hint}），请填写代表层级。`,
    (value, hint) => `“${value}” holds several posts (${hint}): fill in the level.`,
  ),
  'town-missing': words(
    () => '缺少所属镇街，请补填，或在标题中写明镇街名称。',
    () => 'The town is missing: fill it in, or name it in the title.',
  ),
  'town-unknown': words(
    (value, hint) => `行政区划中没有“${value}”${hint === '' ? '' : `，是否应为“${hint}”`}？请核对镇街名称。`,
    (value, hint) =>
      `There is no town “${value}”${hint === '' ? '' : `: did you mean “${hint}”`}? Check the town’s name.`,
  ),
  'year-unreadable': words(
    (value) => `年度“${value}”无法识别，请填写四位年份，如 2020。`,
    (value) => `The year “${value}” cannot be read: write four digits, such as 2020.`,
  ),
  'year-in-future': words(
    (value) => `年度“${value}”尚未到来，请核对。`,
    (value) => `The year “${value}” has not come yet: check it.`,
  ),
  'day-unreadable': words(
    (value) => `日期“${value}”无法识别，请写成 2020-10-28 这样的格式。`,
    (value) => `The date “${value}” cannot be read: write it like 2020-10-28.`,
  ),
  'day-impossible': words(
    (value) => `日期“${value}”不存在，请核对。`,
    (value) => `There is no such day as “${value}”: check it.`,
  ),
  'day-in-future': words(
    (value, hint) => `“${value}”晚于今天（${hint}），尚未发生的事不能登记。`,
    (value, hint) => `“${value}” is after today (${hint}): what has not happened yet cannot be recorded.`,
  ),
  'done-without-day': words(
    () => '已完成的承诺缺少完成时间，请补填。',
    () => 'A commitment that is done needs the day of its completion: fill it in.',
  ),
  'day-without-done': words(
    (value) => `填写了完成时间“${value}”，但完成情况不是已完成，请核对。`,
    (value) => `There is a completion day “${value}”, but the commitment is not marked as done: check both.`,
  ),
  'verified-without-done': words(
    (value) => `填写了核实时间“${value}”，但完成情况不是已完成，请核对。`,
    (value) => `There is a verification day “${value}”, but the commitment is not marked as done: check both.`,
  ),
  'verified-before-done': words(
    (value, hint) => `核实时间“${value}”早于完成时间（${hint}），请核对。`,
    (value, hint) => `It was verified on “${value}”, before it was done (${hint}): check both days.`,
  ),
  'done-before-published': words(
    (value, hint) => `完成时间“${value}”早于公示时间（${hint}），请核对。`,
    (value, hint) => `It was done on “${value}”, before it was published (${hint}): check both days.`,
  ),
  'done-before-year': words(
    (value, hint) => `完成时间“${value}”早于承诺年度（${hint}），请核对。`,
    (value, hint) => `It was done on “${value}”, before the year of the commitment (${hint}): check it.`,
  ),
  'status-unknown': words(
    (value) => `完成情况“${value}”无法识别，请填写已完成、推进中或未完成。`,
    (value) => `The state “${value}” is not known: write 已完成, 推进中 or 未完成.`,
  ),
  'withdraw-in-system': words(
    () => '撤回承诺须在系统中办理并公开理由，不能通过表格导入。',
    () => 'A commitment is withdrawn in the system, with a public reason, not by a spreadsheet.',
  ),
  'lives-in-system': words(
    () => '这项承诺已在系统中办理，表格内容与系统不一致：请在系统中修改，或从系统重新导出后再填。',
    () => 'This commitment is worked on in the system, and the row says otherwise: change it there, or export it anew.',
  ),
  'kind-unknown': words(
    (value) => `承诺类别“${value}”无法识别，请填写共性或个性。`,
    (value) => `The kind “${value}” is not known: write 共性 or 个性.`,
  ),
  'phone-unreadable': words(
    (value) => `联系电话“${value}”无法识别，请只填一个号码。`,
    (value) => `The phone number “${value}” cannot be read: write one number.`,
  ),
  'yes-no-unknown': words(
    (value) => `“${value}”无法识别，请填写是或否。`,
    (value) => `“${value}” cannot be read: write 是 or 否.`,
  ),
  'term-unreadable': words(
    (value) => `任职起止“${value}”无法识别，请写成 2017.01-2021.12 或 2019年3月至今。`,
    (value) => `The term “${value}” cannot be read: write it like 2017.01-2021.12 or 2019年3月至今.`,
  ),
  'birth-month-unreadable': words(
    (value) => `出生年月“${value}”无法识别，请写成 1970.03。`,
    (value) => `The month of birth “${value}” cannot be read: write it like 1970.03.`,
  ),
  'row-repeated': words(
    (_, hint) => `与第 ${hint} 行重复，请删除其中一行。`,
    (_, hint) => `This row repeats row ${hint}: delete one of them.`,
  ),
  'roster-missing': words(
    (value, hint) => `${value}没有 ${hint} 年的代表名册，请先导入名册。`,
    (value, hint) => `There is no roster of ${value} for ${hint}: import it first.`,
  ),
  'deputy-unknown': words(
    (value, hint) => `名册中没有代表“${value}”${hint === '' ? '' : `（${hint}）`}，请核对姓名、层级、镇街和年度。`,
    (value, hint) =>
      `The roster has no deputy “${value}”${hint === '' ? '' : ` (${hint})`}: check name, level, town and year.`,
  ),
  'deputy-ambiguous': words(
    (value) => `名册中有多位“${value}”，请填写联系电话以便区分。`,
    (value) => `The roster has several deputies called “${value}”: fill in the phone number to tell them apart.`,
  ),
  'person-ambiguous': words(
    (value) => `无法判断“${value}”与已登记的同名代表是否为同一人，请填写联系电话和选区。`,
    (value) =>
      `It cannot be told whether “${value}” is the deputy of that name who is registered already: fill in phone and electoral district.`,
  ),
  'id-unknown': words(
    (value) => `系统编号“${value}”不存在，请勿改动该列；新增的行请留空。`,
    (value) => `There is no record “${value}”: leave this column as it was, and empty for new rows.`,
  ),
} as const satisfies Record<string, FaultWords>;

export type FaultCode = keyof typeof FAULTS;
export const FAULT_CODES = Object.keys(FAULTS) as FaultCode[];

/** A fault of one row, before it is known by which letters its column goes. */
export interface RowFault<Column extends string> {
  readonly code: FaultCode;
  /** Undefined when the fault is of the row as a whole. */
  readonly column?: Column | undefined;
  readonly value: string;
  readonly hint?: string;
}

export function faultMessage({ code, value, hint = '' }: Omit<RowFault<string>, 'column'>): Bilingual {
  const says = FAULTS[code];
  return { zh: says.zh(value, hint), en: says.en(value, hint) };
}
