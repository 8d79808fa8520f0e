import { dayOf, isWithin, regionLevel } from '#kernel/contract.ts';
import { type Scene, defineUseCase, findRegionsWithin } from '#kernel/index.server.ts';
import { DescribeStation, RegisterStations } from '../../contract.ts';
import { listErrors } from '../../domain/list-errors.ts';
import { attachedBy, kindOf, mayKeepStation } from '../../domain/stations/permission.ts';
import { stationErrors } from '../../domain/stations/station-errors.ts';
import {
  type Station,
  findStationNamed,
  findStationPosts,
  findUnregistered,
  saveStation,
} from '../../store/stations/stations.ts';
import { KEEPERS, requireOwnStation, thisMoment, unitOf } from './standing.ts';

async function requireTown({ tx, actor }: Scene, town: string): Promise<void> {
  const towns = await findRegionsWithin(tx, actor.region);
  const isOne = towns.some(({ code }) => code === town && regionLevel(code) === 'town');
  if (!isOne) throw listErrors.unknownTown(town);
}

/** A name leads from the rosters to the station: it, and what it is the name of, change only while no roster uses it. */
async function requireFreeName(scene: Scene, known: Station | undefined, asked: DescribeStation): Promise<void> {
  const { tx, actor } = scene;
  const isSameName = known?.name === asked.name;
  if (!isSameName && (await findStationNamed(tx, { region: asked.town, name: asked.name })) !== undefined) {
    throw stationErrors.nameTaken(asked.name);
  }
  if (known === undefined || attachedBy(known.kind) === 'electoral-district') return;
  if (isSameName && attachedBy(known.kind) === attachedBy(asked.kind)) return;
  const of = { region: actor.region, moment: thisMoment(scene), stationIds: [known.id] };
  const deputies = new Set((await findStationPosts(tx, of)).map(({ personId }) => personId)).size;
  if (deputies > 0) throw stationErrors.namedByRosters(known.name, deputies);
}

function factsOf(station: Omit<Station, 'id' | 'region' | 'townName'>) {
  const { name, kind, countyDistrict, townshipDistrict, address, openingHours, phone, staff } = station;
  const { openedOn, closedOn } = station;
  return { name, kind, countyDistrict, townshipDistrict, address, openingHours, phone, staff, openedOn, closedOn };
}

/** Opened and closed is what has happened, in this order. */
function requirePastDays({ openedOn, closedOn }: DescribeStation, today: string): void {
  if ([openedOn, closedOn].some((day) => day !== null && day > today)) throw stationErrors.dayAhead();
  if (openedOn !== null && closedOn !== null && closedOn < openedOn) throw stationErrors.closedBeforeOpened();
}

/** Of a notice board the electoral districts; of all else there are none. */
function districtsOf({ kind, countyDistrict, townshipDistrict }: DescribeStation) {
  if (attachedBy(kind) !== 'electoral-district') return { countyDistrict: null, townshipDistrict: null };
  if (countyDistrict === null && townshipDistrict === null) throw stationErrors.noElectoralDistrict();
  return { countyDistrict, townshipDistrict };
}

/** Writes down what a station is: where, when it is open, who is there. A new one has the name that rosters use. */
export const describeStation = defineUseCase({
  name: 'deputies.describe-station',
  input: DescribeStation,
  by: KEEPERS,
  async run(scene, asked) {
    const { tx, actor, newId, recordedAt } = scene;
    const known = asked.stationId === null ? undefined : await requireOwnStation(scene, asked.stationId);
    await requireTown(scene, asked.town);
    if (known !== undefined && known.region !== asked.town) throw stationErrors.movedToOtherTown();
    if (!mayKeepStation(actor, { region: asked.town, name: asked.name })) throw stationErrors.notYours();
    requirePastDays(asked, dayOf(scene.now));
    await requireFreeName(scene, known, asked);
    const { stationId, town: region, ...said } = asked;
    const facts = { ...said, ...districtsOf(asked) };
    const id = stationId ?? newId();
    await saveStation(tx, recordedAt, { id, region, ...facts });
    const before = known === undefined ? {} : { before: factsOf(known) };
    return {
      result: { stationId: id },
      record: [
        {
          region,
          event: 'station.described',
          subject: id,
          facts: { name: facts.name, isClosed: facts.closedOn !== null },
        },
      ],
      trail: [{ region, subject: id, ...before, after: factsOf(facts) }],
    };
  },
});

/** Registers all stations that this year's rosters name and that nobody has described yet. */
export const registerStations = defineUseCase({
  name: 'deputies.register-stations',
  input: RegisterStations,
  by: KEEPERS,
  async run(scene, { town }) {
    const { tx, actor, newId, recordedAt } = scene;
    if (town !== undefined && !isWithin(town, actor.region)) throw listErrors.unknownTown(town);
    const of = { region: town ?? actor.region, moment: thisMoment(scene), unit: unitOf(actor) };
    const found = await findUnregistered(tx, of);
    const noDistricts = { countyDistrict: null, townshipDistrict: null };
    const facts = { ...noDistricts, address: null, openingHours: null, phone: null, staff: null };
    const nothing = { ...facts, openedOn: null, closedOn: null };
    const stations = found.map(({ region, name }) => ({ id: newId(), region, name, kind: kindOf(name), ...nothing }));
    for (const station of stations) await saveStation(tx, recordedAt, station);
    return {
      result: { registered: stations.length },
      record: stations.map(({ id, region, name }) => ({
        ...{ region, event: 'station.described', subject: id, facts: { name, isClosed: false } },
      })),
      trail: stations.map(({ id, region, name, kind }) => ({ region, subject: id, after: { name, kind } })),
    };
  },
});
