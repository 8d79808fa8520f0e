import { sql } from 'kysely';
import { walls } from '#kernel/index.server.ts';
import type { Database } from '#platform/database/database.ts';

const { SHARED, WITHIN, actingAs, wall, whoeverWrites } = walls;

const IMPORTERS = actingAs('operator', 'clock', 'district-officer', 'town-officer');

/** Whether the row to which a row belongs is seen by whoever asks: its own wall decides. */
function belongsTo(owner: string, of: string, key: string): string {
  return `exists (select from deputies.${owner} o where o.district_code = ${of}.district_code and o.id = ${of}.${key})`;
}

const STATEMENTS = [
  // Figures of a region take into account for which years its district has rosters.
  ...wall('deputies.roster', whoeverWrites(SHARED, WITHIN)),
  ...wall('deputies.programme_scope', {
    sees: SHARED,
    writes: `${SHARED} and ${actingAs('operator', 'district-officer')}`,
  }),
  ...wall('deputies.delegation', {
    sees: SHARED,
    writes: `kernel.is_within(town) and ${actingAs('operator', 'district-officer')}`,
  }),

  // Files as towns send them: full of what is personal.
  ...wall('deputies.import_batch', {
    sees: `${WITHIN} and (${IMPORTERS} or ${actingAs('auditor')})`,
    writes: `${WITHIN} and ${IMPORTERS}`,
  }),
  ...wall('deputies.incoming_file', {
    sees: belongsTo('import_batch', 'incoming_file', 'batch_id'),
    writes: `${belongsTo('import_batch', 'incoming_file', 'batch_id')} and ${IMPORTERS}`,
  }),

  // What belongs to a commitment is seen where the commitment is. Reviews are between the office and the author.
  `alter policy seen on deputies.commitment_version
   using (${SHARED} and ${belongsTo('commitment', 'commitment_version', 'commitment_id')})`,
  `alter policy added on deputies.commitment_version with check (${SHARED} and kernel.may_write()
   and ${belongsTo('commitment', 'commitment_version', 'commitment_id')})`,
  `alter policy seen on deputies.milestone using (${WITHIN}
   and ${belongsTo('commitment', 'milestone', 'commitment_id')})`,
  `alter policy seen on deputies.commitment_review using (${WITHIN} and kernel.acting_role() not in ('', 'visitor')
   and ${belongsTo('commitment', 'commitment_review', 'commitment_id')})`,
  `alter policy counted on deputies.confirmation_answer
   using (${belongsTo('confirmation_round', 'confirmation_answer', 'round_id')})`,
];

export async function up(database: Database): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}
