import type { RegionCode } from '#kernel/contract.ts';
import { type Actor, type Stage, ask, perform } from '#kernel/index.server.ts';
import type { ActivityUnit, Attendance } from '#modules/deputies/contract.ts';
import {
  findOfficeActivities,
  keyInAttendance,
  planActivity,
  readGroupQuota,
  readOfficeActivity,
  readQuotas,
  recordActivity,
} from '#modules/deputies/index.server.ts';
import { EXAMPLE_SUBDISTRICT, townNamed } from './regions.ts';

const YEAR = 2020;
/** Where the accounts of the demonstration are. */
const ACCOUNTS_TOWN = '石桥镇';

interface Plan {
  readonly day: string;
  readonly title: string;
  readonly place: string;
  /** Numbers of the activity groups that hold it together; without any, the whole group does. */
  readonly parts?: readonly number[];
  readonly hours?: readonly [start: string, end: string];
  readonly minutes?: string;
  readonly theme?: string;
}

const LEARNED = '集体学习常委会会议精神，交流履职情况，提出意见建议 6 条，由街道人大工委汇总办理。';
const SEEN = '实地察看 3 处，现场询问负责单位，梳理出需要解决的问题 4 个，明确了责任单位和时限。';
const HEARD = '与群众面对面座谈，收集意见 9 条，其中当场答复 5 条，其余交有关部门办理。';

/** A year of a subdistrict whose group has three activity groups: all that its quotas ask for. */
const YEAR_OF_STREET: readonly Plan[] = [
  { day: '03-12', title: '年度履职计划会', place: '街道会议室', minutes: LEARNED },
  { day: '04-18', title: '视察老旧小区改造', place: '朝阳社区', parts: [0], minutes: SEEN, theme: '人居环境整治' },
  { day: '05-09', title: '走访企业促复工', place: '工业园区', parts: [1], minutes: HEARD },
  { day: '05-16', title: '调研社区养老服务', place: '日间照料中心', parts: [2], minutes: HEARD },
  { day: '06-10', title: '视察河长制落实情况', place: '滨河路', minutes: SEEN, theme: '人居环境整治' },
  { day: '06-26', title: '联合视察学校周边环境', place: '实验小学', parts: [0, 1], minutes: SEEN },
  { day: '07-22', title: '代表接待群众日', place: '街道代表之家', parts: [2], minutes: HEARD },
  { day: '08-14', title: '专题学习民法典', place: '街道会议室', minutes: LEARNED },
  { day: '09-03', title: '视察垃圾分类', place: '各居民小区', parts: [0], minutes: SEEN, theme: '人居环境整治' },
  { day: '09-17', title: '调研就业服务', place: '人力资源市场', parts: [1], minutes: HEARD },
  { day: '09-25', title: '入户走访困难家庭', place: '东风社区', parts: [2], minutes: HEARD, theme: '脱贫攻坚' },
  { day: '11-12', title: '联组评议政府工作', place: '街道会议室', minutes: SEEN },
];

/** The same year as it stands in October: the third activity group has a gap, and the last of the whole group is planned. */
const STREET_NOW: readonly Plan[] = YEAR_OF_STREET.filter(({ day }) => day !== '09-25').map((plan) =>
  plan.day > '10-28' ? { ...plan, minutes: '' } : plan,
);

const TOWNS_OWN: readonly Plan[] = [
  { day: '04-21', title: '视察春耕生产', place: '示范田', minutes: SEEN },
  { day: '07-08', title: '代表接待群众日', place: '代表之家', minutes: HEARD },
  { day: '09-15', title: '视察农村人居环境整治', place: '各村', minutes: SEEN, theme: '人居环境整治' },
];

/** The one at which a visitor of the demonstration can sign in. */
const NOW_HELD: Plan = { day: '10-28', title: '视察秋季河道清理', place: '石桥村河堤', hours: ['09:30', '17:00'] };

/** What the leader among the accounts has still to hold. */
const AHEAD: Plan = { day: '11-18', title: '视察冬季蔬菜供应', place: '集贸市场' };

interface Cast {
  readonly stage: Stage;
  readonly actor: Actor;
}

interface Group {
  readonly key: string;
  readonly region: RegionCode;
  readonly group: string;
  readonly parts: readonly string[];
}

/** Nine of ten come; the rest take turns to be excused and to stay away. */
function attendanceOf(seat: number, activity: number): Attendance {
  const turn = (seat * 7 + activity * 3) % 20;
  return turn === 0 ? 'absent' : turn === 1 ? 'excused' : 'attended';
}

async function keyIn({ stage, actor }: Cast, activityId: string, number: number): Promise<void> {
  const { listed } = await ask(stage, actor, { query: readOfficeActivity, input: { activityId } });
  const entries = listed.map(({ membershipId }, seat) => ({ membershipId, attendance: attendanceOf(seat, number) }));
  if (entries.length > 0) await perform(stage, actor, { useCase: keyInAttendance, input: { activityId, entries } });
}

async function hold(cast: Cast, { region, group, parts }: Group, of: { year: number; plan: Plan; number: number }) {
  const { stage, actor } = cast;
  const { plan, year, number } = of;
  const own = (plan.parts ?? []).flatMap((part) => parts[part] ?? []);
  const units: ActivityUnit[] =
    own.length === 0 ? [{ group, activityGroup: null }] : own.map((activityGroup) => ({ group, activityGroup }));
  const [startTime, endTime] = plan.hours ?? ['09:00', '11:30'];
  const input = {
    ...{ region, kind: own.length === 0 ? 'whole-group' : 'activity-group', units },
    ...{ title: plan.title, place: plan.place, day: `${year}-${plan.day}`, startTime, endTime },
    themes: plan.theme === undefined ? [] : [plan.theme],
  };
  const { id } = await perform(stage, actor, { useCase: planActivity, input });
  if (plan.minutes === undefined || plan.minutes === '') return id;
  await keyIn(cast, id, number);
  await perform(stage, actor, { useCase: recordActivity, input: { activityId: id, minutes: plan.minutes } });
  return id;
}

async function holdAll(cast: Cast, group: Group, { year, plans }: { year: number; plans: readonly Plan[] }) {
  for (const [number, plan] of plans.entries()) await hold(cast, group, { year, plan, number });
}

async function groupsOf({ stage, actor }: Cast): Promise<Group[]> {
  const found: Group[] = [];
  for (let page = 1, pages = 1; page <= pages; page += 1) {
    const table = await ask(stage, actor, { query: readQuotas, input: { year: YEAR, page } });
    ({ pages } = table);
    for (const { key, region, group, parts } of table.groups) {
      found.push({ key, region, group, parts: parts.flatMap(({ activityGroup }) => activityGroup ?? []) });
    }
  }
  return found;
}

/**
 * Lets the deputy groups of the demonstration hold their activities: a subdistrict for two years, the town of the accounts
 * with one at which its deputy can sign in today, and every town's group of county deputies a few. Once: what is there stays.
 */
export async function loadDemonstrationActivities(
  stage: Stage,
  actor: Actor,
  deputy: { readonly membershipId: string },
): Promise<void> {
  const cast = { stage, actor };
  const { total } = await ask(stage, actor, { query: findOfficeActivities, input: { year: YEAR } });
  if (total > 0) return;
  const groups = await groupsOf(cast);
  const ofTown = (name: string) => groups.filter(({ region }) => region === townNamed(name).code);
  const [street] = ofTown(EXAMPLE_SUBDISTRICT).filter(({ parts }) => parts.length === 3);
  if (street !== undefined) {
    await holdAll(cast, street, { year: YEAR - 1, plans: YEAR_OF_STREET.slice(0, 7) });
    await holdAll(cast, street, { year: YEAR, plans: STREET_NOW });
  }
  const county = groups.filter((one) => one !== street && /[镇道]代表小组$/.test(one.group));
  for (const [at, group] of county.entries()) {
    const ahead = group.region === townNamed(ACCOUNTS_TOWN).code ? [AHEAD] : [];
    await holdAll(cast, group, { year: YEAR, plans: [...TOWNS_OWN.slice(0, 1 + (at % 2)), ...ahead] });
  }
  for (const group of ofTown(ACCOUNTS_TOWN)) {
    const { members } = await ask(stage, actor, { query: readGroupQuota, input: { group: group.key, year: YEAR } });
    if (!members.some(({ membershipId }) => membershipId === deputy.membershipId)) continue;
    await holdAll(cast, group, { year: YEAR, plans: [...TOWNS_OWN, NOW_HELD] });
  }
}
