import { type RawBuilder, sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import { Level } from '../../contract.ts';
import type { Moment } from '../../domain/moment.ts';
import { within } from './within.ts';

/** States that the public knows of: whatever was published once, withdrawn or not. */
const PUBLIC_STATES = sql.raw(`('published', 'claimed', 'fulfilled', 'withdrawn')`);

const LEVELS_BY_RANK = sql.raw(`array[${Level.options.map((level) => `'${level}'`).join(', ')}]`);

/** 1 for the highest level. */
export function rankOf(level: RawBuilder<unknown>): RawBuilder<number> {
  return sql`array_position(${LEVELS_BY_RANK}, ${level})`;
}

/**
 * The state of each published commitment at an instant. States follow one another without a gap and without overlap,
 * and what was corrected since is left out, so that there is one row a commitment.
 */
export function standingAt(at: string): RawBuilder<unknown> {
  return sql`
    select s.district_code, s.commitment_id, s.state
    from deputies.commitment_change s
    where s.superseded_at is null and s.effective_at <= ${at} and ${at} < s.until_at and s.state in ${PUBLIC_STATES}`;
}

/** The town that a region lies in: the first nine digits. */
const TOWN = (table: string) => sql`rpad(left(${sql.ref(`${table}.region`)}, 9), 12, '0')`;

/** The key of a deputy group as the figures have it; those in no group have an empty name. */
const GROUP_KEY = (table: string, named: string) =>
  sql`${TOWN(table)} || ':' || coalesce(${sql.ref(`${named}.group_name`)}, '')`;

/** What a commitment is found by. */
const WORDS = sql`, concat_ws(E'\n', c.text, c.target, c.result) as words`;

/**
 * The year's commitments that are published at the instant, with their state then: the denominator of every rate.
 * @param has `words` only where they are searched: they weigh more than all the rest
 */
export function promises(moment: Moment, region: RegionCode, has: { readonly words: boolean }): RawBuilder<unknown> {
  return sql`
    select c.district_code, c.id, c.person_id, c.membership_id, c.level, c.region,
      ${TOWN('c')} as town, ${GROUP_KEY('c', 'c')} as group_key, c.field, c.kind, c.unit, c.quantity, s.state
      ${has.words ? WORDS : sql``}
    from deputies.commitment c
    join (${standingAt(moment.at)}) s on s.district_code = c.district_code and s.commitment_id = c.id
    where ${within('c', region)} and c.year = ${moment.year}`;
}

/** The listing of a post that tells most of a year: its own, else the latest before it, else the first after it. */
export function listingOf(year: number): RawBuilder<unknown> {
  return sql`
    select l.* from deputies.listing l
    where l.district_code = m.district_code and l.membership_id = m.id
    order by l.year > ${year}, abs(l.year - ${year}) limit 1`;
}

/**
 * Posts held on the moment's day, in the group that the year's roster lists them in, with whether their level takes part
 * that year. A year without a row of its own goes by the latest before it; without any, all levels take part.
 */
export function seats(moment: Moment, region: RegionCode): RawBuilder<unknown> {
  return sql`
    select m.person_id, m.level, m.region, ${TOWN('m')} as town, ${GROUP_KEY('m', 'l')} as group_key,
      m.level = any(coalesce(scope.levels, array[m.level])) as is_in_scope
    from deputies.membership m
    left join deputies.listing l
      on l.district_code = m.district_code and l.membership_id = m.id and l.year = ${moment.year}
    left join (
      select distinct on (district_code) district_code, levels from deputies.programme_scope
      where year <= ${moment.year} order by district_code, year desc
    ) scope on scope.district_code = m.district_code
    where ${within('m', region)} and ${heldOn(moment.day)}`;
}

/** Whether the post `m` is held on a day, and not suspended. */
export function heldOn(day: string): RawBuilder<boolean> {
  return sql`m.from_day <= ${day} and (m.until_day is null or ${day} < m.until_day)
    and (m.suspended_from is null or ${day} < m.suspended_from or m.suspended_until <= ${day})
    and not m.earlier_suspensions @> ${day}::date`;
}
