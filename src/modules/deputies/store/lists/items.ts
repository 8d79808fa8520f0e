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
}

/** Of `deputies.commitment c` and `kernel.region r`; name and state come from where the list has them. */
export const ITEM_COLUMNS = sql.raw(`
  c.id, c.person_id as "personId", c.membership_id as "membershipId", c.level, c.region as "townCode",
  coalesce(r.name, c.region) as "townName", c.year, c.kind, c.field, c.text, c.target, c.result,
  c.due_day as "dueDay", c.due_note as "dueNote"`);
