import { expect, it } from 'vitest';
import { languageOf } from '#lib/language.ts';
import { fieldName, queryOf, saidFilters } from './filters.ts';

it('leaves defaults out of the address, and starts at the first page after a change', () => {
  const filter = { standing: 'promised', year: 2020, level: 'county', page: 3 } as const;
  expect(queryOf(filter)).toEqual({ year: 2020, level: 'county' });
  expect(queryOf(filter, { page: 4 })).toEqual({ year: 2020, level: 'county', page: 4 });
  expect(queryOf(filter, { level: undefined, standing: 'missing' })).toMatchObject({ year: 2020, standing: 'missing' });
});

it('says each filter in words', () => {
  const said = saidFilters({ level: 'county', group: '500199101000:第一小组', q: '路灯' }, languageOf('zh'), undefined);
  expect(said.map(({ label }) => label)).toEqual(['“路灯”', '区代表', '第一小组']);
});

it('shows a field that only a town uses as it was written', () => {
  expect(fieldName('人居环境', 'en')).toBe('Living environment');
  expect(fieldName('古树保护', 'en')).toBe('古树保护');
});
