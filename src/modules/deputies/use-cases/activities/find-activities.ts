import { dayOf, districtCode, isWithin } from '#kernel/contract.ts';
import { type Scene, defineQuery, seeingAll } from '#kernel/index.server.ts';
import { ActivityFilter, PublicActivityFilter } from '../../contract.ts';
import { activitiesTable } from '../../domain/export/activities-table.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { yearOf } from '../../domain/moment.ts';
import {
  type Activity,
  type ActivityQuestion,
  findActivities,
  findActivityThemes,
  findActivityYears,
} from '../../store/activities/activities.ts';
import { countAttendance } from '../../store/activities/attendance.ts';
import { findGroups } from '../../store/activities/groups.ts';
import { findThemes } from '../../store/duties/themes.ts';
import { byNumber, groupLabel } from '../../domain/quotas/quota-table.ts';
import { pageOf } from '../lists/question.ts';
import { ACTIVITY_READERS, unitOf } from './shared.ts';

const PAGE_SIZE = 30;
/** More than a district has in a year. */
const MOST_EXPORTED = 20_000;

interface Asked extends Omit<ActivityQuestion, 'region' | 'unit'> {
  readonly page: number;
}

async function countsOf(scene: Scene, items: readonly Activity[]) {
  const counts = new Map<string, { readonly invited: number; readonly attended: number }>();
  for (const [district, own] of Map.groupBy(items, (item) => item.district)) {
    const found = await countAttendance(
      scene.tx,
      district,
      own.map(({ id }) => id),
    );
    for (const [id, count] of found) counts.set(id, count);
  }
  return items.map((item) => ({ ...item, ...(counts.get(item.id) ?? { invited: 0, attended: 0 }) }));
}

/** Without a year that is asked for, the latest that has any; without any at all, the running one. */
async function questionFor({ tx, actor, now }: Scene, { page: _, ...asked }: Asked) {
  const { town } = asked;
  if (town !== undefined && !isWithin(town, actor.region)) throw listErrors.unknownTown(town);
  const years = await findActivityYears(tx, actor.region);
  const thisYear = yearOf(now);
  const year = asked.year ?? years.find((one) => one <= thisYear) ?? thisYear;
  return { question: { ...asked, year, region: actor.region, unit: unitOf(actor) }, years };
}

/** The groups that the year's rosters name, once each, to choose from. */
async function groupsOf({ tx, actor, now }: Scene, year: number) {
  const groups = await findGroups(tx, { region: actor.region, year, day: dayOf(now) });
  const unit = unitOf(actor);
  const keys = groups
    .filter(({ group }) => unit === undefined || group === unit)
    .map(({ region, regionName, group }) => ({
      key: `${region}:${group}`,
      group,
      label: groupLabel(regionName, group),
    }));
  const once = [...new Map(keys.map((one) => [one.key, one])).values()];
  return once.toSorted((one, other) => byNumber(one.key, other.key));
}

/** The themes to choose from: those of the year in their order, then those that stand on its activities besides. */
async function themesOf({ tx, actor }: Scene, { region, year, state, unit }: ActivityQuestion & { year: number }) {
  const ofYear = await findThemes(tx, districtCode(actor.region), year);
  const used = await findActivityThemes(tx, { region, year, state, unit });
  // Of a list that shows only what was held, a theme that nothing was held for leads nowhere.
  const offered = state === 'held' ? ofYear.filter((theme) => used.includes(theme)) : ofYear;
  return [...new Set([...offered, ...used])];
}

async function pageFor(scene: Scene, asked: Asked) {
  const { question, years } = await questionFor(scene, asked);
  const page = { limit: PAGE_SIZE, offset: (asked.page - 1) * PAGE_SIZE };
  const { total, items } = await findActivities(scene.tx, question, page);
  const { year } = question;
  return {
    year,
    years: years.length === 0 ? [year] : years,
    ...pageOf(total, asked.page, PAGE_SIZE),
    items,
    themes: await themesOf(scene, question),
  };
}

/** The office's list: planned, held and cancelled, the latest first, with how many are invited and came. */
export const findOfficeActivities = defineQuery({
  name: 'deputies.find-office-activities',
  input: ActivityFilter,
  by: ACTIVITY_READERS,
  async read(scene, asked) {
    const list = await pageFor(scene, asked);
    return { ...list, items: await countsOf(scene, list.items), groups: await groupsOf(scene, list.year) };
  },
});

/** What everybody may read: the year's activities that were held, and how many came. */
export const findPublicActivities = defineQuery({
  name: 'deputies.find-public-activities',
  input: PublicActivityFilter,
  by: ['operator', 'visitor'],
  async read(scene, asked) {
    const list = await pageFor(scene, { ...asked, state: 'held' });
    // How many came is published, who came is not.
    const items = await seeingAll(scene.tx, () => countsOf(scene, list.items));
    return { ...list, items, groups: await groupsOf(scene, list.year) };
  },
});

/** The year's list for publication, as a table. */
export const exportActivities = defineQuery({
  name: 'deputies.export-activities',
  input: PublicActivityFilter,
  by: ['operator', 'visitor'],
  async read(scene, asked) {
    const { question } = await questionFor(scene, { ...asked, state: 'held' });
    const { items } = await findActivities(scene.tx, question, { limit: MOST_EXPORTED, offset: 0 });
    const counted = await seeingAll(scene.tx, () => countsOf(scene, items.toReversed()));
    return activitiesTable(question.year, counted);
  },
});
