import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

/** Two posts that are one, and the years of which the listing of the one that goes is kept. */
export interface PostPair {
  readonly goneId: string;
  readonly keptId: string;
  readonly years: readonly number[];
}

/** The days of a post, as the office and as rosters have them. */
interface Days {
  readonly from: string;
  readonly until: string | null;
  readonly listedFrom: string | null;
  readonly listedUntil: string | null;
}

const REPORTS = ['deputies.duty_words', 'deputies.appraisal', 'deputies.role_model'] as const;

/** What a merge of two posts moved, so that it can be undone. */
export interface MergedPost {
  readonly goneId: string;
  readonly keptId: string;
  /** Of whose listings: of the one that went, moved to the one that is kept. */
  readonly years: readonly number[];
  /** The years whose listing of the one that is kept is set aside, with the one that went. */
  readonly setAside: readonly number[];
  readonly commitments: readonly string[];
  readonly reprints: readonly string[];
  readonly printouts: readonly string[];
  readonly duties: readonly string[];
  /** Own words, appraisals and nominations, by table. */
  readonly reports: Readonly<Record<(typeof REPORTS)[number], readonly string[]>>;
  readonly goneUntil: string | null;
  readonly before: Days;
  readonly after: Days;
}

/** The years in which each of some posts is listed. */
export async function findYears(
  tx: Transaction,
  district: string,
  ids: readonly string[],
): Promise<Map<string, number[]>> {
  const { rows } = await sql<{ id: string; years: number[] }>`
    select membership_id as id, array_agg(year order by year) as years from deputies.listing
    where district_code = ${district} and membership_id = any(${ids}::uuid[]) group by 1`.execute(tx);
  return new Map(rows.map(({ id, years }) => [id, years]));
}

const DAYS = sql.raw(
  `from_day as "from", until_day as "until", listed_from as "listedFrom", listed_until as "listedUntil"`,
);

async function findDays(tx: Transaction, district: string, id: string): Promise<Days | undefined> {
  const { rows } = await sql<Days>`
    select ${DAYS} from deputies.membership where district_code = ${district} and id = ${id} for update`.execute(tx);
  return rows[0];
}

/** Gives listings of some years from one post to another; through a year that no roster has, where both have one. */
async function swapListings(
  tx: Transaction,
  { district, from, to }: { readonly district: string; readonly from: string; readonly to: string },
  years: { readonly moved: readonly number[]; readonly back: readonly number[] },
): Promise<void> {
  const own = (id: string) => sql`district_code = ${district} and membership_id = ${id}`;
  await sql`update deputies.listing set year = -year where ${own(to)} and year = any(${years.back}::int[])`.execute(tx);
  await sql`update deputies.listing set membership_id = ${to} where ${own(from)} and year = any(${years.moved}::int[])
    `.execute(tx);
  await sql`update deputies.listing set membership_id = ${from}, year = -year where ${own(to)} and year < 0`.execute(
    tx,
  );
}

async function moveIds(
  tx: Transaction,
  table:
    'deputies.commitment' | 'deputies.reprint_task' | 'deputies.duty' | 'deputies.printout' | (typeof REPORTS)[number],
  of: { readonly district: string; readonly from: string; readonly to: string; readonly ids?: readonly string[] },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update ${sql.table(table)} set membership_id = ${of.to}
    where district_code = ${of.district} and membership_id = ${of.from}
      and (${of.ids ?? null}::uuid[] is null or id = any(${of.ids ?? null}::uuid[]))
    returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

/**
 * Makes one post of two of one person: listings, commitments, duties and reprint tasks of the one go to the other, which is held
 * from the first day of either to the last of either, unless the office has said when it ends.
 */
export async function mergePosts(tx: Transaction, district: string, pair: PostPair): Promise<MergedPost> {
  const { goneId, keptId } = pair;
  const before = await findDays(tx, district, keptId);
  const gone = await findDays(tx, district, goneId);
  if (before === undefined || gone === undefined) throw new RangeError(`${goneId} or ${keptId} is no post`);
  const listed = await findYears(tx, district, [goneId, keptId]);
  const kept = listed.get(keptId) ?? [];
  const years = (listed.get(goneId) ?? []).filter((year) => pair.years.includes(year) || !kept.includes(year));
  const setAside = years.filter((year) => kept.includes(year));
  await swapListings(tx, { district, from: goneId, to: keptId }, { moved: years, back: setAside });
  const way = { district, from: goneId, to: keptId };
  const commitments = await moveIds(tx, 'deputies.commitment', way);
  const reprints = await moveIds(tx, 'deputies.reprint_task', way);
  const printouts = await moveIds(tx, 'deputies.printout', way);
  const duties = await moveIds(tx, 'deputies.duty', way);
  const reports = {
    'deputies.duty_words': await moveIds(tx, 'deputies.duty_words', way),
    'deputies.appraisal': await moveIds(tx, 'deputies.appraisal', way),
    'deputies.role_model': await moveIds(tx, 'deputies.role_model', way),
  };
  await sql`
    update deputies.membership kept set
      from_day = least(kept.from_day, gone.from_day), listed_from = least(kept.listed_from, gone.listed_from),
      until_day = case when kept.ended_day is not null then kept.until_day
        when kept.until_day is not null and gone.until_day is not null
        then greatest(kept.until_day, gone.until_day) end,
      listed_until = case when kept.listed_until is not null and gone.listed_until is not null
        then greatest(kept.listed_until, gone.listed_until) end
    from deputies.membership gone
    where kept.district_code = ${district} and kept.id = ${keptId} and gone.district_code = ${district}
      and gone.id = ${goneId}`.execute(tx);
  await sql`
    update deputies.membership set merged_into = ${keptId}, until_day = from_day
    where district_code = ${district} and id = ${goneId}`.execute(tx);
  const after = (await findDays(tx, district, keptId)) ?? before;
  const moved = { commitments, reprints, printouts, duties, reports };
  return { goneId, keptId, years, setAside, ...moved, goneUntil: gone.until, before, after };
}

/** Whether what a merge of two posts moved is where it went, and the post as the merge left it. */
export async function isAsMerged(tx: Transaction, district: string, merged: MergedPost): Promise<boolean> {
  const { keptId, goneId, years, setAside, commitments } = merged;
  const now = await findDays(tx, district, keptId);
  const { rows } = await sql<{ there: boolean }>`
    select (select count(*) from deputies.commitment
        where district_code = ${district} and membership_id = ${keptId} and id = any(${commitments}::uuid[]))
        = ${commitments.length}
      and (select count(*) from deputies.listing
        where district_code = ${district} and membership_id = ${keptId} and year = any(${years}::int[]))
        = ${years.length}
      and (select count(*) from deputies.listing
        where district_code = ${district} and membership_id = ${goneId} and year = any(${setAside}::int[]))
        = ${setAside.length}
      and exists (select from deputies.membership
        where district_code = ${district} and id = ${goneId} and merged_into = ${keptId}) as there`.execute(tx);
  const { from, until, listedFrom, listedUntil } = merged.after;
  const isSame =
    now?.from === from && now.until === until && now.listedFrom === listedFrom && now.listedUntil === listedUntil;
  return isSame && rows[0]?.there === true;
}

export async function undoMergedPost(tx: Transaction, district: string, merged: MergedPost): Promise<void> {
  const { keptId, goneId, years, setAside, commitments, reprints, printouts, duties, reports, before } = merged;
  await sql`
    update deputies.membership set merged_into = null, until_day = ${merged.goneUntil}
    where district_code = ${district} and id = ${goneId}`.execute(tx);
  await sql`
    update deputies.membership set from_day = ${before.from}, until_day = ${before.until},
      listed_from = ${before.listedFrom}, listed_until = ${before.listedUntil}
    where district_code = ${district} and id = ${keptId}`.execute(tx);
  await swapListings(tx, { district, from: keptId, to: goneId }, { moved: years, back: setAside });
  const way = { district, from: keptId, to: goneId };
  await moveIds(tx, 'deputies.commitment', { ...way, ids: commitments });
  await moveIds(tx, 'deputies.reprint_task', { ...way, ids: reprints });
  await moveIds(tx, 'deputies.printout', { ...way, ids: printouts });
  await moveIds(tx, 'deputies.duty', { ...way, ids: duties });
  for (const table of REPORTS) await moveIds(tx, table, { ...way, ids: reports[table] });
}
