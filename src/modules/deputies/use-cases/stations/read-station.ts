import { z } from 'zod';
import { dayOf } from '#kernel/contract.ts';
import { type Scene, defineQuery } from '#kernel/index.server.ts';
import { Level, PersonId, StationId } from '../../contract.ts';
import { isForReceptions, mayKeepStation } from '../../domain/stations/permission.ts';
import { stationErrors } from '../../domain/stations/station-errors.ts';
import { townLabel } from '../../domain/town-label.ts';
import { findRules, findRulesOfPerson } from '../../store/stations/receptions.ts';
import {
  type Station,
  type StationPost,
  findScreenKey,
  findStation,
  findStationPosts,
} from '../../store/stations/stations.ts';
import { comingFrom, receptionsByRule } from './receptions.ts';
import { READERS, requireStation, thisMoment } from './standing.ts';

const COMING = 10;
const COMING_IN_OFFICE = 30;

const OfStation = z.strictObject({ stationId: StationId });

/** A person once, with all levels of the posts that are attached. */
export function personsOf(posts: readonly StationPost[]) {
  return [...Map.groupBy(posts, ({ personId }) => personId)].map(([id, own]) => ({
    id: PersonId.parse(id),
    name: own[0]?.name ?? '',
    levels: [...new Set(own.map(({ level }) => Level.parse(level)))],
  }));
}

export function factsOf(station: Station) {
  const { townName, region, ...facts } = station;
  return { ...facts, isForReceptions: isForReceptions(station.kind), townCode: region, town: townLabel(townName) };
}

async function allOf(scene: Scene, station: Station, surface?: 'web') {
  const of = { region: scene.actor.region, stationIds: [station.id] };
  const posts = await findStationPosts(scene.tx, { ...of, moment: thisMoment(scene), surface });
  return { posts, receptions: await receptionsByRule(scene, await findRules(scene.tx, of), { wants: 'coming' }) };
}

const ruleOf = (rule: Awaited<ReturnType<typeof findRules>>[number]) => {
  const {
    id,
    pattern,
    weekdays,
    everyWeeks,
    monthDay,
    nth,
    starts,
    ends,
    fromDay,
    untilDay,
    onHoliday,
    note,
    deputies,
  } = rule;
  return {
    ...{ id, pattern, weekdays, everyWeeks, monthDay, nth, starts, ends, fromDay, untilDay, onHoliday, note },
    deputies: deputies.map(({ personId, name }) => ({ personId, name })),
  };
};

/** A station as everybody sees it: where, when, who, and when they receive. @throws Problem `not-found` */
export const readStation = defineQuery({
  name: 'deputies.read-station',
  input: OfStation,
  by: ['operator', 'visitor'],
  async read(scene, { stationId }) {
    const station = await findStation(scene.tx, scene.actor.region, stationId);
    if (station === undefined) throw stationErrors.unknown();
    const { posts, receptions } = await allOf(scene, station, 'web');
    const today = dayOf(scene.now);
    const current = receptions.filter(({ rule }) => rule.untilDay === null || rule.untilDay >= today);
    return {
      ...factsOf(station),
      deputies: personsOf(posts),
      rules: current.map(({ rule }) => ruleOf(rule)),
      coming: comingFrom(receptions, today, COMING),
    };
  },
});

/** A station as the office works on it. */
export const readOfficeStation = defineQuery({
  name: 'deputies.read-office-station',
  input: OfStation,
  by: READERS,
  async read(scene, { stationId }) {
    const station = await requireStation(scene, stationId);
    const { posts, receptions } = await allOf(scene, station);
    const mayKeep = mayKeepStation(scene.actor, station);
    const today = dayOf(scene.now);
    return {
      ...factsOf(station),
      mayKeep,
      screenKey: mayKeep ? await findScreenKey(scene.tx, scene.actor.region, station.id) : null,
      posts: posts.map(({ membershipId, personId, name, level }) => ({
        ...{ membershipId, personId, name, level: Level.parse(level) },
      })),
      rules: receptions.map(({ rule, dropped }) => ({
        ...ruleOf(rule),
        membershipIds: rule.deputies.map(({ membershipId }) => membershipId),
        exceptions: rule.exceptions.filter(({ day, toDay }) => (toDay ?? day) >= today),
        dropped: dropped.filter(({ plannedDay }) => plannedDay >= today).slice(0, COMING),
      })),
      coming: comingFrom(receptions, today, COMING_IN_OFFICE),
    };
  },
});

/** When a deputy receives, and where: by the rules that name a post of theirs, and in turn with all of their station. */
export const readReceptionsOfDeputy = defineQuery({
  name: 'deputies.read-receptions-of-deputy',
  input: z.strictObject({ personId: PersonId }),
  by: ['operator', 'visitor', 'deputy'],
  async read(scene, { personId }) {
    const { tx, actor } = scene;
    const rules = await findRulesOfPerson(tx, { region: actor.region, personId, moment: thisMoment(scene) });
    const coming = comingFrom(await receptionsByRule(scene, rules, { wants: 'coming' }), dayOf(scene.now), COMING);
    const stations = new Map<string, string>();
    for (const { stationId } of coming) {
      if (stations.has(stationId)) continue;
      stations.set(stationId, (await findStation(tx, actor.region, stationId))?.name ?? '');
    }
    return coming.map((one) => ({ ...one, stationName: stations.get(one.stationId) ?? '' }));
  },
});
