import type { Membership } from './people.ts';
import { commonTexts, type Field, personalFields } from './phrases.ts';
import type { ProgrammeYear } from './programme.ts';
import { at, type Random } from './random.ts';
import { type DemoTown, EXAMPLE_TOWN } from './regions.ts';

/** How much of what, in tenths, so that 1.2公里 adds up exactly. */
export interface Amount {
  readonly tenths: number;
  readonly unit: string;
}

/** What a deputy promises, before anybody knows what becomes of it. */
export interface DemoPromise {
  readonly membership: Membership;
  readonly isCommon: boolean;
  readonly field: string;
  readonly worry: Field['worry'];
  readonly text: string;
  readonly target: Amount | null;
  readonly isLongTerm: boolean;
  /** The report itself tells that it was done. */
  readonly mustBeDone: boolean;
}

interface Occasion {
  readonly random: Random;
  readonly town: DemoTown;
  readonly year: number;
}

const RANGE = /\{([\d.]+)-([\d.]+)([^}]+)\}/;
const UNSAID = /\|([\d.]+)([xq]?)(.+)$/;
const STREETS = ['路', '街', '大道', '巷'];

/** The report's examples, all of one town in 2020; the last deputy made three personal promises and kept them all. */
const SHOWPIECES: readonly (readonly [string, string])[] = [
  ['助困就业', '帮助建档立卡贫困人口就近就业{17-17人}'],
  ['产业带动', '带动建档立卡贫困户发展肉牛养殖增收{18-18户}'],
  ['疫情防控', '参加疫情防控值守，做好排查、宣传、消毒、劝返、代购、转运{42-42天}'],
];
const SHOWPIECE_OF_ALL_KEPT = SHOWPIECES.length;
const PERSONAL_OF_ALL_KEPT = 3;

function drawAmount(random: Random, [, low = '', high = '', unit = '']: readonly string[]): Amount {
  // Nobody promises 137 square metres: large amounts are round, small lengths have a decimal.
  const step = low.includes('.') ? 1 : Number(high) >= 160 ? 100 : 10;
  const drawn = random.int(Math.ceil((Number(low) * 10) / step), Math.floor((Number(high) * 10) / step)) * step;
  return { tenths: drawn, unit };
}

function unsaidAmount(year: number, [, number = '', per = '', unit = '']: readonly string[]): Amount {
  const months = year === 2017 ? 6 : 12;
  const times = per === 'x' ? months : per === 'q' ? months / 3 : 1;
  return { tenths: Math.round(Number(number) * times * 10), unit };
}

/** "20盏", "1.2公里". */
export function amountText({ tenths, unit }: Amount): string {
  return `${tenths / 10}${unit}`;
}

/** Fills a template of `phrases.ts` for a town. */
function fill(template: string, { random, town, year }: Occasion): Pick<DemoPromise, 'text' | 'target' | 'isLongTerm'> {
  const { name: village } = random.pick(town.villages);
  const isCommunity = village.endsWith('社区');
  const group = isCommunity ? `第${random.int(1, 9)}网格` : `${random.int(1, 12)}组`;
  const range = RANGE.exec(template);
  const unsaid = UNSAID.exec(template);
  const target = range ? drawAmount(random, range) : unsaid ? unsaidAmount(year, unsaid) : null;
  const street = `${village.replace(/社区$|村$/, '')}${random.pick(STREETS)}`;
  const text = template
    .replace(UNSAID, '')
    .replace(RANGE, target ? amountText(target) : '')
    .replace('∞', '')
    .replace('《村》', village)
    .replace('《组》', group)
    .replace('《路》', street);
  return { text, target, isLongTerm: template.endsWith('∞') };
}

/** How many promises each membership makes, so that they add up to the year's. */
function shares(memberships: readonly Membership[], programme: ProgrammeYear, random: Random): number[] {
  const weights = memberships.map(({ person, level }) => person.zeal * (level === 'township' ? 1 : 1.12));
  const sum = weights.reduce((total, weight) => total + weight, 0);
  const counts = weights.map((weight) => Math.max(3, Math.floor((weight / sum) * programme.commitments)));
  const order = random.shuffle(counts.map((_, index) => index));
  let missing = programme.commitments - counts.reduce((total, count) => total + count, 0);
  for (let turn = 0; missing !== 0; turn += 1) {
    const index = at(order, turn % order.length);
    const count = at(counts, index);
    if (missing < 0 && count <= 3) continue;
    counts[index] = count + Math.sign(missing);
    missing -= Math.sign(missing);
  }
  return counts;
}

function commonOf(membership: Membership, { year }: ProgrammeYear, random: Random): DemoPromise[] {
  const { level, town } = membership;
  if (level === 'national') return [];
  // The district's and the municipality's deputies promise alike everywhere, a town's within the town.
  const label = level === 'township' ? `common ${year} ${town.name}` : `common ${year} ${level}`;
  const chosen = random
    .fork(label)
    .shuffle(commonTexts[level])
    .slice(0, year < 2019 ? 2 : 3);
  return chosen.map(([field, template]) => ({
    ...{ membership, isCommon: true, field, worry: '操心事', mustBeDone: false },
    ...fill(template, { random, town, year }),
  }));
}

function fieldsFor({ town }: Membership, year: number): readonly Field[] {
  const kind = town.isSubdistrict ? 'subdistrict' : 'town';
  const fitting = personalFields.filter(
    ({ years, only }) => (years?.includes(year) ?? true) && (only === undefined || only === kind),
  );
  // What belongs to one year is what that year is about.
  return [...fitting, ...fitting.filter(({ years }) => years !== undefined), ...fitting.filter(({ only }) => only)];
}

function showpiecesIn(memberships: readonly Membership[], { year }: ProgrammeYear): Map<Membership, number> {
  const inTown = memberships.filter(({ town, level }) => town.name === EXAMPLE_TOWN && level === 'township');
  // The first seat's holder has two posts; the next ones are plain.
  return new Map(
    year === 2020 ? inTown.slice(1, 2 + SHOWPIECE_OF_ALL_KEPT).map((member, index) => [member, index]) : [],
  );
}

interface PersonalOrder {
  readonly membership: Membership;
  readonly count: number;
  /** Templates that this person has used this year, in whatever post. */
  readonly used: Set<string>;
  readonly showpiece: number | undefined;
}

function personalOf(order: PersonalOrder, { year }: ProgrammeYear, random: Random): DemoPromise[] {
  const { membership, count, used, showpiece } = order;
  const { town } = membership;
  const fields = fieldsFor(membership, year);
  const promises: DemoPromise[] = [];
  const told = showpiece === undefined ? undefined : SHOWPIECES[showpiece];
  if (told) {
    const [field, template] = told;
    const base = { membership, isCommon: false, field, worry: '揪心事', mustBeDone: true } as const;
    promises.push({ ...base, ...fill(template, { random, town, year }) });
  }
  while (promises.length < count) {
    const { name: field, texts, worry } = random.pick(fields);
    const template = random.pick(texts);
    if (used.has(template)) continue;
    used.add(template);
    const mustBeDone = showpiece === SHOWPIECE_OF_ALL_KEPT;
    promises.push({
      ...{ membership, isCommon: false, field, worry, mustBeDone },
      ...fill(template, { random, town, year }),
    });
  }
  return promises;
}

/** All promises of a year, deputy by deputy; no two texts of one person are equal. */
export function promisesOf(
  memberships: readonly Membership[],
  programme: ProgrammeYear,
  random: Random,
): DemoPromise[] {
  const showpieces = showpiecesIn(memberships, programme);
  const used = new Map<number, Set<string>>();
  const counted = memberships.filter((membership) => showpieces.get(membership) !== SHOWPIECE_OF_ALL_KEPT);
  const keptAll = memberships.filter((membership) => !counted.includes(membership));
  const commons = new Map(memberships.map((membership) => [membership, commonOf(membership, programme, random)]));
  const fixed = keptAll.reduce((sum, member) => sum + PERSONAL_OF_ALL_KEPT + (commons.get(member)?.length ?? 0), 0);
  const counts = shares(counted, { ...programme, commitments: programme.commitments - fixed }, random);
  const totals = new Map(counted.map((membership, index) => [membership, at(counts, index)]));
  return memberships.flatMap((membership) => {
    const usedByPerson = used.get(membership.person.id) ?? new Set<string>();
    used.set(membership.person.id, usedByPerson);
    const total = totals.get(membership);
    const common = (commons.get(membership) ?? []).slice(0, total === undefined ? undefined : total - 1);
    const count = total === undefined ? PERSONAL_OF_ALL_KEPT : total - common.length;
    const showpiece = showpieces.get(membership);
    return [...common, ...personalOf({ membership, count, used: usedByPerson, showpiece }, programme, random)];
  });
}
