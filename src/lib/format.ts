/** Numbers and days as readers of one language write them. Days are `YYYY-MM-DD`; instants are read in Shanghai. */
export interface Format {
  readonly number: (value: number) => string;
  /** A decimal number as text, with its thousands set apart: `1316.5` → `1,316.5`. */
  readonly quantity: (text: string) => string;
  readonly day: (day: string) => string;
  /** The day in Shanghai on which an instant lies. */
  readonly dayOf: (instant: string) => string;
  readonly list: (items: readonly string[]) => string;
  /** Picks by the plural rule of the language. Chinese has one form. */
  readonly plural: (count: number, forms: { readonly one?: string; readonly other: string }) => string;
}

const TAGS: Readonly<Record<string, string>> = { zh: 'zh-CN', en: 'en-GB' };
const SHANGHAI_DAY = new Intl.DateTimeFormat('en-CA', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
});

/** The day in Shanghai on which an instant lies, as `YYYY-MM-DD`. A day is given back as it is. */
export function isoDay(instant: string): string {
  return instant.length === 10 ? instant : SHANGHAI_DAY.format(new Date(instant));
}

const SHANGHAI_TIME = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
});

/** The time of day in Shanghai at an instant, as `09:30`. */
export function timeOfDay(instant: string): string {
  return SHANGHAI_TIME.format(new Date(instant));
}

/** The day before a day. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}

/** Days from one day to another: 2 from the 18th to the 20th. */
export function daysBetween(from: string, until: string): number {
  return Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000);
}

/** A share in per cent with one decimal, rounded half up; null when there is nothing to divide by. */
export function percentOf(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const tenths = Math.floor((part * 2000 + whole) / (2 * whole));
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

export function formatOf(locale: string): Format {
  const tag = TAGS[locale] ?? 'zh-CN';
  const numbers = new Intl.NumberFormat(tag);
  const decimals = new Intl.NumberFormat(tag, { maximumFractionDigits: 4 });
  const plurals = new Intl.PluralRules(tag);
  const lists = new Intl.ListFormat(tag, { type: 'conjunction' });
  const months = new Intl.DateTimeFormat(tag, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

  function day(text: string): string {
    const [year = '', month = '', date = ''] = text.split('-');
    if (locale === 'zh') return `${year}\u00a0年 ${Number(month)}\u00a0月\u00a0${Number(date)}\u00a0日`;
    return months.format(new Date(`${text}T00:00:00Z`));
  }

  return {
    number: (value) => numbers.format(value),
    quantity: (text) => (/^-?\d+(\.\d+)?$/.test(text) ? decimals.format(Number(text)) : text),
    day,
    dayOf: (instant) => day(isoDay(instant)),
    list: (items) => lists.format(items),
    plural: (count, forms) => (plurals.select(count) === 'one' ? (forms.one ?? forms.other) : forms.other),
  };
}
