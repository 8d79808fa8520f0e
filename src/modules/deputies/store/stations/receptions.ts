import { sql } from 'kysely';
import { type RegionCode, districtCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { ReceptionException, ReceptionRule } from '../../domain/stations/reception-days.ts';
import type { Moment } from '../../domain/moment.ts';
import { heldOn, listingOf } from '../lists/relations.ts';
import { within } from '../lists/within.ts';

/** A rule with what is kept beside it. */
export interface StoredRule extends ReceptionRule {
  readonly stationId: string;
  readonly region: RegionCode;
  readonly note: string | null;
  /** When the rule, or what was said of one of its days, was changed last. */
  readonly changedAt: string;
  readonly exceptions: readonly ReceptionException[];
  /** The posts whose holders receive; none where all of the station's deputies take turns. */
  readonly deputies: readonly { readonly membershipId: string; readonly personId: string; readonly name: string }[];
}

const EXCEPTIONS = sql`coalesce((
  select jsonb_agg(jsonb_build_object('day', e.day, 'kind', e.kind, 'toDay', e.to_day, 'starts', e.starts,
    'ends', e.ends, 'note', e.note) order by e.day)
  from deputies.reception_exception e where e.district_code = x.district_code and e.rule_id = x.id), '[]')`;

/** A post that has become one with another is that one. */
const DEPUTIES = sql`coalesce((
  select jsonb_agg(jsonb_build_object('membershipId', m.id, 'personId', p.id, 'name', p.name)
    order by p.pinyin collate "C", m.id)
  from deputies.reception_deputy d
  join deputies.membership given on given.district_code = d.district_code and given.id = d.membership_id
  join deputies.membership m on m.district_code = d.district_code and m.id = coalesce(given.merged_into, given.id)
  join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
  where d.district_code = x.district_code and d.rule_id = x.id), '[]')`;

const CHANGED = sql`greatest(x.changed_at, (
  select max(e.changed_at) from deputies.reception_exception e
  where e.district_code = x.district_code and e.rule_id = x.id))`;

const RULE = sql`x.id, x.station_id as "stationId", x.region, x.pattern, x.weekdays,
  x.every_weeks as "everyWeeks", x.month_day as "monthDay", x.nth,
  x.starts, x.ends, x.from_day as "fromDay", x.until_day as "untilDay", x.on_holiday as "onHoliday", x.note,
  ${CHANGED} as "changedAt", ${EXCEPTIONS} as exceptions, ${DEPUTIES} as deputies`;

/** The rules of some stations, those that began first first. */
export async function findRules(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly stationIds: readonly string[] },
): Promise<StoredRule[]> {
  if (of.stationIds.length === 0) return [];
  const { rows } = await sql<StoredRule>`
    select ${RULE} from deputies.reception_rule x
    where ${within('x', of.region)} and x.station_id = any(${of.stationIds}::uuid[])
    order by x.from_day, x.starts, x.id`.execute(tx);
  return rows;
}

export async function findRule(tx: Transaction, region: RegionCode, id: string): Promise<StoredRule | undefined> {
  const { rows } = await sql<StoredRule>`
    select ${RULE} from deputies.reception_rule x where ${within('x', region)} and x.id = ${id}`.execute(tx);
  return rows[0];
}

/**
 * The rules by which a person receives: those that name a post of theirs, and those of their station where all of its
 * deputies take turns.
 */
export async function findRulesOfPerson(
  tx: Transaction,
  of: { readonly region: RegionCode; readonly personId: string; readonly moment: Moment },
): Promise<StoredRule[]> {
  const { rows } = await sql<StoredRule>`
    select ${RULE} from deputies.reception_rule x
    where ${within('x', of.region)} and (exists (
      select from deputies.reception_deputy d
      join deputies.membership m on m.district_code = d.district_code and m.id = d.membership_id
      where d.district_code = x.district_code and d.rule_id = x.id and m.person_id = ${of.personId})
    or exists (
      select from deputies.station s
      join deputies.membership m on m.district_code = s.district_code and m.region = s.region
      join lateral (${listingOf(of.moment.year)}) l on l.station = s.name
      where s.district_code = x.district_code and s.id = x.station_id and s.kind in ('home', 'station')
        and m.person_id = ${of.personId} and m.merged_into is null and ${heldOn(of.moment.day)}
        and not exists (
          select from deputies.reception_deputy d where d.district_code = x.district_code and d.rule_id = x.id)))
    order by x.from_day, x.starts, x.id`.execute(tx);
  return rows;
}

type RuleToSave = ReceptionRule & Pick<StoredRule, 'stationId' | 'region' | 'note'>;

export async function saveRule(
  tx: Transaction,
  changedAt: string,
  { rule, membershipIds }: { readonly rule: RuleToSave; readonly membershipIds: readonly string[] },
): Promise<void> {
  const district = districtCode(rule.region);
  await sql`
    insert into deputies.reception_rule (district_code, id, station_id, region, pattern, weekdays, every_weeks, month_day, nth,
      from_day, until_day, starts, ends, on_holiday, note, changed_at)
    values (${district}, ${rule.id}, ${rule.stationId}, ${rule.region}, ${rule.pattern}, ${[...rule.weekdays]}::int[],
      ${rule.everyWeeks}, ${rule.monthDay}, ${rule.nth}, ${rule.fromDay}, ${rule.untilDay}, ${rule.starts}, ${rule.ends}, ${rule.onHoliday},
      ${rule.note}, ${changedAt})
    on conflict (district_code, id) do update
    set pattern = excluded.pattern, weekdays = excluded.weekdays,
      every_weeks = excluded.every_weeks, month_day = excluded.month_day, nth = excluded.nth,
      from_day = excluded.from_day, until_day = excluded.until_day, starts = excluded.starts, ends = excluded.ends,
      on_holiday = excluded.on_holiday, note = excluded.note, changed_at = excluded.changed_at`.execute(tx);
  await sql`
    delete from deputies.reception_deputy where district_code = ${district} and rule_id = ${rule.id}`.execute(tx);
  await sql`
    insert into deputies.reception_deputy (district_code, rule_id, membership_id, region)
    select ${district}, ${rule.id}, id, ${rule.region} from unnest(${[...membershipIds]}::uuid[]) as id`.execute(tx);
}

export async function deleteRule(tx: Transaction, rule: Pick<StoredRule, 'id' | 'region'>): Promise<void> {
  await sql`
    delete from deputies.reception_rule
    where district_code = ${districtCode(rule.region)} and id = ${rule.id}`.execute(tx);
}

export async function saveException(
  tx: Transaction,
  of: { readonly rule: Pick<StoredRule, 'id' | 'region'>; readonly changedAt: string },
  { day, kind, toDay, starts, ends, note }: ReceptionException,
): Promise<void> {
  const { rule, changedAt } = of;
  await sql`
    insert into deputies.reception_exception (district_code, rule_id, day, region, kind, to_day, starts, ends, note,
      changed_at)
    values (${districtCode(rule.region)}, ${rule.id}, ${day}, ${rule.region}, ${kind}, ${toDay}, ${starts}, ${ends},
      ${note}, ${changedAt})
    on conflict (district_code, rule_id, day) do update
    set kind = excluded.kind, to_day = excluded.to_day, starts = excluded.starts, ends = excluded.ends,
      note = excluded.note, changed_at = excluded.changed_at`.execute(tx);
}

/** Takes back what was said of a day; the rule counts as changed, so that calendars hear of it. */
export async function deleteException(
  tx: Transaction,
  of: { readonly rule: Pick<StoredRule, 'id' | 'region'>; readonly changedAt: string },
  day: string,
): Promise<void> {
  const { rule, changedAt } = of;
  const district = districtCode(rule.region);
  await sql`
    delete from deputies.reception_exception
    where district_code = ${district} and rule_id = ${rule.id} and day = ${day}`.execute(tx);
  await sql`
    update deputies.reception_rule set changed_at = ${changedAt}
    where district_code = ${district} and id = ${rule.id}`.execute(tx);
}
