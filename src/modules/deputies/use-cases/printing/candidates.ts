import { type RegionCode, dayOf, districtCode } from '#kernel/contract.ts';
import { type Scene, findConsents, findPortraitFiles, findRegionsWithin } from '#kernel/index.server.ts';
import type { Fonts } from '#platform/documents/fonts.ts';
import { Level, type PrintKind, SURFACE_OF } from '../../contract.ts';
import type { Candidate } from '../../domain/printing/content.ts';
import { officeTitle } from '../../domain/printing/office-title.ts';
import { receptionWords } from '../../domain/printing/reception-words.ts';
import { type AskedPosts, type PrintPost, findPrintPosts, findPrintPromises } from '../../store/printing/candidates.ts';
import { findRules } from '../../store/stations/receptions.ts';
import { findStations } from '../../store/stations/stations.ts';
import { thisMoment } from '../stations/standing.ts';

const MOST_STATIONS = 5000;

interface Wanted extends Omit<AskedPosts, 'moment'> {
  readonly kinds: readonly PrintKind[];
  readonly fonts: Fonts;
}

/** Looks up when the holder of a post receives: by the rules that name the post, or, where all take turns, its station. */
async function receptionsOf(scene: Scene, region: RegionCode): Promise<(post: PrintPost) => string[]> {
  const { tx, now } = scene;
  const today = dayOf(now);
  const { items } = await findStations(tx, { region, withClosed: false }, { limit: MOST_STATIONS, offset: 0 });
  const stations = new Map(items.map((station) => [station.id, station]));
  const rules = await findRules(tx, { region, stationIds: [...stations.keys()] });
  const named = new Map<string, string[]>();
  const inTurn = new Map<string, string[]>();
  const add = (map: Map<string, string[]>, key: string, words: string) =>
    map.set(key, [...(map.get(key) ?? []), words]);
  for (const rule of rules) {
    const station = stations.get(rule.stationId);
    if (station === undefined || (rule.untilDay !== null && rule.untilDay < today)) continue;
    const words = receptionWords(rule, station.name);
    for (const { membershipId } of rule.deputies) add(named, membershipId, words);
    if (rule.deputies.length === 0) add(inTurn, `${station.region} ${station.name}`, words);
  }
  return ({ membershipId, region: town, station }) => [
    ...(named.get(membershipId) ?? []),
    ...(station === null ? [] : (inTurn.get(`${town} ${station}`) ?? [])),
  ];
}

async function districtNameOf({ tx, actor }: Scene): Promise<string> {
  const district = `${districtCode(actor.region)}000000`;
  const regions = await findRegionsWithin(tx, district as RegionCode);
  return regions.find(({ code }) => code === district)?.name ?? '';
}

/** Of each surface the photos that may stand there. */
async function photosOf(scene: Scene, kinds: readonly PrintKind[], personIds: readonly string[]) {
  const district = districtCode(scene.actor.region);
  const photos = new Map<PrintKind, Awaited<ReturnType<typeof findPortraitFiles>>>();
  for (const kind of kinds.filter((one) => one !== 'door')) {
    photos.set(kind, await findPortraitFiles(scene.tx, { district, personIds, surface: SURFACE_OF[kind] }));
  }
  return photos;
}

/** All that paper of some kinds may show of the posts of a region, by kind. */
export async function loadCandidates(
  scene: Scene,
  { kinds, fonts, ...asked }: Wanted,
): Promise<ReadonlyMap<PrintKind, readonly Candidate[]>> {
  const { tx, actor } = scene;
  const moment = thisMoment(scene);
  const district = districtCode(actor.region);
  const posts = await findPrintPosts(tx, { ...asked, moment });
  const personIds = [...new Set(posts.map(({ personId }) => personId))];
  const membershipIds = posts.map(({ membershipId }) => membershipId);
  const promises = await findPrintPromises(tx, { region: asked.region, moment, membershipIds });
  const consents = Map.groupBy(await findConsents(tx, district, personIds), ({ personId }) => personId);
  const photos = await photosOf(scene, kinds, personIds);
  const receptions = await receptionsOf(scene, asked.region);
  const districtName = await districtNameOf(scene);
  const known = posts.map((post) => {
    const level = Level.parse(post.level);
    return {
      ...{ ...post, level, title: officeTitle(level, { ...post, districtName }), receptions: receptions(post) },
      promises: promises.get(post.membershipId) ?? [],
      consents: consents.get(post.personId) ?? [],
      isNameDrawable: fonts.missingGlyphs(post.name).length === 0,
    };
  });
  return new Map(
    kinds.map((kind) => [
      kind,
      known.map((one): Candidate => {
        const photo = photos.get(kind)?.get(one.personId);
        return {
          ...one,
          photo: photo === undefined ? null : { key: `${photo.id}:${photo.version}`, file: photo.file },
        };
      }),
    ]),
  );
}
