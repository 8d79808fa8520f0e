import { type CommitmentKind, Level } from '../../contract.ts';
import { type Cell, normalise, squeeze, textOf } from './sheet.ts';

/** What a cell says, or the code of what is wrong with it. */
export type Reading<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly code: string };

const read = <Value>(value: Value): Reading<Value> => ({ ok: true, value });
const wrong = (code: string): Reading<never> => ({ ok: false, code });

const LEVEL_WORDS: readonly (readonly [Level, RegExp])[] = [
  ['national', /^(全国|国家级?)(人大)?(代表)?$/],
  ['provincial', /^(省|市|直辖市|省级|市级|自治区|市人大|省人大|市人大代表|省代表|市代表|省人大代表)$/],
  ['prefectural', /^(地市|地级市|州|设区的市|设区市|地市级|市州|地市代表)(代表)?$/],
  ['county', /^(区|县|区县|县级|区级|区县级|县区|县市区|区人大|县人大|区代表|县代表|区人大代表|县人大代表)$/],
  ['township', /^(镇|乡|乡镇|镇级|乡级|乡镇级|镇人大|乡人大|镇代表|乡代表|镇人大代表|乡镇代表|乡镇人大代表)$/],
];

/** `区、镇`, `区人大代表/镇人大代表` and `区镇` are two levels; a blank cell is none. */
export function readLevels(cell: Cell | undefined): Reading<Level[]> {
  const words = squeeze(textOf(cell))
    .split(/[、,，;；/+和及]|(?<=区|县)(?=镇|乡)(?!人|级)/u)
    .filter((word) => word !== '');
  const levels = words.map((word) => LEVEL_WORDS.find(([, pattern]) => pattern.test(word))?.[0]);
  const known = levels.filter((level) => level !== undefined);
  if (known.length < levels.length) return wrong('level-unknown');
  return read([...new Set(known)].toSorted((a, b) => Level.options.indexOf(a) - Level.options.indexOf(b)));
}

const EXCEL_EPOCH = Temporal.PlainDate.from('1899-12-30');
/** 1950 to 2099 as serial numbers of a spreadsheet. */
const SERIAL_RANGE = [18264, 73050] as const;

function dayOfParts(year: number, month: number, day: number): Reading<string> {
  try {
    return read(Temporal.PlainDate.from({ year, month, day }, { overflow: 'reject' }).toString());
  } catch {
    return wrong('day-impossible');
  }
}

function lastDayOf(year: number, month: number): Reading<string> {
  if (month < 1 || month > 12) return wrong('day-impossible');
  return read(Temporal.PlainYearMonth.from({ year, month }).toPlainDate({ day: 31 }).toString());
}

const FULL = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T ]?\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?Z?)?$/;
const COMPACT = /^((?:19|20)\d{2})(\d{2})(\d{2})$/;
const MONTH = /^(\d{4})[-/.年](\d{1,2})月?(底|末)?(前|以前|之前)?$/;
const MONTH_OF_ROW = /^(\d{1,2})月(底|末|份)?(前|以前|之前|完成)?$/;
const DAY_OF_ROW = /^(\d{1,2})月(\d{1,2})日(前|以前|之前)?$/;
const YEAR_END = /^(?:(\d{4})年?)?(?:年底|年末|年内|全年|底|末|年终|年|12月底)(前|以前|之前)?$/;
const LONG_TERM = /^(长期|长期坚持|常年|持续|任期内|届内|长年|全年坚持|长期有效|无)$/;

function serialDay(serial: number): Reading<string> {
  const [from, to] = SERIAL_RANGE;
  // So that what is no number at all is refused too.
  if (!(serial >= from && serial <= to)) return wrong('day-unreadable');
  return read(EXCEL_EPOCH.add({ days: Math.floor(serial) }).toString());
}

/** Reads every way in which towns write a day; months mean their last day, `10月底前` that of the row's year. */
export function readDay(cell: Cell | undefined, year: number | undefined): Reading<string | null> {
  if (cell === null || cell === undefined) return read(null);
  if (typeof cell === 'object') return read(cell.day);
  if (typeof cell === 'number' && !COMPACT.test(String(cell))) return serialDay(cell);
  const text = squeeze(textOf(cell));
  if (text === '' || text === '/' || text === '-' || text === '无') return read(null);
  return readDayText(text, year);
}

function readDayText(text: string, year: number | undefined): Reading<string> {
  const full = FULL.exec(text) ?? COMPACT.exec(text) ?? FULL.exec(text.replace(/(前|以前|之前)$/, ''));
  if (full) return dayOfParts(Number(full[1]), Number(full[2]), Number(full[3]));
  const month = MONTH.exec(text);
  if (month) return lastDayOf(Number(month[1]), Number(month[2]));
  const end = YEAR_END.exec(text);
  const ownYear = end?.[1] === undefined ? year : Number(end[1]);
  if (end && ownYear !== undefined) return lastDayOf(ownYear, 12);
  if (year === undefined) return wrong('day-unreadable');
  const monthOfRow = MONTH_OF_ROW.exec(text);
  if (monthOfRow) return lastDayOf(year, Number(monthOfRow[1]));
  const dayOfRow = DAY_OF_ROW.exec(text);
  if (dayOfRow) return dayOfParts(year, Number(dayOfRow[1]), Number(dayOfRow[2]));
  return /^\d{5}$/.test(text) ? serialDay(Number(text)) : wrong('day-unreadable');
}

export interface Due {
  readonly day: string | null;
  /** What stands in place of a day: 长期. */
  readonly note: string | null;
}

/** A due date, or words such as 长期 in its place. */
export function readDue(cell: Cell | undefined, year: number | undefined): Reading<Due> {
  const text = squeeze(textOf(cell));
  if (LONG_TERM.test(text)) return read({ day: null, note: text === '无' ? null : text });
  const day = readDay(cell, year);
  return day.ok ? read({ day: day.value, note: null }) : day;
}

export type Completion = 'done' | 'open' | 'withdrawn';

const DONE =
  /^(已完成|完成|办结|已办结|已销号|销号|已落实|落实|√|✓|✔|☑|是|已兑现|兑现|100%?|100\.0+%|1)([,，。;；:：(（].*)?$/;
const OPEN =
  /^(推进中|进行中|正在推进|正在进行|未完成|未启动|未开始|尚未完成|部分完成|基本完成|正在办理|办理中|持续推进|长期坚持|正在实施|实施中|在办|×|✗|否|0|进展中|有序推进|按计划推进)([,，。;；:：(（].*)?$/;
const SHARE = /^(\d{1,2}(?:\.\d+)?)%$/;

/** Whether the deputy says that it is done. A blank cell is open. */
export function readCompletion(cell: Cell | undefined): Reading<Completion> {
  const text = squeeze(textOf(cell));
  if (text === '') return read('open');
  if (text === '已撤回') return read('withdrawn');
  if (DONE.test(text)) return read('done');
  if (OPEN.test(text) || SHARE.test(text) || (typeof cell === 'number' && cell > 0 && cell < 1)) return read('open');
  return wrong('status-unknown');
}

export function readKind(cell: Cell | undefined): Reading<CommitmentKind> {
  const text = squeeze(textOf(cell)).replace(/(承诺|类|性承诺)$/, '');
  if (text === '') return read('unspecified');
  if (/^(共性|共同|共)$/.test(text)) return read('common');
  if (/^(个性|个人|个)$/.test(text)) return read('personal');
  return text === '未注明类别' ? read('unspecified') : wrong('kind-unknown');
}

/** Digits only, as one dials; several numbers in one cell are not guessed at. */
export function readPhone(cell: Cell | undefined): Reading<string | null> {
  const text = squeeze(textOf(cell))
    .replaceAll(/[-—–·.()]/g, '')
    .replace(/^\+?86(?=1\d{10}$)/, '');
  if (text === '' || text === '无') return read(null);
  return /^\d{7,12}$/.test(text) ? read(text) : wrong('phone-unreadable');
}

/** A blank cell says nothing. */
export function readYesNo(cell: Cell | undefined): Reading<boolean | null> {
  const text = squeeze(textOf(cell)).toLowerCase();
  if (text === '') return read(null);
  if (/^(是|√|✓|✔|公开|同意|愿意|y|yes|1)$/.test(text)) return read(true);
  return /^(否|×|✗|不公开|不同意|不|n|no|0)$/.test(text) ? read(false) : wrong('yes-no-unknown');
}

export interface Term {
  readonly from: string | null;
  /** The last day of the post. */
  readonly to: string | null;
}

const OPEN_END = /^(今|至今|现在|目前|现任|届满)?$/;

/** `2017.01-2021.12`, `2019年3月至今`, `2017-01-15至2020-06-30`: a month begins on its first day and ends on its last. */
export function readTerm(cell: Cell | undefined): Reading<Term> {
  if (cell !== null && typeof cell === 'object') return read({ from: cell.day, to: null });
  const text = squeeze(textOf(cell));
  if (text === '') return read({ from: null, to: null });
  const parts = /^(.+?)(?:至|到|—+|–|~|～|--)(.*)$/.exec(text) ?? /^([^-]+(?:-\d{1,2}-\d{1,2})?)-(.*)$/.exec(text);
  const [first, last] = parts === null ? [text.replace(/(起|开始|任职)$/, ''), ''] : [parts[1] ?? '', parts[2] ?? ''];
  const from = readDayText(first, undefined);
  const to = OPEN_END.test(last) ? read(null) : readDayText(last, undefined);
  if (!from.ok || !to.ok) return wrong('term-unreadable');
  const begin = MONTH.test(first) ? `${from.value.slice(0, 8)}01` : from.value;
  return to.value !== null && to.value < begin ? wrong('term-unreadable') : read({ from: begin, to: to.value });
}

/** `1970-03`; of a full date of birth the day is dropped. */
export function readBirthMonth(cell: Cell | undefined): Reading<string | null> {
  const text = squeeze(textOf(cell));
  if (text === '') return read(null);
  if (/^\d{6}$/.test(text)) return readBirthMonth(`${text.slice(0, 4)}-${text.slice(4)}`);
  const day = readDay(
    typeof cell === 'number' && cell > 1900 && cell < 2100 ? cell.toFixed(2) : (cell ?? null),
    undefined,
  );
  return day.ok ? read(day.value === null ? null : day.value.slice(0, 7)) : wrong('birth-month-unreadable');
}

export interface Quantity {
  /** What is counted, where the words say so: 安装路灯. */
  readonly measure: string;
  /** A plain decimal number as text, so that sums stay exact. */
  readonly quantity: string;
  readonly unit: string;
}

const QUANTITY =
  /^(.*?)(\d+(?:,\d{3})*(?:\.\d+)?)(万|千|亿)?([\p{Script=Han}㎡℃%A-Za-z²³]{1,6}?)(?:以上|左右|余|多)?[,，。;；]?$/u;
const SCALE: Readonly<Record<string, bigint>> = { 千: 1_000n, 万: 10_000n, 亿: 100_000_000n };
const MAX_DIGITS = 15;

/** `20盏`, `安装路灯 20 盏`, `1.2公里`, `3万元`: one number and its unit; anything richer is words, and adds up to nothing. */
export function readQuantity(text: string): Quantity | null {
  const found = QUANTITY.exec(squeeze(text));
  const [, measure = '', number = '', scale, unit = ''] = found ?? [];
  if (found === null || /\d/.test(measure) || unit === '') return null;
  const digits = number.replaceAll(',', '');
  if (digits.length > MAX_DIGITS) return null;
  const quantity = scale === undefined ? digits : scaled(digits, SCALE[scale] ?? 1n);
  return {
    measure: measure.replace(/(不少于|至少|达到|达|共计|共|约|累计|了|:|：|、|,|，)+$/u, ''),
    quantity: plain(quantity),
    unit,
  };
}

function scaled(digits: string, factor: bigint): string {
  const [whole = '0', fraction = ''] = digits.split('.');
  const value = (BigInt(whole + fraction) * factor).toString().padStart(fraction.length + 1, '0');
  return fraction === '' ? value : `${value.slice(0, -fraction.length)}.${value.slice(-fraction.length)}`;
}

function plain(number: string): string {
  const trimmed = number.includes('.') ? number.replace(/\.?0+$/, '') : number;
  return trimmed.replace(/^0+(?=\d)/, '');
}

/** Words that a person wrote, tidied; null when there are none. */
export function readText(cell: Cell | undefined): string | null {
  const text = normaliseKeepingWidth(textOf(cell));
  return text === '' ? null : text;
}

/** Full-width punctuation is part of Chinese text and stays; only white space is tidied. */
function normaliseKeepingWidth(text: string): string {
  return text
    .replaceAll(/[\u200B-\u200F\uFEFF]/g, '')
    .replaceAll('\u0000', '')
    .replaceAll(/[^\S\n]+/g, ' ')
    .replaceAll(/ *\n */g, '\n')
    .trim();
}

/** A person's name: no white space inside two-character names, a Latin name's single spaces stay. */
export function readName(cell: Cell | undefined): string {
  const text = normalise(textOf(cell));
  return /^[\p{Script=Latin}\s.'-]+$/u.test(text) ? text : text.replaceAll(' ', '');
}
