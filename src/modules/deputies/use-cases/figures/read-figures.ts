import { z } from 'zod';
import { COUNTRY, type RegionCode, RegionCode as RegionCodeInput, isWithin, regionLevel } from '#kernel/contract.ts';
import { type Scene, defineQuery, findRegionsWithin } from '#kernel/index.server.ts';
import {
  CommitmentKind,
  Dimension,
  FIELD_NAMES,
  type FigureRow,
  type Figures,
  KIND_LABELS,
  LEVEL_LABELS,
  Level,
  Year,
} from '../../contract.ts';
import { figureErrors } from '../../domain/figures/figure-errors.ts';
import { momentOf, yearOf } from '../../domain/moment.ts';
import { townLabel } from '../../domain/town-label.ts';
import { type NamedCounts, findFigureYears, hasFigures } from '../../store/figures/read-series.ts';
import { isRegion } from '../../store/lists/years.ts';
import { type FiguresAt, countsOf, figuresAt } from './figures-at.ts';

/** Which figures: of the actor's region and the latest year unless said, as of the year's end or now. */
export const FiguresRequest = z.strictObject({
  region: RegionCodeInput.optional(),
  year: Year.optional(),
  asOf: z.string().max(60).optional(),
  by: Dimension.optional(),
});

async function requireRegion({ tx, actor }: Scene, region: RegionCode): Promise<void> {
  const isKnown = region === actor.region || (await isRegion(tx, region));
  if (!isWithin(region, actor.region) || !isKnown) throw figureErrors.unknownRegion(region);
}

async function chooseYear({ tx, now }: Scene, region: RegionCode, asked: number | undefined): Promise<number> {
  if (asked !== undefined && (await hasFigures(tx, region, asked))) return asked;
  const years = await findFigureYears(tx, region);
  const latest = years.findLast((year) => year <= yearOf(now));
  if (asked === undefined && latest !== undefined) return latest;
  throw figureErrors.noSuchYear(asked ?? yearOf(now), years);
}

/** A year's figures of a region, as of any instant, by level, town, group, field or kind. */
export const readFigures = defineQuery({
  name: 'deputies.read-figures',
  input: FiguresRequest,
  by: ['operator', 'visitor'],
  async read(scene, asked): Promise<Figures> {
    const region = asked.region ?? scene.actor.region;
    await requireRegion(scene, region);
    if (asked.by === 'town' || asked.by === 'group') {
      if (!['district', 'town'].includes(regionLevel(region))) throw figureErrors.notByTownHere(asked.by);
    }
    const year = await chooseYear(scene, region, asked.year);
    const moment = momentOf({ year, asOf: asked.asOf }, scene.now);
    const at = await figuresAt(scene.tx, region, moment);
    const [total] = await at.counts('region', 'total');
    const rows = asked.by === undefined ? [] : await rowsOf(scene, at, { by: asked.by, region });
    return {
      region,
      year,
      asOf: moment.at,
      by: asked.by ?? null,
      ...countsOf(total?.counts, true),
      rows,
      outcomes: await at.outcomes(),
    };
  },
});

interface By {
  readonly by: Dimension;
  readonly region: RegionCode;
}

async function rowsOf(scene: Scene, at: FiguresAt, { by, region }: By): Promise<FigureRow[]> {
  if (by === 'town' || by === 'group') {
    const regions = await findRegionsWithin(scene.tx, region);
    const names = new Map<string, string>(regions.map(({ code, name }) => [code, name]));
    const sums = await at.counts('towns', by === 'town' ? 'total' : 'group');
    return by === 'town' ? townRows(sums, names) : groupRows(sums, names);
  }
  const sums = await at.counts('region', by);
  const rows = sums.map(({ value, counts }) => ({
    key: value,
    label: labelOf(by, value),
    ...countsOf(counts, by === 'level'),
  }));
  return rows
    .filter(isOfSomething)
    .toSorted(by === 'field' ? mostFirst : inOrder(by === 'level' ? Level.options : CommitmentKind.options));
}

function labelOf(by: 'level' | 'field' | 'kind', value: string): FigureRow['label'] {
  if (by === 'field') return { zh: value, en: FIELD_NAMES[value] ?? value };
  return by === 'level' ? LEVEL_LABELS[Level.parse(value)] : KIND_LABELS[CommitmentKind.parse(value)];
}

function isOfSomething(row: FigureRow): boolean {
  return row.persons + (row.inPost ?? 0) + row.commitments > 0;
}

function mostFirst(a: FigureRow, b: FigureRow): number {
  return b.commitments - a.commitments || (a.key < b.key ? -1 : 1);
}

function inOrder(keys: readonly string[]): (a: FigureRow, b: FigureRow) => number {
  return (a, b) => keys.indexOf(a.key) - keys.indexOf(b.key);
}

function byKey(a: FigureRow, b: FigureRow): number {
  return a.key < b.key ? -1 : 1;
}

function townRows(sums: readonly NamedCounts[], names: ReadonlyMap<string, string>): FigureRow[] {
  const rows = sums.map(({ region, counts }) => ({
    key: region,
    label: townLabel(names.get(region) ?? region),
    ...countsOf(counts, true),
  }));
  return rows.filter(isOfSomething).toSorted(byKey);
}

/** Groups bear short names, and each town may have a first one: the town's name is put in front where it is missing. */
function groupRows(sums: readonly NamedCounts[], names: ReadonlyMap<string, string>): FigureRow[] {
  const rows = sums.map(({ region, value, counts }) => {
    const town = names.get(region) ?? region;
    const group = value.slice(value.indexOf(':') + 1);
    const label = townLabel(town);
    const zh = group === '' ? `${town}（未分组）` : group.includes(town) ? group : `${town} ${group}`;
    const en = group === '' ? `${label.en} (no group)` : `${label.en}: ${group}`;
    return { key: value, label: { zh, en }, ...countsOf(counts, true) };
  });
  return rows.filter(isOfSomething).toSorted(byKey);
}

/** All years that have commitments, each as of its end or now, and the region that they are of. */
export const readOverview = defineQuery({
  name: 'deputies.read-overview',
  input: z.strictObject({}),
  by: ['operator', 'visitor'],
  async read(scene) {
    const { region } = scene.actor;
    const [own] = region === COUNTRY ? [] : await findRegionsWithin(scene.tx, region);
    const years = await findFigureYears(scene.tx, region);
    const figures: Figures[] = [];
    for (const year of years.filter((one) => one <= yearOf(scene.now))) {
      const moment = momentOf({ year, asOf: undefined }, scene.now);
      const at = await figuresAt(scene.tx, region, moment);
      const [total] = await at.counts('region', 'total');
      const counts = countsOf(total?.counts, true);
      figures.push({ region, year, asOf: moment.at, by: null, ...counts, rows: [], outcomes: [] });
    }
    return { region: { code: region, name: own?.name ?? '' }, years: figures };
  },
});
