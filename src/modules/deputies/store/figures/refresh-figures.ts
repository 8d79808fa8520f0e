import { sql } from 'kysely';
import { seeingAll } from '#kernel/index.server.ts';
import type { Transaction } from '#platform/database/database.ts';
import { type DistrictRecord, type PersonRecord, personYears } from '../../domain/figures/person-year.ts';
import { Tally } from '../../domain/figures/tally.ts';
import {
  type Whose,
  findDistrictRecords,
  findDistrictsOf,
  findDistrictsWithPosts,
  findPersonIdsFirstOf,
  findPersonIdsOf,
  findPersonRecords,
  findPostRecords,
} from './records.ts';
import { addToFigureSeries, addToOutcomeSeries, deleteAllSeries } from './series.ts';

/** Any number, as long as no other lock of ours has it; the second half is the district. */
const FIGURES_OF = 7_269_002;

/** Taken after the locks of districts by whoever changes which years, or which levels, a district has. */
const EVERY_DISTRICT = '0';

/** A district by its six digits, and everybody in it whom a change touches, those whom it adds included. */
export interface Touched {
  readonly district: string;
  readonly personIds: readonly string[];
  /** The only years whose commitments the change touches, where that is known: those of others are not looked at. */
  readonly years?: readonly number[];
}

/**
 * Makes a change, and keeps all published figures true to it in the same transaction. To be called once a transaction,
 * before it writes anything else: whoever changes a district waits here for whoever is changing it, and the figures of
 * the regions above are held until the transaction ends.
 * @param change writes posts, listings, rosters, commitments, what became of them, or the programme's scope
 */
export async function refreshFigures<Result>(
  tx: Transaction,
  { district, personIds, years }: Touched,
  change: () => Promise<Result>,
): Promise<Result> {
  const registered = await seeingAll(tx, () => findDistrictsOf(tx, personIds));
  const districts = [...new Set([district, ...registered])].toSorted();
  await lockDistricts(tx, districts);
  // A figure counts persons wherever they hold posts, and so beyond the region of whoever makes the change.
  const before = await seeingAll(tx, () => load(tx, { districts, personIds, years }));
  const result = await change();
  const after = await seeingAll(tx, () => load(tx, { districts, personIds, years }));

  const tally = new Tally();
  addDifference(tally, before, after);
  await seeingAll(tx, () => addOthers(tx, tally, { personIds, before: before.districts, after: after.districts }));
  await save(tx, tally);
  return result;
}

/**
 * Computes all published figures anew, for all districts: the regions above them are shared, and what a district
 * added to them cannot be told from the sums.
 */
export async function rebuildFigures(tx: Transaction): Promise<void> {
  await seeingAll(tx, async () => {
    const all = await findDistrictsWithPosts(tx);
    await lockDistricts(tx, all);
    await deleteAllSeries(tx);
    for (const district of all) {
      const personIds = await findPersonIdsFirstOf(tx, district);
      const { people, districts } = await load(tx, { districts: await findDistrictsOf(tx, personIds), personIds });
      const tally = new Tally();
      for (const one of people.flatMap((person) => personYears(person, districts))) tally.add(one);
      await save(tx, tally);
    }
  });
}

interface Records {
  readonly people: readonly PersonRecord[];
  readonly districts: readonly DistrictRecord[];
}

async function lockDistricts(tx: Transaction, districts: readonly string[]): Promise<void> {
  await sql`select pg_advisory_xact_lock(${FIGURES_OF}::int, district::int) from unnest(${districts}::text[]) as district
    `.execute(tx);
}

async function load(tx: Transaction, whose: Whose): Promise<Records> {
  return { people: await findPersonRecords(tx, whose), districts: await findDistrictRecords(tx, whose.districts) };
}

async function save(tx: Transaction, tally: Tally): Promise<void> {
  await addToFigureSeries(tx, tally.cellChanges());
  await addToOutcomeSeries(tx, tally.outcomeChanges());
}

/** Takes away what persons were, and adds what they are; years in which nothing changed cost only the comparison. */
function addDifference(tally: Tally, before: Records, after: Records): void {
  for (const [index, person] of before.people.entries()) {
    const old = personYears(person, before.districts).map((one) => [JSON.stringify(one), one] as const);
    const now = personYears(after.people[index] ?? person, after.districts).map(
      (one) => [JSON.stringify(one), one] as const,
    );
    const [wasText, isText] = [new Set(old.map(([text]) => text)), new Set(now.map(([text]) => text))];
    for (const [text, one] of old) if (!isText.has(text)) tally.remove(one);
    for (const [text, one] of now) if (!wasText.has(text)) tally.add(one);
  }
}

interface Turn {
  readonly personIds: readonly string[];
  readonly before: readonly DistrictRecord[];
  readonly after: readonly DistrictRecord[];
}

/** A year's first roster, or another scope, concerns everybody who holds a post in the district. */
async function addOthers(tx: Transaction, tally: Tally, { personIds, before, after }: Turn): Promise<void> {
  const changed = after.filter((one, index) => JSON.stringify(one) !== JSON.stringify(before[index]));
  if (changed.length === 0) return;
  // Nobody else changes persons who are also of this district, but the years of their other districts.
  await lockDistricts(tx, [EVERY_DISTRICT]);
  const touched = new Set(personIds);
  const others = new Set<string>();
  for (const { region } of changed) {
    for (const id of await findPersonIdsOf(tx, region.slice(0, 6))) if (!touched.has(id)) others.add(id);
  }
  const whose = { personIds: [...others], districts: await findDistrictsOf(tx, [...others]) };
  const beyond = whose.districts.filter((one) => !after.some(({ region }) => region.startsWith(one)));
  // Their commitments stay as they are, so that only posts are compared.
  const people = await findPostRecords(tx, whose);
  const elsewhere = await findDistrictRecords(tx, beyond);
  addDifference(
    tally,
    { people, districts: [...before, ...elsewhere] },
    { people, districts: [...after, ...elsewhere] },
  );
}
