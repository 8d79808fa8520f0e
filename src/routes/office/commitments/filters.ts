import type { Query } from '#lib/href.ts';
import type { Language } from '#lib/language.ts';
import {
  type OfficeFilter,
  type OfficeList,
  type OfficeSort,
  KIND_LABELS,
  LEVEL_LABELS,
  STATE_LABELS,
} from '#modules/deputies/contract.ts';
import { fieldName } from '../../(public)/parts/filters.ts';

type Name = keyof OfficeFilter;
const NAMES: readonly Name[] = [
  'is',
  'q',
  'year',
  'state',
  'town',
  'level',
  'group',
  'field',
  'kind',
  'dueFrom',
  'dueUntil',
  'person',
  'sort',
  'order',
  'size',
  'page',
];
const DEFAULTS: Query = { sort: 'due', order: 'asc', size: 50, page: 1 };
/** What is a matter of how it is shown, and not of which ones. */
const HOW: readonly Name[] = ['sort', 'order', 'size', 'page'];

/** The parameters of an address for a filter with some changed; what is at its default is left out. */
export function queryOf(filter: OfficeFilter, changes: Partial<Record<Name, string | number | undefined>> = {}): Query {
  const wanted: Query = { ...filter, page: undefined, ...changes };
  return Object.fromEntries(
    NAMES.filter((name) => wanted[name] !== DEFAULTS[name]).map((name) => [name, wanted[name]]),
  );
}

/** By a column that it is sorted by already, the other way round. */
export function sortQuery(filter: OfficeFilter, sort: OfficeSort): Query {
  const order = filter.sort === sort && filter.order === 'asc' ? 'desc' : 'asc';
  return queryOf(filter, { sort, order });
}

/** What each filter that is set says, in the reader's words. */
export function saidFilters(filter: OfficeFilter, list: OfficeList, { words, locale }: Language) {
  const { desk } = words;
  const town = list.choices.towns.find(({ key }) => key === filter.town)?.label[locale];
  const said: Partial<Record<Name, string | undefined>> = {
    is: filter.is && desk.kinds[filter.is],
    q: filter.q && words.filter.query(filter.q),
    year:
      filter.year === undefined
        ? undefined
        : filter.year === 'all'
          ? `${words.year} · ${words.filter.all}`
          : words.filter.year(String(filter.year)),
    state: filter.state && STATE_LABELS[filter.state][locale],
    town: filter.town && (town ?? filter.town),
    level: filter.level && LEVEL_LABELS[filter.level][locale],
    group: filter.group,
    field: filter.field && fieldName(filter.field, locale),
    kind: filter.kind && KIND_LABELS[filter.kind][locale],
    dueFrom: filter.dueFrom && `${desk.table.dueFrom} ${filter.dueFrom}`,
    dueUntil: filter.dueUntil && `${desk.table.dueUntil} ${filter.dueUntil}`,
    person: filter.person && desk.table.of(list.person ?? ''),
  };
  return NAMES.filter((name) => !HOW.includes(name)).flatMap((name) => {
    const label = said[name];
    return label === undefined || label === '' ? [] : [{ name, label }];
  });
}
