import { z } from 'zod';
import { RegionCode, dayOf, regionLevel } from '#kernel/contract.ts';
import { type Scene, defineUseCase } from '#kernel/index.server.ts';
import { openFonts } from '#platform/documents/fonts.ts';
import { PrintKind, SURFACE_OF } from '../../contract.ts';
import {
  type Candidate,
  type Change,
  changesBetween,
  contentOf,
  whyNotPrinted,
} from '../../domain/printing/content.ts';
import { dropMended, noteChanges } from '../../store/posts/reprint-tasks.ts';
import { type Printout, findHanging } from '../../store/printing/printouts.ts';
import { type Station, findStationPosts, findStations } from '../../store/stations/stations.ts';
import { districtOf } from '../posts/standing.ts';
import { thisMoment } from '../stations/standing.ts';
import { loadCandidates } from './candidates.ts';
import { hashesOf } from './hashes.ts';
import { wallName } from './sheets-of.ts';

const MOST_STATIONS = 5000;
/** Stands for the site's own address where it is not known. */
const NO_ORIGIN = 'http://localhost';

type Stations = ReadonlyMap<string, Station & { readonly posts: ReadonlySet<string> }>;

/** Those of a person's posts that would be on the same sheet now; none where the sheet would not be. */
function postsNow({ kind, place, membershipId }: Printout, own: readonly Candidate[], stations: Stations): Candidate[] {
  const station = stations.get(place);
  const isAtWork = station?.kind === 'workplace';
  const held = own.filter((one) => one.isHeld && whyNotPrinted(kind, one, { isAtWork }) === undefined);
  if (kind !== 'wall') return held.filter((one) => one.membershipId === membershipId);
  const there = held.filter((one) => station?.posts.has(one.membershipId) ?? isOf(one.region, place));
  return there.some((one) => one.membershipId === membershipId) ? there : [];
}

function isOf(region: RegionCode, place: string): boolean {
  const code = RegionCode.safeParse(place);
  if (!code.success) return false;
  return regionLevel(code.data) === 'town' ? region === code.data : true;
}

/** The stations on whose walls something hangs, with the posts that belong there now. */
async function stationsOf(scene: Scene, hanging: readonly Printout[]): Promise<Stations> {
  const { tx, actor } = scene;
  const { region } = actor;
  const places = new Set(hanging.filter(({ kind }) => kind === 'wall').map(({ place }) => place));
  const all = await findStations(tx, { region, withClosed: true }, { limit: MOST_STATIONS, offset: 0 });
  const stations = all.items.filter(({ id }) => places.has(id));
  const of = { region, moment: thisMoment(scene), stationIds: stations.map(({ id }) => id) };
  const posts = Map.groupBy(await findStationPosts(tx, of), ({ stationId }) => stationId);
  return new Map(
    stations.map((station) => {
      const own = new Set((posts.get(station.id) ?? []).map(({ membershipId }) => membershipId));
      return [station.id, { ...station, posts: own }];
    }),
  );
}

async function changesOf(scene: Scene, origin: string | null, hanging: readonly Printout[]) {
  const { actor } = scene;
  const asked = { region: actor.region, personIds: [...new Set(hanging.map(({ personId }) => personId))] };
  const kinds = PrintKind.options.filter((kind) => hanging.some((one) => one.kind === kind));
  const candidates = await loadCandidates(scene, { ...asked, kinds, fonts: await openFonts() });
  const byPerson = new Map(
    [...candidates].map(([kind, all]) => [kind, Map.groupBy(all, ({ personId }) => personId)] as const),
  );
  const stations = await stationsOf(scene, hanging);
  const { year } = thisMoment(scene);
  return hanging.map((printout) => {
    const { kind, place, personId, fields } = printout;
    const [first, ...others] = postsNow(printout, byPerson.get(kind)?.get(personId) ?? [], stations);
    if (first === undefined) return { printout, changes: changesBetween(fields, undefined) };
    const station = stations.get(place);
    const code = RegionCode.safeParse(place);
    const at = wallName({ station, region: code.success ? code.data : first.region }, first.townName);
    const setting = { origin: origin ?? NO_ORIGIN, year, place: kind === 'wall' ? at : null };
    const { fields: now } = hashesOf(contentOf(kind, [first, ...others], setting));
    const changes = changesBetween(fields, now).filter((change) => origin !== null || change !== 'address');
    return { printout, changes };
  });
}

/**
 * Holds what hangs against what would be printed now. What differs waits on the list of what is to be printed anew, with
 * the fields that do; what is true again waits no more. @returns how many sheets differ
 */
export async function reconcile(scene: Scene, origin: string | null, personIds?: readonly string[]): Promise<number> {
  const { tx, actor, newId, recordedAt, now } = scene;
  const hanging = await findHanging(tx, { region: actor.region, ...(personIds === undefined ? {} : { personIds }) });
  if (hanging.length === 0) return 0;
  const compared = await changesOf(scene, origin, hanging);
  const bySurface = Map.groupBy(compared, ({ printout }) => `${printout.membershipId} ${SURFACE_OF[printout.kind]}`);
  const tasks = [...bySurface.values()].flatMap((all) => {
    const [one] = all;
    if (one === undefined) return [];
    const { region, personId, membershipId, kind } = one.printout;
    const changes: Change[] = [...new Set(all.flatMap((each) => each.changes))];
    return [{ id: newId(), region, personId, membershipId, surface: SURFACE_OF[kind], changes }];
  });
  const district = districtOf(scene);
  await noteChanges(
    tx,
    { district, recordedAt, since: dayOf(now) },
    tasks.filter(({ changes }) => changes.length > 0),
  );
  await dropMended(
    tx,
    district,
    tasks.filter(({ changes }) => changes.length === 0),
  );
  return tasks.filter(({ changes }) => changes.length > 0).length;
}

/** Each minute: whether what hangs is still true. Without the site's own address, codes are not compared. */
export const checkPrintouts = defineUseCase({
  name: 'deputies.check-printouts',
  input: z.strictObject({ origin: z.string().nullable() }),
  by: ['clock', 'operator'],
  isQuiet: true,
  async run(scene, { origin }) {
    return { result: { differing: await reconcile(scene, origin) }, record: [], trail: [] };
  },
});
