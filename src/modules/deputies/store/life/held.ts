import { type RawBuilder, sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { CommitmentKind, CommitmentState, Level } from '../../contract.ts';
import { isLeading } from '../../domain/posts/leading-post.ts';
import { isDelegatedAt } from '../delegation.ts';
import { within } from '../lists/within.ts';
import { heldOn, listingOf } from '../lists/relations.ts';
import '../tables.ts';

/** A commitment with all that decides who may do what to it. */
export interface HeldCommitment {
  readonly id: string;
  readonly district: string;
  readonly revision: number;
  readonly version: number;
  readonly state: CommitmentState;
  readonly region: RegionCode;
  readonly townName: string;
  readonly level: Level;
  readonly year: number;
  readonly personId: string;
  readonly name: string;
  readonly membershipId: string;
  readonly station: string | null;
  readonly group: string | null;
  readonly isLeading: boolean;
  readonly isDelegated: boolean;
  readonly origin: string;
  readonly keyedBy: string | null;
  readonly claimedBy: string | null;
  readonly claimedPerson: string | null;
  readonly checkedBy: string | null;
  readonly checkedPerson: string | null;
  readonly lastEntryAt: string | null;
  readonly carriedFrom: string | null;
  readonly carriedTo: string | null;
  readonly kind: CommitmentKind;
  readonly field: string;
  readonly worry: string | null;
  readonly themes: readonly string[];
  readonly text: string;
  readonly target: string | null;
  readonly targetQuantity: string | null;
  readonly targetUnit: string | null;
  readonly dueDay: string | null;
  readonly result: string | null;
  readonly measure: string | null;
  readonly quantity: string | null;
  readonly unit: string | null;
}

type HeldRow = Omit<HeldCommitment, 'isLeading' | 'district'> & {
  readonly district: string;
  readonly post: string | null;
  readonly leads: boolean | null;
};

function heldWhere(condition: RawBuilder<boolean>): RawBuilder<HeldRow> {
  return sql<HeldRow>`
    select c.id, c.district_code as district, c.revision, c.version, c.state, c.region,
      coalesce(r.name, c.region) as "townName", c.level, c.year, c.person_id as "personId", p.name,
      c.membership_id as "membershipId", l.station, coalesce(c.group_name, l.group_name) as "group", l.post,
      m.is_leading as leads, ${isDelegatedAt('c')} as "isDelegated", c.origin, c.keyed_by as "keyedBy",
      c.claimed_by as "claimedBy", c.claimed_person as "claimedPerson", c.last_entry_at as "lastEntryAt",
      c.carried_from as "carriedFrom", c.carried_to as "carriedTo", v.by_account as "checkedBy",
      v.by_person as "checkedPerson", c.kind, c.field, c.worry, c.themes, c.text, c.target,
      trim_scale(c.target_quantity)::text as "targetQuantity", c.target_unit as "targetUnit", c.due_day as "dueDay",
      c.result, c.measure, trim_scale(c.quantity)::text as quantity, c.unit
    from deputies.commitment c
    join kernel.person p on p.district_code = c.district_code and p.id = c.person_id
    join deputies.membership m on m.district_code = c.district_code and m.id = c.membership_id
    left join lateral (
      select x.* from deputies.listing x
      where x.district_code = m.district_code and x.membership_id = m.id
      order by x.year > c.year, abs(x.year - c.year) limit 1) l on true
    left join lateral (
      select x.by_account, x.by_person from deputies.verification x
      where x.district_code = c.district_code and x.commitment_id = c.id order by x.seq desc limit 1) v on true
    left join kernel.region r on r.code = c.region
    where ${condition}`;
}

function held({ post, leads, ...row }: HeldRow): HeldCommitment {
  return { ...row, isLeading: leads ?? isLeading(post) };
}

/** Outside `region` a commitment does not exist, so that nobody learns of it by asking. */
export async function findHeld(tx: Transaction, id: string, region: RegionCode): Promise<HeldCommitment | undefined> {
  const { rows } = await heldWhere(sql`c.id = ${id} and ${within('c', region)}`).execute(tx);
  return rows[0] === undefined ? undefined : held(rows[0]);
}

/** A post in which somebody can promise, as of a day. */
export interface SeatRow {
  readonly district: string;
  readonly membershipId: string;
  readonly personId: string;
  readonly name: string;
  readonly region: RegionCode;
  readonly townName: string;
  readonly level: Level;
  readonly station: string | null;
  readonly group: string | null;
  readonly isDelegated: boolean;
  readonly isLeading: boolean;
}

/** The post, if it is held on a day and not suspended; the listing is the year's. */
export async function findSeat(
  tx: Transaction,
  membershipId: string,
  of: { readonly region: RegionCode; readonly day: string; readonly year: number },
): Promise<SeatRow | undefined> {
  const { rows } = await sql<Omit<SeatRow, 'isLeading'> & { post: string | null; leads: boolean | null }>`
    select m.district_code as district, m.id as "membershipId", m.person_id as "personId", p.name, m.region,
      coalesce(r.name, m.region) as "townName", m.level, l.station, l.group_name as "group", l.post,
      m.is_leading as leads, ${isDelegatedAt('m')}
        as "isDelegated"
    from deputies.membership m
    join kernel.person p on p.district_code = m.district_code and p.id = m.person_id
    left join kernel.region r on r.code = m.region
    left join lateral (${listingOf(of.year)}) l on true
    where m.id = ${membershipId} and ${within('m', of.region)}
      and ${heldOn(of.day)}`.execute(tx);
  const [row] = rows;
  if (row === undefined) return undefined;
  const { post, leads, ...seat } = row;
  return { ...seat, isLeading: leads ?? isLeading(post) };
}

/** Whether a post has a commitment of the same words in a year already. @returns its id */
export async function findSameWords(
  tx: Transaction,
  of: { readonly district: string; readonly membershipId: string; readonly year: number; readonly text: string },
): Promise<string | undefined> {
  const row = await tx
    .selectFrom('deputies.commitment')
    .select('id')
    .where('district_code', '=', of.district)
    .where('membership_id', '=', of.membershipId)
    .where('year', '=', of.year)
    .where('text', '=', of.text)
    .executeTakeFirst();
  return row?.id;
}
