import { expect, it } from 'vitest';
import { hrefOf, localeOf, neutralPath } from './href.ts';

it('keeps the language, the parameters that are set, and the fragment', () => {
  expect(hrefOf('zh', '/wall', { level: 'county', page: undefined, q: '' })).toBe('/wall?level=county');
  expect(hrefOf('en', '/wall', { year: 2020 })).toBe('/en/wall?year=2020');
  expect(hrefOf('en', '/')).toBe('/en');
  expect(hrefOf('zh', '/deputies/1#y2020')).toBe('/deputies/1#y2020');
  expect(hrefOf('en', '/figures/about#assumed', { a: 1 })).toBe('/en/figures/about?a=1#assumed');
});

it('tells the language of an address, and the page without it', () => {
  expect(localeOf('/en')).toBe('en');
  expect(localeOf('/enough')).toBe('zh');
  expect(neutralPath('/en')).toBe('/');
  expect(neutralPath('/en/wall')).toBe('/wall');
  expect(neutralPath('/enough')).toBe('/enough');
});
