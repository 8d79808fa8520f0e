import type { Query } from '#lib/href.ts';
import type { Language } from '#lib/language.ts';
import {
  type Commitment,
  type CommitmentFilter,
  type DeputyFilter,
  type Facet,
  FIELD_NAMES,
  KIND_LABELS,
  LEVEL_LABELS,
  type TimelineEntry,
} from '#modules/deputies/contract.ts';

/** The filters of either list, as the address carries them. */
export type Filter = Partial<DeputyFilter & CommitmentFilter>;

type Name = keyof Filter;
const NAMES: readonly Name[] = [
  'q',
  'year',
  'asOf',
  'standing',
  'counted',
  'level',
  'town',
  'group',
  'field',
  'kind',
  'unit',
  'order',
  'page',
];
const DEFAULTS: Query = { standing: 'promised', counted: 'published', page: 1, order: 'place' };

/** The parameters of an address for a filter with some changed; what is at its default is left out. */
export function queryOf(filter: Filter, changes: Filter | Record<string, undefined> = {}): Query {
  const wanted: Query = { ...filter, page: undefined, ...changes };
  return Object.fromEntries(
    NAMES.filter((name) => wanted[name] !== DEFAULTS[name]).map((name) => [name, wanted[name]]),
  );
}

/** A group's key is `town:name`; people read the name. */
function groupName(key: string): string {
  return key.slice(key.indexOf(':') + 1);
}

/** A field as the reader's language has it; a field that only a town uses stays as it was written. */
export function fieldName(field: string, locale: Language['locale']): string {
  return locale === 'en' ? (FIELD_NAMES[field] ?? field) : field;
}

/** What each filter that is set says, in the reader's words. The town's name comes with the list. */
export function saidFilters(
  filter: Filter,
  language: Language,
  townName: string | undefined,
): { name: Name; label: string }[] {
  const { words, format, locale } = language;
  const said: Partial<Record<Name, string | undefined>> = {
    q: filter.q && words.filter.query(filter.q),
    year: filter.year === undefined ? undefined : words.filter.year(String(filter.year)),
    asOf: filter.asOf && words.filter.asOf(format.dayOf(filter.asOf)),
    level: filter.level && LEVEL_LABELS[filter.level][locale],
    town: filter.town && (townName ?? filter.town),
    group: filter.group && groupName(filter.group),
    field: filter.field && fieldName(filter.field, locale),
    kind: filter.kind && KIND_LABELS[filter.kind][locale],
    unit: filter.unit && words.filter.unit(filter.unit),
  };
  return NAMES.flatMap((name) => {
    const label = said[name];
    return label === undefined || label === '' ? [] : [{ name, label }];
  });
}

/** The choices of a facet with their addresses. */
export function choicesOf(
  facets: readonly Facet[],
  language: Language,
  hrefOf: (key: string) => string,
): { key: string; label: string; count: number; href: string }[] {
  return facets.map(({ key, label, count }) => ({ key, label: label[language.locale], count, href: hrefOf(key) }));
}

/** When a commitment was done: reported as such for the last time, or, when nobody reported it, verified. */
export function doneDay({ state, timeline }: Commitment): { at: string; isAssumed: boolean } | undefined {
  if (state !== 'claimed' && state !== 'fulfilled') return undefined;
  const last = (event: TimelineEntry['event']) => timeline.findLast((entry) => entry.event === event);
  return last('claimed') ?? last('fulfilled');
}
