import { sql } from 'kysely';
import type { CommitmentState } from '../../contract.ts';

/** A commitment as a list shows it, with the state that it had at the list's instant. */
export interface ItemRow {
  readonly id: string;
  readonly personId: string;
  readonly membershipId: string;
  readonly name: string;
  readonly level: string;
  readonly townCode: string;
  readonly townName: string;
  readonly year: number;
  readonly kind: string;
  readonly field: string;
  readonly text: string;
  readonly target: string | null;
  readonly result: string | null;
  readonly dueDay: string | null;
  readonly dueNote: string | null;
  readonly state: CommitmentState;
  readonly isCarriedOver: boolean;
}

/** What is to be reached, in words; a number that the words leave out stands after them. */
export const TARGET = sql.raw(`case
    when c.target_quantity is null then c.target
    when c.target is null then concat(trim_scale(c.target_quantity), c.target_unit)
    when position(trim_scale(c.target_quantity)::text in c.target) > 0 then c.target
    else concat(c.target, '（', trim_scale(c.target_quantity), c.target_unit, '）') end`);

/** Of `deputies.commitment c` and `kernel.region r`; name and state come from where the list has them. */
export const ITEM_COLUMNS = sql`
  c.id, c.person_id as "personId", c.membership_id as "membershipId", c.level, c.region as "townCode",
  coalesce(r.name, c.region) as "townName", c.year, c.kind, c.field, c.text,
  ${TARGET} as target, c.result, c.due_day as "dueDay", c.due_note as "dueNote",
  c.carried_to is not null as "isCarriedOver"`;
