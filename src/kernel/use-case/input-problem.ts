import type { z } from 'zod';
import type { Bilingual } from '../values/bilingual.ts';
import { FIELD_NAMES } from '../values/field-names.ts';

type Issue = z.core.$ZodIssue;

/** The rules that a schema words itself, in Chinese. A test looks for one that is missing here. */
export const RULES_ZH: Readonly<Record<string, string>> = {
  'must be 3 to 32 letters, digits, dots or dashes': '应以字母开头，为 3 至 32 个小写字母、数字、点或横线',
  'must be a day (YYYY-MM-DD) or an instant (2020-10-28T09:00+08:00)': '应为日期（如 2020-10-28）或时刻',
  'must be a mobile phone of eleven digits': '应为 11 位手机号码',
  'must be a number, such as 20 or 3.5': '应为数字，例如 20 或 3.5',
  'must be a phone number': '应为电话号码',
  'must be a region and a group': '应为区域和小组',
  'must be a time such as 21:00': '应为时间，例如 21:00',
  'must be an existing day, as YYYY-MM-DD': '应为存在的日期，例如 2020-10-28',
  'must be pinyin without tones': '应为不带声调的拼音',
  'must be the kinds of notices': '应为系统中的通知种类',
  'must be twelve digits': '应为 12 位数字',
  'must lie between 2000 and 2099': '应在 2000 年至 2099 年之间',
  'must lie within the picture': '应在图片范围之内',
  'must not hold the character NUL': '含有不能保存的字符，请删除后重新输入',
};

const isMissing = ({ code, input }: Issue) => code === 'invalid_type' && (input === undefined || input === null);
const amount = (value: unknown) => String(value);

function tooSmall({ origin, minimum }: z.core.$ZodIssueTooSmall): [string, string] {
  if (origin === 'string') {
    return Number(minimum) === 1
      ? ['不能为空', 'must not be empty']
      : [`至少 ${amount(minimum)} 个字`, `must have at least ${amount(minimum)} characters`];
  }
  if (origin === 'array') return [`至少 ${amount(minimum)} 项`, `must have at least ${amount(minimum)}`];
  return [`不能小于 ${amount(minimum)}`, `must be at least ${amount(minimum)}`];
}

function tooBig({ origin, maximum }: z.core.$ZodIssueTooBig): [string, string] {
  if (origin === 'string') return [`最多 ${amount(maximum)} 个字`, `must have at most ${amount(maximum)} characters`];
  if (origin === 'array') return [`最多 ${amount(maximum)} 项`, `must have at most ${amount(maximum)}`];
  return [`不能大于 ${amount(maximum)}`, `must be at most ${amount(maximum)}`];
}

/** What is wrong with a field, to stand behind its name. */
function ruleOf(issue: Issue): [string, string] {
  const own = RULES_ZH[issue.message];
  if (own !== undefined) return [own, issue.message];
  if (isMissing(issue)) return ['需要填写', 'is needed'];
  switch (issue.code) {
    case 'too_small':
      return tooSmall(issue);
    case 'too_big':
      return tooBig(issue);
    case 'invalid_value':
      return ['不在可选的范围内，请重新选择', 'is not one of the choices'];
    case 'invalid_type':
      return issue.expected === 'number' || issue.expected === 'int'
        ? ['应为数字', 'must be a number']
        : ['填写有误', 'is not right'];
    default:
      return ['填写有误，请检查', 'is not right: check it'];
  }
}

/** The innermost part of a path that people know by a name. */
function nameOf({ path }: Issue): Bilingual | undefined {
  const names = path.filter((part) => typeof part === 'string' && Object.hasOwn(FIELD_NAMES, part));
  return FIELD_NAMES[String(names.at(-1) ?? '')];
}

/** What somebody did not fill in by hand: the page was old, or its address was changed. */
const OF_THE_PAGE: Bilingual = {
  zh: '页面内容已过期或不完整，请刷新页面后再试。',
  en: 'The page is out of date or incomplete: reload it and try again.',
};

/** What a wrong input is called for the person in front of it. */
export function sentenceOf(issue: Issue | undefined): Bilingual {
  const name = issue === undefined ? undefined : nameOf(issue);
  if (issue === undefined || name === undefined) return OF_THE_PAGE;
  const [zh, en] = ruleOf(issue);
  return { zh: `“${name.zh}”${zh}。`, en: `“${name.en}” ${en}.` };
}
