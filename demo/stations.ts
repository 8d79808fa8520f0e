import { type Actor, ask, perform } from '#kernel/index.server.ts';
import {
  describeStation,
  listOfficeStations,
  readOfficeStation,
  registerStations,
  renewScreenKey,
  setReceptionException,
  setReceptionRule,
} from '#modules/deputies/index.server.ts';
import type { Store } from '../src/composition.server.ts';
import { demoTowns, townNamed } from './regions.ts';

/** The one town that has not got round to it: its stations wait in the office to be registered. */
const IDLE_TOWN = '双沙镇';
const SHOWN_HOME = '石桥镇代表之家';
const SHOWN_TOWN = '石桥镇';
/** Where some of the town's deputies work, by its name in the roster. */
export const SHOWN_WORKPLACE = '云川区石桥中学';
const FROM = '2020-01-02';
const HOURS = { starts: '09:00', ends: '11:30' };

type Listed = Awaited<ReturnType<typeof listOf>>[number];

async function listOf({ stage }: Store, operator: Actor, town: string) {
  return (await ask(stage, operator, { query: listOfficeStations, input: { town } })).items;
}

/** No line of these numbers exists. */
function phoneOf(index: number): string {
  return `023-0000 ${String(1000 + ((index * 37) % 9000))}`;
}

function factsOf({ id, name, townCode, kind, town }: Listed, index: number) {
  const place = name.replace('代表联络站', '').replace('代表之家', '');
  const address = kind === 'home' ? `${town.zh}正街 ${1 + (index % 40)} 号政务中心一楼` : `${place}便民服务中心一楼`;
  return {
    ...{ stationId: id, name, town: townCode, kind, address, phone: phoneOf(index) },
    openingHours: '周一至周五 9:00–12:00，14:00–17:30',
    staff: kind === 'home' ? '家站负责人 1 名，联络员 2 名' : '联络员 1 名',
  };
}

/** Homes receive each week, stations once a month: on a day, or on a weekday. */
function ruleOf({ id, kind }: Listed, index: number) {
  const common = { stationId: id, ...HOURS, fromDay: FROM };
  if (kind === 'home') return { ...common, pattern: 'weekly', weekdays: [4], onHoliday: 'next' };
  if (index % 2 === 0) return { ...common, pattern: 'monthly-day', monthDay: 15, onHoliday: 'next' };
  const weekdays = [1 + (index % 5)];
  return { ...common, pattern: 'monthly-weekday', weekdays, nth: 1 + (index % 3), onHoliday: 'previous' };
}

async function describe({ stage }: Store, operator: Actor, [station, index]: readonly [Listed, number]) {
  await perform(stage, operator, { useCase: describeStation, input: factsOf(station, index) });
  const isHome = station.kind === 'home';
  const known = isHome
    ? await ask(stage, operator, { query: readOfficeStation, input: { stationId: station.id } })
    : undefined;
  const membershipIds = (known?.posts ?? []).slice(0, 3).map(({ membershipId }) => membershipId);
  const input = { ...ruleOf(station, index), membershipIds };
  const { ruleId } = await perform(stage, operator, { useCase: setReceptionRule, input });
  if (station.name !== SHOWN_HOME) return;
  const moved = { day: '2020-11-05', kind: 'moved', toDay: '2020-11-06', note: '代表参加视察' };
  await perform(stage, operator, { useCase: setReceptionException, input: { ruleId, ...moved } });
  await perform(stage, operator, { useCase: renewScreenKey, input: { stationId: station.id } });
}

/** A school, and the notice board of a village, whose walls are looked after as those of the homes and stations are. */
async function describeOtherPlaces(store: Store, operator: Actor): Promise<void> {
  const { code: town, villages } = townNamed(SHOWN_TOWN);
  const village = villages.at(-1)?.name ?? '';
  const known = new Set((await listOf(store, operator, town)).map(({ name }) => name));
  const places = [
    { name: SHOWN_WORKPLACE, kind: 'workplace', address: `${SHOWN_TOWN}学府路 1 号` },
    {
      ...{ name: `${village}村务公开栏`, kind: 'notice-board', address: `${village}村民委员会` },
      townshipDistrict: `${SHOWN_TOWN}第1选区`,
    },
  ];
  for (const place of places.filter(({ name }) => !known.has(name))) {
    await perform(store.stage, operator, { useCase: describeStation, input: { town, ...place } });
  }
}

/** Describes the homes and stations that the rosters name, and when they receive. What is there stays. */
export async function loadDemonstrationStations(store: Store, operator: Actor): Promise<void> {
  let index = 0;
  for (const town of demoTowns.filter(({ name }) => name !== IDLE_TOWN)) {
    await perform(store.stage, operator, { useCase: registerStations, input: { town: town.code } });
    const stations = await listOf(store, operator, town.code);
    for (const station of stations) {
      if (station.address === null) await describe(store, operator, [station, index]);
      index += 1;
    }
  }
  await describeOtherPlaces(store, operator);
}
