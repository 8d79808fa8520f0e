import { dayOf, isWithin } from '#kernel/contract.ts';
import { type Scene, defineQuery, findRegionsWithin } from '#kernel/index.server.ts';
import { StationFilter } from '../../contract.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { townLabel } from '../../domain/town-label.ts';
import { findRules } from '../../store/stations/receptions.ts';
import {
  type Station,
  countStationsByTown,
  findStationPosts,
  findStations,
  findUnregistered,
} from '../../store/stations/stations.ts';
import { pageOf } from '../lists/question.ts';
import { comingFrom, receptionsByRule } from './receptions.ts';
import { KEEPERS, READERS, thisMoment, unitOf } from './standing.ts';

const PAGE_SIZE = 30;

async function requireRegion({ tx, actor }: Scene, town: string | undefined): Promise<void> {
  if (town === undefined) return;
  const isKnown = isWithin(town as never, actor.region) && (await findRegionsWithin(tx, town as never)).length > 0;
  if (!isKnown) throw listErrors.unknownTown(town);
}

/** Stations as a list shows them: how many deputies are attached, and when the next reception is. */
async function shown(scene: Scene, stations: readonly Station[], surface: 'web' | undefined) {
  const { tx, actor, now } = scene;
  const { region } = actor;
  const stationIds = stations.map(({ id }) => id);
  const posts = await findStationPosts(tx, { region, moment: thisMoment(scene), stationIds, surface });
  const persons = Map.groupBy(posts, ({ stationId }) => stationId);
  const all = await receptionsByRule(scene, await findRules(tx, { region, stationIds }), { wants: 'next' });
  const rules = Map.groupBy(all, ({ rule }) => rule.stationId);
  return stations.map(({ id, region: town, townName, name, kind, address, openingHours, closedOn }) => ({
    ...{
      id,
      townCode: town,
      town: townLabel(townName),
      name,
      kind,
      address,
      openingHours,
      isClosed: closedOn !== null,
    },
    deputies: new Set((persons.get(id) ?? []).map(({ personId }) => personId)).size,
    next: comingFrom(rules.get(id) ?? [], dayOf(now), 1)[0] ?? null,
  }));
}

async function listOf(scene: Scene, filter: StationFilter, more: { unit?: string | undefined; withClosed: boolean }) {
  const { q, town, kind, page } = filter;
  await requireRegion(scene, town);
  const asked = { region: town ?? scene.actor.region, q, kind, ...more };
  const part = { limit: PAGE_SIZE, offset: (page - 1) * PAGE_SIZE };
  const { total, items } = await findStations(scene.tx, asked, part);
  const towns = await countStationsByTown(scene.tx, { ...asked, region: scene.actor.region });
  return {
    ...pageOf(total, page, PAGE_SIZE),
    // The office sees the closed ones too, and who is attached whether they agree to be shown or not.
    items: await shown(scene, items, more.withClosed ? undefined : 'web'),
    towns: towns.map(({ key, name, count }) => ({ key, label: townLabel(name), count })),
  };
}

/** Where deputies meet people, and where their walls hang. */
export const findPublicStations = defineQuery({
  name: 'deputies.find-stations',
  input: StationFilter,
  by: ['operator', 'visitor'],
  read: (scene, filter) => listOf(scene, filter, { withClosed: false }),
});

/** The same for the office, closed ones included, with those that rosters name and nobody has described. */
export const listOfficeStations = defineQuery({
  name: 'deputies.list-office-stations',
  input: StationFilter,
  by: READERS,
  async read(scene, filter) {
    const unit = unitOf(scene.actor);
    const list = await listOf(scene, filter, { unit, withClosed: true });
    const of = { region: filter.town ?? scene.actor.region, moment: thisMoment(scene), unit };
    return {
      ...list,
      unregistered: await findUnregistered(scene.tx, of),
      mayRegister: KEEPERS.some((role) => role === scene.actor.role),
    };
  },
});
