import { districtCode, isWithin, regionLevel } from '#kernel/contract.ts';
import { defineQuery, defineUseCase, findRegionsWithin, type Scene } from '#kernel/index.server.ts';
import { SetVillage, type VillageCoverage, VillageFilter } from '../../contract.ts';
import { dutyErrors } from '../../domain/duties/duty-errors.ts';
import { countHouseholds, missingHouseholds } from '../../domain/duties/households.ts';
import { DUTY_READERS } from '../../domain/duties/permission.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { yearOf } from '../../domain/moment.ts';
import { townLabel } from '../../domain/town-label.ts';
import {
  type CoverageRow,
  findCoverage,
  findHighestVisited,
  findVillage,
  saveVillage,
} from '../../store/duties/villages.ts';
import { pageOf } from '../lists/question.ts';
import { OFFICERS } from '../posts/standing.ts';

const PAGE_SIZE = 50;
const MOST_EXPORTED = 10_000;

function shown({ townName, visited, ...row }: CoverageRow): VillageCoverage {
  const { id, region, name, isClosed, householdCount, visits, unnumbered, latest } = row;
  return {
    ...{ id, region, name, isClosed, householdCount, visits, unnumbered, latest, town: townLabel(townName) },
    visited: countHouseholds(visited),
    missing: isClosed ? [] : missingHouseholds(visited, householdCount),
  };
}

async function coverageFor({ tx, actor, now }: Scene, asked: VillageFilter, part: { limit: number; offset: number }) {
  const { town } = asked;
  if (town !== undefined && !isWithin(town, actor.region)) throw listErrors.unknownTown(town);
  const year = asked.year ?? yearOf(now);
  const { totals, items } = await findCoverage(tx, { region: actor.region, town, year }, part);
  return { year, totals, items: items.map(shown) };
}

/** The villages of a region with how far every household was visited in a year (遍访), a page of them, and their sums. */
export const findVillages = defineQuery({
  name: 'deputies.find-villages',
  input: VillageFilter,
  by: DUTY_READERS,
  async read(scene, asked) {
    const { page } = asked;
    const { year, totals, items } = await coverageFor(scene, asked, {
      limit: PAGE_SIZE,
      offset: (page - 1) * PAGE_SIZE,
    });
    return { year, totals, ...pageOf(totals.total, page, PAGE_SIZE), items };
  },
});

/** The same on all of its pages, for a file. */
export const exportVillages = defineQuery({
  name: 'deputies.export-villages',
  input: VillageFilter,
  by: DUTY_READERS,
  read: (scene, asked) => coverageFor(scene, asked, { limit: MOST_EXPORTED, offset: 0 }),
});

async function requireTown({ tx, actor }: Scene, region: string) {
  const town = (await findRegionsWithin(tx, actor.region)).find(({ code }) => code === region);
  if (town === undefined || regionLevel(town.code) !== 'town') throw listErrors.unknownTown(region);
  return town.code;
}

/** Puts a village on record, or says anew how it is called, how many households it has, and whether it still is one. */
export const setVillage = defineUseCase({
  name: 'deputies.set-village',
  input: SetVillage,
  by: OFFICERS,
  isQuiet: true,
  async run(scene, { villageId, ...asked }) {
    const { tx, actor, newId } = scene;
    const before = villageId === null ? undefined : await findVillage(tx, villageId, actor.region);
    if (villageId !== null && before === undefined) throw dutyErrors.unknownVillage();
    // A village stays in its town: its visits are of the town's deputies.
    const region = before?.region ?? (await requireTown(scene, asked.region));
    const district = districtCode(region);
    const highest = villageId === null ? 0 : await findHighestVisited(tx, district, villageId);
    if (highest > asked.householdCount) throw dutyErrors.visitedBeyond(highest);
    const after = { ...asked, region, id: villageId ?? newId() };
    if (!(await saveVillage(tx, district, after))) throw dutyErrors.sameName(asked.name);
    return {
      result: { villageId: after.id },
      record: [],
      trail: [{ region, subject: after.id, before: { ...before }, after }],
    };
  },
});
