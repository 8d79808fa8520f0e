import { RegionCode } from '#kernel/contract.ts';
import { type Actor, type Stage, ask, listDemonstrationAccounts, perform } from '#kernel/index.server.ts';
import type { DutyKind, DutyTask, DutyTopic } from '#modules/deputies/contract.ts';
import {
  findDeputies,
  findOfficeDuties,
  logDuty,
  readMyDutyChoices,
  setThemes,
  setVillage,
} from '#modules/deputies/index.server.ts';
import { type Store, operatorOf, visitorOf } from '../src/composition.server.ts';
import { EXAMPLE_TOWN, townNamed } from './regions.ts';

const YEAR = 2020;
/** Where the accounts of the demonstration are, and the town whose sizes the report gives. */
const TOWNS = ['石桥镇', EXAMPLE_TOWN];
const THEMES = ['脱贫攻坚', '疫情防控', '人居环境整治', '优化营商环境'];
const DEPUTIES_EACH = 14;

interface Given {
  readonly kind: DutyKind;
  readonly month: number;
  readonly topics?: readonly DutyTopic[];
  readonly task?: DutyTask;
  readonly days?: number;
  readonly people?: number;
  readonly place?: string;
  readonly theme?: string;
  readonly note?: string;
}

/** A deputy's year: every deputy has some of it. */
const A_YEAR: readonly Given[] = [
  { kind: 'duty-days', month: 2, days: 20, task: 'epidemic', place: '村口劝导点', theme: '疫情防控' },
  { kind: 'visit', month: 3, topics: ['epidemic', 'work'], theme: '疫情防控', note: '返岗的车票和健康证明都已办好。' },
  { kind: 'visit', month: 5, topics: ['relief', 'industry'], theme: '脱贫攻坚', note: '养殖户想学防疫技术。' },
  { kind: 'reception', month: 6, topics: ['roads', 'water'], people: 6, place: '代表联络站' },
  { kind: 'visit', month: 7, topics: ['environment'], theme: '人居环境整治' },
  { kind: 'inspection', month: 8, topics: ['schools'], place: '镇中心小学', note: '校门口缺少减速带。' },
  { kind: 'training', month: 9, place: '区委党校' },
  { kind: 'visit', month: 10, topics: ['care', 'health'], theme: '脱贫攻坚' },
  { kind: 'district-event', month: 10, place: '昌平街道玉带社区', note: '现场交流代表家站建设。' },
];

/** So many that each village has a good way to go; the same in every run. */
const householdsOf = (at: number) => 60 + ((at * 37) % 90);

async function putVillages(stage: Stage, operator: Actor): Promise<void> {
  for (const name of TOWNS) {
    const town = townNamed(name);
    for (const [at, village] of town.villages.entries()) {
      const input = { region: town.code, name: village.name, householdCount: householdsOf(at) };
      await perform(stage, operator, { useCase: setVillage, input });
    }
  }
}

const dayOf = (month: number, day: number) =>
  `${YEAR}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;

/** Which households the deputy at a place goes to: a few doors further each time. */
function doorsOf(at: number, number: number, householdCount: number): string {
  const from = 1 + ((at * 9 + number * 5) % Math.max(1, householdCount - 8));
  return number % 2 === 0 ? `${from}-${from + 5}` : `${from}-${from + 3}, ${from + 7}`;
}

async function live(stage: Stage, deputy: Actor, at: number): Promise<void> {
  const { posts, villages } = await ask(stage, deputy, { query: readMyDutyChoices, input: {} });
  const [post] = posts;
  const village = villages[at % Math.max(1, villages.length)];
  if (post === undefined || village === undefined) return;
  for (const [number, given] of A_YEAR.entries()) {
    if ((number + at) % 3 === 2) continue;
    const { month, days, theme, topics = [], task = null, people = null, place = null, note = null } = given;
    const first = 2 + ((at + number) % 6);
    const isVisit = given.kind === 'visit';
    const input = {
      ...{ id: stage.newId(), membershipId: post.membershipId, kind: given.kind, topics, task, people, place, note },
      day: dayOf(month, first),
      untilDay: days === undefined ? null : dayOf(month, first + days),
      themes: theme === undefined ? [] : [theme],
      villageId: isVisit ? village.id : null,
      households: isVisit ? doorsOf(at, number, village.householdCount) : '',
      unnumbered: isVisit && at % 4 === 0 ? 1 : 0,
    };
    await perform(stage, deputy, { useCase: logDuty, input });
  }
}

/** The deputy's account where there is one; the others write by accounts that the demonstration does not open. */
async function deputiesOf({ stage, home }: Store, town: RegionCode): Promise<Actor[]> {
  const region = await home();
  const visitor = visitorOf(region);
  const known = await ask(stage, visitor, { query: listDemonstrationAccounts, input: {} });
  const { deputies } = await ask(stage, visitor, { query: findDeputies, input: { town, level: 'township' } });
  const idOf = (personId: string) => known.find((one) => one.personId === personId)?.id ?? `demo:${personId}`;
  const withAccount = deputies.filter(({ id }) => known.some((one) => one.personId === id));
  const others = deputies.filter((one) => !withAccount.includes(one));
  return [...withAccount, ...others].slice(0, DEPUTIES_EACH).map(({ id: personId }) => ({
    ...{ id: idOf(personId), role: 'deputy' as const, region, personId },
  }));
}

/** Lets deputies of two towns visit their villages and do what else deputies do. Once: what is there stays. */
export async function loadDemonstrationDuties(store: Store): Promise<void> {
  const { stage } = store;
  const operator = operatorOf(await store.home());
  const { total } = await ask(stage, operator, { query: findOfficeDuties, input: { year: YEAR } });
  if (total > 0) return;
  await perform(stage, operator, { useCase: setThemes, input: { year: YEAR, themes: THEMES } });
  await putVillages(stage, operator);
  for (const name of TOWNS) {
    const deputies = await deputiesOf(store, RegionCode.parse(townNamed(name).code));
    for (const [at, deputy] of deputies.entries()) await live(stage, deputy, at);
  }
}
