import { type RegionCode, isWithin, regionLevel } from '#kernel/contract.ts';
import type { Actor, Scene } from '#kernel/index.server.ts';
import { openFonts } from '#platform/documents/fonts.ts';
import type { PrintKind, PrintSheets, WhyNotPrinted } from '../../contract.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { mayManage } from '../../domain/people/permission.ts';
import { type Candidate, type Content, contentOf, whyNotPrinted } from '../../domain/printing/content.ts';
import { isActing, standingOfTown } from '../../domain/standing.ts';
import { stationErrors } from '../../domain/stations/station-errors.ts';
import { type Station, findStation, findStationPosts, findStations } from '../../store/stations/stations.ts';
import { OFFICERS } from '../posts/standing.ts';
import { thisMoment } from '../stations/standing.ts';
import { loadCandidates } from './candidates.ts';

/** One sheet, or of a wall one person's place on it. */
export interface Sheetful {
  /** The posts that it is of; of a wall all posts of the person there. */
  readonly posts: readonly [Candidate, ...Candidate[]];
  readonly content: Content;
}

export interface LeftOut {
  readonly candidate: Candidate;
  readonly why: WhyNotPrinted;
}

export interface Sheets {
  readonly kind: PrintKind;
  readonly sheets: readonly Sheetful[];
  readonly leftOut: readonly LeftOut[];
}

type Where = Pick<PrintSheets, 'town' | 'stationId' | 'origin'>;

export interface Place {
  readonly station: Station | undefined;
  readonly region: RegionCode;
  /** By what a wall is told from other walls: the station's id, or the region's code. */
  readonly key: string;
}

/** Whose hands print: the office's, and a station's clerk what hangs in the station. */
export const PRINTERS = [...OFFICERS, 'station-clerk'] as const;

/** A clerk's wall is the own station's, once it is on record; without it there is none to hang. */
async function placeOfClerk({ tx, actor }: Scene, stationId: string | undefined): Promise<Place> {
  const { region, unit = '' } = actor;
  const { items } = await findStations(tx, { region, unit, withClosed: false }, { limit: 1, offset: 0 });
  const [station] = items;
  if (stationId !== undefined && stationId !== station?.id) throw stationErrors.unknown();
  return { station, region, key: station?.id ?? '' };
}

/** What a wall is of: a station, else a town, else the district. */
async function placeOf(scene: Scene, { town, stationId }: Where): Promise<Place> {
  const { tx, actor } = scene;
  if (town !== undefined && !isWithin(town, actor.region)) throw listErrors.unknownTown(town);
  const region = town ?? actor.region;
  if (actor.role === 'station-clerk') return placeOfClerk(scene, stationId);
  if (stationId === undefined) return { station: undefined, region, key: region };
  const station = await findStation(tx, actor.region, stationId);
  if (station === undefined || !isWithin(station.region, region)) throw stationErrors.unknown();
  return { station, region: station.region, key: station.id };
}

/** What a wall says that it is of; of the whole district it says nothing more. */
export function wallName(
  { station, region }: Pick<Place, 'region'> & { readonly station: { readonly name: string } | undefined },
  townName: string,
): string | null {
  return station?.name ?? (regionLevel(region) === 'town' ? townName : null);
}

function unitOf({ role, unit = '' }: Actor) {
  if (role === 'group-leader') return { column: 'group_name' as const, name: unit };
  return role === 'station-clerk' ? { column: 'station' as const, name: unit } : undefined;
}

/** On a wall a person stands once, with all their posts; of all else there is one for each post. */
export function gathered(kind: PrintKind, candidates: readonly Candidate[]): [Candidate, ...Candidate[]][] {
  if (kind !== 'wall') return candidates.map((one) => [one]);
  return [...Map.groupBy(candidates, ({ personId }) => personId).values()] as [Candidate, ...Candidate[]][];
}

/** A wall shows all of its place, whoever manages each; all else is printed by whoever manages the post. */
function isTheirs(actor: Actor, kind: PrintKind, candidate: Candidate): boolean {
  if (kind === 'wall') return true;
  // Only the own station's deputies are looked up for a clerk.
  if (actor.role === 'station-clerk') return isActing(standingOfTown(candidate));
  return !OFFICERS.some((role) => role === actor.role) || mayManage(actor, candidate);
}

/** The posts of a station; undefined where no station is asked for. */
async function attachedTo(scene: Scene, station: Station | undefined): Promise<ReadonlySet<string> | undefined> {
  if (station === undefined) return undefined;
  const of = { region: scene.actor.region, moment: thisMoment(scene), stationIds: [station.id] };
  return new Set((await findStationPosts(scene.tx, of)).map(({ membershipId }) => membershipId));
}

/** What is printed of whom in a place, and who is left out, for each kind that is asked for. */
export async function sheetsIn(
  scene: Scene,
  where: Where,
  kinds: readonly PrintKind[],
): Promise<{ readonly place: Place; readonly byKind: ReadonlyMap<PrintKind, Sheets> }> {
  const { actor } = scene;
  const place = await placeOf(scene, where);
  const unit = unitOf(actor);
  const asked = { region: place.region, kinds, fonts: await openFonts(), ...(unit === undefined ? {} : { unit }) };
  const candidates = await loadCandidates(scene, asked);
  const there = await attachedTo(scene, place.station);
  const isThere = ({ membershipId }: Candidate) => there?.has(membershipId) ?? true;
  const isAtWork = place.station?.kind === 'workplace';
  const setting = { origin: where.origin, year: thisMoment(scene).year };
  const byKind = kinds.map((kind): [PrintKind, Sheets] => {
    const all = (candidates.get(kind) ?? []).filter(isThere);
    const whyNot = (one: Candidate): WhyNotPrinted | undefined =>
      isTheirs(actor, kind, one) ? whyNotPrinted(kind, one, { isAtWork }) : 'not-yours';
    const fits = all.filter((one) => whyNot(one) === undefined);
    const sheets = gathered(kind, fits).map((posts) => ({
      posts,
      content: contentOf(kind, posts, { ...setting, place: wallName(place, posts[0].townName) }),
    }));
    const leftOut = all.flatMap((candidate) => {
      const why = whyNot(candidate);
      return why === undefined ? [] : [{ candidate, why }];
    });
    return [kind, { kind, sheets, leftOut }];
  });
  return { place, byKind: new Map(byKind) };
}
