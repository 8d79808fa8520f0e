import { sql } from 'kysely';
import type { Database } from '#platform/database/database.ts';

interface Wall {
  readonly sees: string;
  readonly adds: string;
  readonly changes: string;
  readonly erases?: string;
}

function wall(table: string, { sees, adds, changes, erases = changes }: Wall): string[] {
  return [
    `alter table ${table} enable row level security`,
    `alter table ${table} force row level security`,
    `create policy seen on ${table} for select using (${sees})`,
    `create policy added on ${table} for insert with check (${adds})`,
    `create policy changed on ${table} for update using (${changes})`,
    `create policy erased on ${table} for delete using (${erases})`,
  ];
}

const WITHIN = 'kernel.is_within(region)';
const as = (...roles: readonly string[]) => `kernel.acting_role() in ('${roles.join("', '")}')`;
const SCREENERS = ['operator', 'clock', 'district-officer', 'town-officer', 'station-clerk'] as const;
const OWN_PORTRAIT = `(subject_kind = 'portrait' and ${as('deputy')} and subject_id = kernel.acting_person())`;
const OWN = `kernel.shares_district(district_code)
  and (account_id = kernel.acting_account() or ${as('operator', 'clock')})`;
const ERASES_OWN = `${OWN} or (kernel.shares_district(district_code) and ${as('district-officer', 'admin')})`;

const STATEMENTS = [
  `create function kernel.acting_account() returns text language sql stable
   return coalesce(current_setting('jiannuo.account', true), '')`,

  // What was screened is everybody's; else the office of its region sees it, and whoever sent it. A photo of a person is
  // that person's, whoever took it in.
  ...wall('kernel.attachment', {
    sees: `kernel.acting_role() <> '' and (screening = 'shown'
      or (${WITHIN} and ${as(...SCREENERS, 'auditor')})
      or (received_by = kernel.acting_account() and kernel.acting_role() <> 'visitor') or ${OWN_PORTRAIT})`,
    adds: `${WITHIN} and ${as(...SCREENERS, 'deputy', 'group-leader')}`,
    changes: `(${WITHIN} and ${as(...SCREENERS)}) or ${OWN_PORTRAIT}`,
  }),

  // How somebody is told is their own, an auditor's too. The outbox shows officers addresses, masked.
  ...wall('kernel.contact_way', {
    sees: `${OWN} or (kernel.shares_district(district_code)
      and ${as('district-officer', 'town-officer', 'admin', 'security')})`,
    adds: OWN,
    changes: OWN,
    erases: ERASES_OWN,
  }),
  ...['kernel.notice_setting', 'kernel.notice_wish'].flatMap((table) =>
    wall(table, { sees: OWN, adds: OWN, changes: OWN, erases: ERASES_OWN }),
  ),

  // Read by the door, before anybody is known; given and taken within the region only. With a code a visitor takes the
  // role that it is for, whose region may reach beyond the one that visitors look at.
  ...wall('kernel.role_grant', {
    sees: 'true',
    adds: `${as('visitor')} or (${WITHIN} and ${as('operator', 'admin', 'district-officer')})`,
    changes: `${WITHIN} and ${as('operator', 'admin', 'district-officer')}`,
  }),
  ...wall('kernel.invitation', {
    sees: `${as('visitor')} or (${WITHIN}
      and ${as('operator', 'admin', 'security', 'auditor', 'district-officer', 'town-officer')})`,
    adds: `${WITHIN} and ${as('operator', 'admin', 'district-officer', 'town-officer')}`,
    changes: `${as('visitor')} or (${WITHIN}
      and ${as('operator', 'admin', 'security', 'district-officer', 'town-officer')})`,
    erases: `${WITHIN} and ${as('operator')}`,
  }),
];

export async function up(database: Database): Promise<void> {
  for (const statement of STATEMENTS) await sql.raw(statement).execute(database);
}
