import { type Generated, sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { type RegionCode, districtCode } from '../../values/region-code.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'kernel.journal_entry': {
      district_code: string;
      seq: Generated<bigint>;
      at: string;
      actor: string;
      event: string;
      subject: string;
      facts: unknown;
    };
  }
}

/** A published fact, written once with the change that it tells of. Personal data never stands in it in plain. */
export interface JournalEntry {
  readonly region: RegionCode;
  readonly event: string;
  readonly subject: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

export async function appendEntries(
  tx: Transaction,
  by: { readonly actor: string; readonly at: string },
  entries: readonly JournalEntry[],
): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map(({ region, ...entry }) => ({ ...entry, district: districtCode(region) }));
  await sql`
    insert into kernel.journal_entry (district_code, at, actor, event, subject, facts)
    select district, ${by.at}, ${by.actor}, event, subject, facts
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as entry (district text, event text, subject text, facts jsonb)`.execute(tx);
}
