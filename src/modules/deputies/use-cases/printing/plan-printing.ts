import { regionLevel } from '#kernel/contract.ts';
import { defineQuery } from '#kernel/index.server.ts';
import { type WhyNotPrinted, PlanPrinting, PrintKind } from '../../contract.ts';
import { findStations } from '../../store/stations/stations.ts';
import { pageOf } from '../lists/question.ts';
import { READERS } from '../posts/standing.ts';
import { PRINTERS, type Sheets, sheetsIn } from './sheets-of.ts';
import { perWallSheet } from './sheets/wall.ts';

const PAGE_SIZE = 50;
/** So many of those left out are named; all are counted. */
const NAMED = 30;
const MOST_STATIONS = 500;

function leftOutOf({ leftOut }: Sheets) {
  const byWhy = Map.groupBy(leftOut, ({ why }): WhyNotPrinted => why);
  return [...byWhy].map(([why, all]) => ({
    why,
    count: all.length,
    people: all.slice(0, NAMED).map(({ candidate: { personId, name, level } }) => ({ personId, name, level })),
  }));
}

/** What would be printed of whom, how many of each kind, who is left out and why; nothing is printed. */
export const planPrinting = defineQuery({
  name: 'deputies.plan-printing',
  input: PlanPrinting,
  by: [...READERS, 'station-clerk'],
  async read(scene, { page, kind, ...where }) {
    const { tx, actor } = scene;
    const { byKind, place } = await sheetsIn(scene, where, PrintKind.options);
    const chosen = byKind.get(kind) ?? { kind, sheets: [], leftOut: [] };
    const { sheets } = chosen;
    const isPrinter = PRINTERS.some((role) => role === actor.role);
    const hasPlace = kind !== 'wall' || place.key !== '';
    const wanted = {
      region: place.station === undefined ? place.region : (where.town ?? actor.region),
      withClosed: false,
    };
    const isOfTown = regionLevel(wanted.region) === 'town' && actor.role !== 'station-clerk';
    const stations = isOfTown ? (await findStations(tx, wanted, { limit: MOST_STATIONS, offset: 0 })).items : [];
    const perSheet = kind === 'wall' ? perWallSheet(sheets.length) : 1;
    const items = sheets.slice((page - 1) * PAGE_SIZE, page * PAGE_SIZE).map(({ posts, content }) => ({
      ...{ membershipId: posts[0].membershipId, personId: posts[0].personId, townName: posts[0].townName },
      ...{ name: content.name, titles: content.titles, work: content.work, hasPhoto: content.photo !== null },
    }));
    return {
      ...pageOf(sheets.length, page, PAGE_SIZE),
      kind,
      stationName: place.station?.name ?? null,
      stations: stations.map(({ id, name }) => ({ id, name })),
      mayPrint: isPrinter && hasPlace && sheets.length > 0,
      sheets: Math.ceil(sheets.length / perSheet),
      counts: PrintKind.options.map((one) => ({
        kind: one,
        printed: byKind.get(one)?.sheets.length ?? 0,
        leftOut: byKind.get(one)?.leftOut.length ?? 0,
      })),
      leftOut: leftOutOf(chosen),
      /** The first sheet: of a wall several people, else one. */
      first: sheets.slice(0, perSheet).map(({ posts, content }) => ({
        ...content,
        /** The file of the photo that will be printed. */
        photoFile: content.photo === null ? null : (posts[0].photo?.file ?? null),
      })),
      items,
    };
  },
});
