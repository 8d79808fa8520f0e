import { type RegionCode, dayOf, districtCode, isWithin } from '#kernel/contract.ts';
import { type Scene, defineQuery } from '#kernel/index.server.ts';
import { QuotaFilter } from '../../contract.ts';
import { quotasTable } from '../../domain/export/quotas-table.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { yearOf } from '../../domain/moment.ts';
import { type GroupStanding, quotaTable } from '../../domain/quotas/quota-table.ts';
import { findGroups } from '../../store/activities/groups.ts';
import { findCounted } from '../../store/quotas/counts.ts';
import { findFoundings, findRuleSets } from '../../store/quotas/rule-sets.ts';
import { pageOf } from '../lists/question.ts';
import { ACTIVITY_READERS, unitOf } from '../activities/shared.ts';

const PAGE_SIZE = 60;

interface Of {
  readonly region: RegionCode;
  readonly year: number;
  readonly group?: string | undefined;
}

/** The day by which it is looked at: of a year that is over its last, of one that is ahead its first. */
function dayIn(year: number, now: string): string {
  const today = dayOf(now);
  const [first, last] = [`${year}-01-01`, `${year}-12-31`];
  return today < first ? first : today > last ? last : today;
}

/** What the quotas of the groups of a region have come to. */
export async function standingsOf(
  { tx, now }: Pick<Scene, 'tx' | 'now'>,
  { region, year, group }: Of,
): Promise<GroupStanding[]> {
  const district = districtCode(region);
  const all = await findGroups(tx, { region, year, day: dayIn(year, now) });
  return quotaTable({
    ...{ year, today: dayOf(now) },
    sets: await findRuleSets(tx, { district, year }),
    groups: group === undefined ? all : all.filter((one) => one.group === group),
    foundings: await findFoundings(tx, district),
    activities: await findCounted(tx, { region, year, group }),
  });
}

async function tableFor(scene: Scene, asked: Omit<QuotaFilter, 'page'>) {
  const { actor, now } = scene;
  const { town, is } = asked;
  if (town !== undefined && !isWithin(town, actor.region)) throw listErrors.unknownTown(town);
  const of = { region: town ?? actor.region, year: asked.year ?? yearOf(now), group: unitOf(actor) };
  const all = await standingsOf(scene, of);
  const counts = {
    all: all.length,
    short: all.filter((one) => one.isShort).length,
    late: all.filter((one) => one.isLate).length,
  };
  const shown = all.filter((one) => is === undefined || (is === 'short' ? one.isShort : one.isLate));
  return { year: of.year, counts, shown };
}

/** The quotas of all groups of a region: what is done, planned and missing, and to what it comes at this pace. */
export const readQuotas = defineQuery({
  name: 'deputies.read-quotas',
  input: QuotaFilter,
  by: ACTIVITY_READERS,
  async read(scene, { page, ...asked }) {
    const { shown, ...table } = await tableFor(scene, asked);
    const groups = shown.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE);
    return { ...table, ...pageOf(shown.length, page, PAGE_SIZE), groups, asOf: scene.now };
  },
});

/** The same as a table, all of its pages. */
export const exportQuotas = defineQuery({
  name: 'deputies.export-quotas',
  input: QuotaFilter,
  by: ACTIVITY_READERS,
  async read(scene, { page: _, ...asked }) {
    const { year, shown } = await tableFor(scene, asked);
    return quotasTable(year, shown);
  },
});
