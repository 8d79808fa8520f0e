/**
 * The second wall, for the steps that make tables: what each connection may see and change of a table, whatever the code
 * asks. Steps that were released have used these words: what one says stays, and what is to be another gets another name.
 */

/** Rows of the actor's region. */
export const WITHIN = 'kernel.is_within(region)';
/** Rows of a district in which the actor's region lies, or which lies in it. */
export const SHARED = 'kernel.shares_district(district_code)';
export const OFFICERS = ['operator', 'district-officer', 'town-officer'] as const;

/** Whoever acts in one of some roles. */
export const actingAs = (...roles: readonly string[]) => `kernel.acting_role() in ('${roles.join("', '")}')`;

/** A deputy's own rows. */
export const OWN_AS_DEPUTY = `(${actingAs('deputy')} and person_id::text = kernel.acting_person())`;

export interface Wall {
  readonly sees: string;
  readonly writes: string;
  /** Where rows are added or erased by others than those who change them. */
  readonly adds?: string;
  readonly erases?: string;
}

/** Where what is seen may be changed by every role that writes at all. */
export const whoeverWrites = (sees: string, changes = sees): Wall => ({
  sees,
  writes: `${changes} and kernel.may_write()`,
});

/** The statements that wall a table in. */
export function wall(table: string, { sees, writes, adds = writes, erases = writes }: Wall): string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy seen on ${table} for select using (${sees})`,
    `create policy added on ${table} for insert with check (${adds})`,
    `create policy changed on ${table} for update using (${writes})`,
    `create policy erased on ${table} for delete using (${erases})`,
  ];
}
