import type { Language } from '#lib/language.ts';
import { type VillageCoverage, householdText } from '#modules/deputies/contract.ts';

/** In percent with one decimal, half up, in whole tenths; null where there is no household to visit. */
export function rateOf({
  visited,
  householdCount,
}: Pick<VillageCoverage, 'visited' | 'householdCount'>): string | null {
  if (householdCount === 0) return null;
  const tenths = Math.floor((visited * 2000 + householdCount) / (2 * householdCount));
  return `${Math.floor(tenths / 10)}.${tenths % 10}`;
}

/** A village a row. */
export function villagesTable({ words, locale }: Language, year: number, villages: readonly VillageCoverage[]) {
  const { columns, file, closed } = words.duties.villages;
  return {
    name: `${file} ${year}`,
    headings: [
      ...[words.town, columns.name, columns.all, columns.visited, `${columns.rate} %`, columns.beside, columns.visits],
      ...[columns.latest, columns.missing, closed],
    ],
    rows: villages.map((village) => [
      ...[village.town[locale], village.name, village.householdCount, village.visited, rateOf(village)],
      ...[village.unnumbered, village.visits, village.latest, householdText(village.missing)],
      village.isClosed ? closed : null,
    ]),
  };
}
