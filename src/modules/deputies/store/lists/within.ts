import { type RawBuilder, sql } from 'kysely';
import { type RegionCode, significantDigits } from '#kernel/contract.ts';

const DISTRICT_DIGITS = 6;

/** Whether a row with `district_code` and `region` lies in a region: by the district first, which the keys begin with. */
export function within(table: string, region: RegionCode): RawBuilder<boolean> {
  const digits = significantDigits(region);
  const district = sql.ref(`${table}.district_code`);
  if (digits.length < DISTRICT_DIGITS) return sql`starts_with(${district}, ${digits})`;
  const inDistrict = sql<boolean>`${district} = ${digits.slice(0, DISTRICT_DIGITS)}`;
  if (digits.length === DISTRICT_DIGITS) return inDistrict;
  return sql`(${inDistrict} and starts_with(${sql.ref(`${table}.region`)}, ${digits}))`;
}
