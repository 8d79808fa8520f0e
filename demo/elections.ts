import { careerIn } from './careers.ts';
import { habitsOf } from './habits.ts';
import { demoPhone, type Gender, newName, RARE_NAMES } from './names.ts';
import type { Membership, Month, Person } from './people.ts';
import { at, type Random } from './random.ts';
import { DISTRICT_NAME, demoTowns, type DemoTown, EXAMPLE_SUBDISTRICT, EXAMPLE_TOWN, townNamed } from './regions.ts';
import { hasLateTerm, type Seat, seatsOf, type Term, termsOf } from './seats.ts';
import { addMonths, type Departure, departures } from './departures.ts';

/** Persons who sit in the district's congress and in their town's: first seats of each, how many by town. */
const SEATED_TWICE: Readonly<Record<string, number>> = { [EXAMPLE_TOWN]: 1, 石桥镇: 3 };
/** Towns where two of the persons seated twice are more than one. */
const TWO_SEATED_TWICE = ['清溪镇', '荣和镇', '龙潭镇', '仁和镇', '万灵溪镇', '远安镇'];
/** In these, the second of them joins the town's congress with its new term in 2019. */
const JOINS_LATER = ['龙潭镇', '远安镇'];

/** Same-named pairs: town, and the two seats that bear one name. */
const PAIRS: readonly (readonly [string, string, string])[] = [
  ['安阜街道', 'county/4', 'county/15'],
  ['玉屏街道', 'county/6', 'county/17'],
  ['石桥镇', 'township/12', 'township/51'],
  ['清溪镇', 'township/9', 'township/40'],
  ['荣和镇', 'county/5', 'township/33'],
  ['仁和镇', 'township/20', 'township/57'],
  ['铜锣镇', 'township/8', 'township/37'],
  ['吴家坝镇', 'county/6', 'township/25'],
];
const RARE_SEATS: readonly (readonly [string, string])[] = [
  ['荣和镇', 'township/7'],
  ['昌平街道', 'county/8'],
  ['观澜镇', 'township/17'],
  ['河堰镇', 'township/11'],
  ['吴家坝镇', 'township/6'],
];

/** Deputies of the municipality's congress: the town, and the seat that the same person holds ('' for none). */
const PROVINCIAL: readonly (readonly [string, string])[] = [
  ['石桥镇', 'county/0'],
  ['安阜街道', 'county/0'],
  ['玉屏街道', 'county/0'],
  ['清溪镇', 'county/4'],
  ['龙潭镇', 'county/4'],
  ['仁和镇', 'county/4'],
  ['荣和镇', 'township/4'],
  ['盘石镇', 'township/4'],
  ['安阜街道', ''],
  ['安阜街道', ''],
  ['玉屏街道', ''],
  ['双桥街道', ''],
  ['广宁街道', ''],
  ['铜锣镇', ''],
];
/** How many of these, from the first, were re-elected; the others of the old congress left with it. */
const RE_ELECTED = 3;
const ONLY_IN_OLD_CONGRESS = '石桥镇 双桥街道 峰台街道 双桥街道 广宁街道 古桥镇 直石镇 铜锣镇 安阜街道'.split(' ');
const NATIONAL = ['安阜街道', '石桥镇', '峰台街道'];

/** County deputies who moved inside the district at the end of 2018, and took their post along. */
const MOVES: readonly (readonly [string, string, string])[] = [
  ['石桥镇', 'county/13', '清溪镇'],
  ['龙潭镇', 'county/11', '安阜街道'],
];
/** Seats at the end of each list that nobody leaves early, besides those named above. */
const KEPT_SEATS = 5;

interface Register {
  readonly random: Random;
  readonly members: Membership[];
  readonly takenNames: Map<string, Set<string>>;
  /** First holder by `town/level/index`. */
  readonly holders: Map<string, Person>;
  /** The name that a seat's first holder must bear, by the same key. */
  readonly givenNames: Map<string, { name: string; gender: Gender; isShared: boolean }>;
  readonly departures: ReadonlyMap<string, Departure>;
  persons: number;
}

function keyOf({ town, level, index }: Seat): string {
  return `${town.name}/${level}/${index}`;
}

function takenIn(register: Register, town: DemoTown): Set<string> {
  const taken = register.takenNames.get(town.name) ?? new Set<string>(RARE_NAMES);
  register.takenNames.set(town.name, taken);
  return taken;
}

function newPerson(register: Register, town: DemoTown, key = ''): Person {
  const { random } = register;
  const given = register.givenNames.get(key);
  const gender: Gender = given?.gender ?? (random.chance(0.31) ? '女' : '男');
  const id = (register.persons += 1);
  const isShared = given?.isShared ?? false;
  const changesPhone = random.chance(0.05) && !isShared && key.includes('/township/') && !/\/[0-4]$/.test(key);
  return {
    id,
    name: given?.name ?? newName(random, gender, takenIn(register, town)),
    gender,
    born: `${random.int(1956, 1991)}-${String(random.int(1, 12)).padStart(2, '0')}`,
    ethnicity: random.chance(0.93) ? '汉族' : random.pick(['土家族', '苗族', '回族']),
    ...careerIn(random, town),
    publishesPhone: random.chance(0.3),
    phone: demoPhone(id),
    // A ledger that carries phones would name the deputy by a number that another year's roster does not have.
    ...(changesPhone && habitsOf(town).ledgerPhone === 'when-needed'
      ? { laterPhone: { phone: demoPhone(id + 500_000), since: random.int(2018, 2020) } }
      : {}),
    zeal: 0.65 + random.next() * 0.7,
    sharesName: isShared,
  };
}

function seatMember(seat: Seat, person: Person, term: Term): Membership {
  const { town, level, electoralDistrict, group, activityGroup, station } = seat;
  const { congress, from, to } = term;
  return {
    ...{ person, level, congress, town, from, termEnd: to },
    ...{ electoralDistrict, group, activityGroup, station, note: '' },
  };
}

/** Somebody leaves within the term, and after a by-election somebody else may sit in the seat. */
function replace(register: Register, seat: Seat, member: Membership): Membership[] {
  const departure = register.departures.get(keyOf(seat));
  if (departure === undefined || departure.month < member.from || departure.month >= member.termEnd) return [member];
  const { month, reason, monthsUntilSuccessor } = departure;
  const left = { ...member, left: { month, reason } };
  if (monthsUntilSuccessor === undefined) return [left];
  const from = addMonths(month, monthsUntilSuccessor);
  const successor = { ...member, person: newPerson(register, seat.town), from, note: `${monthText(from)}补选` };
  return [left, successor];
}

export function monthText(month: Month): string {
  return `${month.slice(0, 4)}年${Number(month.slice(5))}月`;
}

function countSeatedTwice({ name, isSubdistrict }: DemoTown): number {
  return isSubdistrict ? 0 : (SEATED_TWICE[name] ?? (TWO_SEATED_TWICE.includes(name) ? 2 : 1));
}

/** Who sits in a seat when the first term of these years begins, and, where the congress changes, in the next. */
function fillSeat(register: Register, seat: Seat): void {
  const { town, level, index } = seat;
  const key = keyOf(seat);
  const isSecondSeat = level === 'township' && index < countSeatedTwice(town);
  const joinsLater = isSecondSeat && index === 1 && JOINS_LATER.includes(town.name);
  const countyHolder = register.holders.get(`${town.name}/county/${index}`);
  const doubled = isSecondSeat ? countyHolder : undefined;
  let holder = joinsLater || doubled === undefined ? newPerson(register, town, key) : doubled;
  register.holders.set(key, holder);
  const isSafe = index < KEPT_SEATS;
  for (const [number, term] of termsOf(level, town).entries()) {
    if (number > 0 && joinsLater && doubled !== undefined) holder = doubled;
    else if (number > 0 && !isSafe && register.random.chance(0.35)) holder = newPerson(register, town);
    register.members.push(...replace(register, seat, seatMember(seat, holder, term)));
  }
}

function addAbove(
  register: Register,
  level: 'provincial' | 'national',
  options: { person: Person; town: DemoTown },
): void {
  const { person, town } = options;
  const [old, current] = [at(termsOf(level, town), 0), at(termsOf(level, town), 1)];
  const base = {
    ...{ person, town, level, activityGroup: '', note: '', station: `${town.name}代表之家` },
    electoralDistrict: level === 'national' ? '重庆市' : DISTRICT_NAME,
    group: level === 'national' ? '' : `市代表${DISTRICT_NAME}小组`,
  };
  const add = ({ congress, from, to }: Term): number => register.members.push({ ...base, congress, from, termEnd: to });
  const number = register.members.filter((member) => member.level === level && member.congress === current.congress);
  if (number.length < (level === 'national' ? 1 : RE_ELECTED)) add(old);
  add(current);
}

function addOldProvincial(register: Register, townName: string): void {
  const town = townNamed(townName);
  const { congress, from, to } = at(termsOf('provincial', town), 0);
  register.members.push({
    ...{ person: newPerson(register, town), town, level: 'provincial', congress, from, termEnd: to },
    ...{ electoralDistrict: DISTRICT_NAME, group: `市代表${DISTRICT_NAME}小组`, activityGroup: '', note: '' },
    station: `${town.name}代表之家`,
  });
}

function move(register: Register, [fromName, seatKey, toName]: readonly [string, string, string]): void {
  const person = register.holders.get(`${fromName}/${seatKey}`);
  const index = register.members.findIndex((member) => member.person === person);
  const member = at(register.members, index);
  const town = townNamed(toName);
  takenIn(register, town).add(member.person.name);
  register.members[index] = { ...member, left: { month: '2018-12', reason: `调往${toName}，代表关系转出` } };
  register.members.push({
    ...member,
    ...{ town, from: '2019-01', group: `${toName}代表小组`, station: `${toName}代表之家` },
    activityGroup: town.isSubdistrict ? '第一活动小组' : '',
    note: `2019年1月由${fromName}转入`,
  });
}

function nameSeats({ random, givenNames, takenNames }: Register): void {
  for (const [townName, ...seats] of PAIRS) {
    const gender: Gender = random.chance(0.3) ? '女' : '男';
    const taken = takenNames.get(townName) ?? new Set<string>(RARE_NAMES);
    takenNames.set(townName, taken);
    const name = newName(random, gender, taken);
    for (const seat of seats) givenNames.set(`${townName}/${seat}`, { name, gender, isShared: true });
  }
  for (const [index, [townName, seat]] of RARE_SEATS.entries()) {
    const gender: Gender = index === 1 ? '女' : '男';
    givenNames.set(`${townName}/${seat}`, { name: at(RARE_NAMES, index), gender, isShared: false });
  }
}

/** True of a seat that somebody may leave before the term ends without touching what the demonstration promises. */
function mayBeLeft({ town, index, level }: Seat): boolean {
  if ([EXAMPLE_TOWN, EXAMPLE_SUBDISTRICT].includes(town.name) || index < KEPT_SEATS) return false;
  const key = `${level}/${index}`;
  const named = [...PAIRS, ...MOVES, ...RARE_SEATS].filter(([townName]) => townName === town.name);
  return !named.some((entry) => entry.slice(1).includes(key));
}

/** All memberships that touch 2017 to 2020: who sits where, since when, until when. Persons keep their identity. */
export function electDeputies(random: Random): Membership[] {
  let firstDistrict = 1;
  const seats = demoTowns.flatMap((town) => {
    const ofTown = seatsOf(town, firstDistrict);
    firstDistrict += Math.ceil(town.countySeats / 2);
    return ofTown;
  });
  const register: Register = {
    random,
    members: [],
    takenNames: new Map(),
    holders: new Map(),
    givenNames: new Map(),
    departures: departures(
      random.fork('departures'),
      seats.filter(mayBeLeft).map((seat) => ({
        key: keyOf(seat),
        level: seat.level,
        earliest: seat.level === 'township' && hasLateTerm(seat.town) ? '2019-03' : '2017-03',
      })),
    ),
    persons: 0,
  };
  nameSeats(register);
  for (const seat of seats) fillSeat(register, seat);
  for (const [townName, seat] of PROVINCIAL) {
    const town = townNamed(townName);
    const person = register.holders.get(`${townName}/${seat}`) ?? newPerson(register, town);
    addAbove(register, 'provincial', { person, town });
  }
  for (const townName of ONLY_IN_OLD_CONGRESS) addOldProvincial(register, townName);
  for (const townName of NATIONAL) {
    const town = townNamed(townName);
    addAbove(register, 'national', { person: newPerson(register, town), town });
  }
  for (const entry of MOVES) move(register, entry);
  return register.members;
}
