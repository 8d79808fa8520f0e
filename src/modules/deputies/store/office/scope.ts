import { type RawBuilder, sql } from 'kysely';
import type { Actor } from '#kernel/index.server.ts';
import { isDelegatedAt } from '../delegation.ts';
import { allOf } from '../lists/filters.ts';
import { within } from '../lists/within.ts';
import '../tables.ts';

/** The listing that tells most of a commitment's year: its own, else the latest before it, else the first after it. */
function listed(column: 'station' | 'group_name' | 'post' | 'electoral_district'): RawBuilder<string | null> {
  return sql`(
    select x.${sql.ref(column)} from deputies.listing x
    where x.district_code = c.district_code and x.membership_id = c.membership_id
    order by x.year > c.year, abs(x.year - c.year) limit 1)`;
}

export const STATION = listed('station');
export const POST = listed('post');
export const ELECTORAL_DISTRICT = listed('electoral_district');
export const GROUP = sql<string | null>`coalesce(c.group_name, ${listed('group_name')})`;

/** Which rows of `deputies.commitment c` somebody sees in the office; whoever has a unit sees that unit only. */
export function seenBy(actor: Actor): RawBuilder<boolean> {
  const inRegion = within('c', actor.region);
  const { role, unit = '' } = actor;
  if (role === 'station-clerk') return allOf([inRegion, sql`${STATION} = ${unit}`]);
  if (role === 'group-leader') return allOf([inRegion, sql`${GROUP} = ${unit}`]);
  return inRegion;
}

export const IS_DELEGATED = isDelegatedAt('c');

/** Digits 7 to 9 of a subdistrict's code are 001 to 099 (GB/T 10114). */
const IS_SUBDISTRICT = sql<boolean>`(substr(c.region, 7, 1) = '0' and substr(c.region, 7, 3) <> '000')`;

/**
 * Which of those are the actor's own to look after, in their own right or by delegation: `standingOf` as a condition.
 * Whoever only reads looks after none, and sees what waits for all.
 */
export function lookedAfterBy({ role }: Pick<Actor, 'role'>): RawBuilder<boolean> {
  if (role === 'district-officer') return sql`c.level <> 'township'`;
  if (role === 'town-officer' || role === 'station-clerk')
    return sql`(c.level = 'township' or ${IS_SUBDISTRICT} or ${IS_DELEGATED})`;
  return sql`true`;
}
