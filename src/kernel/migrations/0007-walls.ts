import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';
import { WITHIN, actingAs, wall } from '../walls.ts';

const SCREENERS = ['operator', 'clock', 'district-officer', 'town-officer', 'station-clerk'] as const;
const OWN_PORTRAIT = `(subject_kind = 'portrait' and ${actingAs('deputy')} and subject_id = kernel.acting_person())`;
const OWN = `kernel.shares_district(district_code)
  and (account_id = kernel.acting_account() or ${actingAs('operator', 'clock')})`;
const ERASES_OWN = `${OWN} or (kernel.shares_district(district_code) and ${actingAs('district-officer', 'admin')})`;

const STATEMENTS = [
  `create function kernel.acting_account() returns text language sql stable
   return coalesce(current_setting('jiannuo.account', true), '')`,

  // What was screened is everybody's, unless what it belongs to is not public; else the office of its region sees it, and whoever sent it. A photo of a person is
  // that person's, whoever took it in.
  ...wall('kernel.attachment', {
    sees: `kernel.acting_role() <> '' and ((screening = 'shown' and not is_withheld)
      or (${WITHIN} and ${actingAs(...SCREENERS, 'auditor')})
      or (received_by = kernel.acting_account() and kernel.acting_role() <> 'visitor') or ${OWN_PORTRAIT})`,
    adds: `${WITHIN} and ${actingAs(...SCREENERS, 'deputy', 'group-leader')}`,
    writes: `(${WITHIN} and ${actingAs(...SCREENERS)}) or ${OWN_PORTRAIT}`,
  }),

  // How somebody is told is their own, an auditor's too. The outbox shows officers addresses, masked.
  ...wall('kernel.contact_way', {
    sees: `${OWN} or (kernel.shares_district(district_code)
      and ${actingAs('district-officer', 'town-officer', 'admin', 'security')})`,
    adds: OWN,
    writes: OWN,
    erases: ERASES_OWN,
  }),
  ...['kernel.notice_setting', 'kernel.notice_wish'].flatMap((table) =>
    wall(table, { sees: OWN, adds: OWN, writes: OWN, erases: ERASES_OWN }),
  ),

  // Read by the door, before anybody is known; given and taken within the region only. With a code a visitor takes the
  // role that it is for, whose region may reach beyond the one that visitors look at.
  ...wall('kernel.role_grant', {
    sees: 'true',
    adds: `${actingAs('visitor')} or (${WITHIN} and ${actingAs('operator', 'admin', 'district-officer')})`,
    writes: `${WITHIN} and ${actingAs('operator', 'admin', 'district-officer')}`,
  }),
  ...wall('kernel.invitation', {
    sees: `${actingAs('visitor')} or (${WITHIN}
      and ${actingAs('operator', 'admin', 'security', 'auditor', 'district-officer', 'town-officer')})`,
    adds: `${WITHIN} and ${actingAs('operator', 'admin', 'district-officer', 'town-officer')}`,
    writes: `${actingAs('visitor')} or (${WITHIN}
      and ${actingAs('operator', 'admin', 'security', 'district-officer', 'town-officer')})`,
    erases: `${WITHIN} and ${actingAs('operator')}`,
  }),
];

export async function up(database: Database): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}
