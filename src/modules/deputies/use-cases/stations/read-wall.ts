import { z } from 'zod';
import { dayOf, districtCode } from '#kernel/contract.ts';
import { type Scene, defineQuery, findConsents, findPortraits } from '#kernel/index.server.ts';
import { StationId } from '../../contract.ts';
import { isCrowded, isFew, sheetSize, shownOnScreen } from '../../domain/stations/wall.ts';
import { stationErrors } from '../../domain/stations/station-errors.ts';
import { findRules } from '../../store/stations/receptions.ts';
import {
  type Station,
  type StationPost,
  findScreenKey,
  findStation,
  findStationPosts,
} from '../../store/stations/stations.ts';
import { findWallDeeds, findWallFacts } from '../../store/stations/wall.ts';
import { factsOf, personsOf } from './read-station.ts';
import { comingFrom, receptionsByRule } from './receptions.ts';
import { thisMoment } from './standing.ts';

/** A card has room for so many: one that is alone on a screen or nearly so for more, one on a sheet of many for one. */
const PROMISES_AMONG_FEW = 8;
const PROMISES = 4;
const PROMISES_AMONG_MANY = 1;
const COMING = 3;

function promisesFor(deputies: number): number {
  if (isCrowded(deputies)) return PROMISES_AMONG_MANY;
  return isFew(deputies) ? PROMISES_AMONG_FEW : PROMISES;
}

async function deputiesOf(scene: Scene, posts: readonly StationPost[], surface: 'wall' | 'web') {
  const { tx, actor } = scene;
  const { region } = actor;
  const [moment, district] = [thisMoment(scene), districtCode(region)];
  const persons = personsOf(posts);
  const personIds = persons.map(({ id }) => id);
  const most = promisesFor(persons.length);
  const membershipIds = posts.map(({ membershipId }) => membershipId);
  const deeds = new Map(
    (await findWallDeeds(tx, { region, moment, personIds }, most)).map((one) => [one.personId, one]),
  );
  const facts = new Map(
    (await findWallFacts(tx, { district, moment, membershipIds })).map((one) => [one.membershipId, one]),
  );
  const consents = Map.groupBy(await findConsents(tx, district, personIds), ({ personId }) => personId);
  const photos = await findPortraits(tx, district, personIds);
  return persons.map((person) => {
    const own = posts.filter(({ personId }) => personId === person.id).map((post) => facts.get(post.membershipId));
    const known = own.find((one) => one?.workplace ?? one?.post) ?? own[0];
    const { phone = null, workplace = null, post = null } = known ?? {};
    const all = { phone, workplace, post, webPhoto: photos.get(person.id) ?? null };
    const { commitments = 0, reported = 0, verified = 0, promises = [] } = deeds.get(person.id) ?? {};
    return {
      ...person,
      ...shownOnScreen(all, consents.get(person.id) ?? [], surface),
      ...{ commitments, reported, verified, promises },
    };
  });
}

async function isOfScreen({ tx, actor }: Scene, station: Station, key: string | undefined): Promise<boolean> {
  if (key === undefined) return false;
  if ((await findScreenKey(tx, actor.region, station.id)) !== key) throw stationErrors.screenKeyWrong();
  return true;
}

/**
 * A station's deputies for its screen: with its key what may hang on the wall, without what may be on the web.
 * @throws Problem `not-found` for an unknown station, or a key that is not valid any more
 */
export const readWall = defineQuery({
  name: 'deputies.read-wall',
  input: z.strictObject({ stationId: StationId, key: z.uuid().optional() }),
  by: ['operator', 'visitor'],
  async read(scene, { stationId, key }) {
    const { tx, actor } = scene;
    const station = await findStation(tx, actor.region, stationId);
    if (station === undefined) throw stationErrors.unknown();
    const isKeyed = await isOfScreen(scene, station, key);
    const of = { region: actor.region, stationIds: [station.id] };
    const surface = isKeyed ? 'wall' : 'web';
    const posts = await findStationPosts(tx, { ...of, moment: thisMoment(scene), surface });
    const deputies = await deputiesOf(scene, posts, surface);
    const size = sheetSize(deputies.length);
    const receptions = await receptionsByRule(scene, await findRules(tx, of), { wants: 'next' });
    return {
      ...factsOf(station),
      year: thisMoment(scene).year,
      isKeyed,
      count: deputies.length,
      isCrowded: isCrowded(deputies.length),
      isFew: isFew(deputies.length),
      sheets: Array.from({ length: Math.ceil(deputies.length / size) }, (_, at) =>
        deputies.slice(at * size, (at + 1) * size),
      ),
      coming: comingFrom(receptions, dayOf(scene.now), COMING),
    };
  },
});
