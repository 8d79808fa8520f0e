import { type Generated, sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { type RegionCode, districtCode } from '../../values/region-code.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'kernel.trail_entry': {
      district_code: string;
      seq: Generated<bigint>;
      at: string;
      actor: string;
      role: string;
      region: string;
      action: string;
      subject: string;
      before: unknown;
      after: unknown;
    };
  }
}

/** What was seen or changed, where, and what stood there before and after. Seen only: neither. */
export interface TrailEntry {
  readonly region: RegionCode;
  readonly subject: string;
  readonly before?: Readonly<Record<string, unknown>>;
  readonly after?: Readonly<Record<string, unknown>>;
}

/** Who did it, in which role, by which use case, and when by the machine's clock. */
export interface Doing {
  readonly actor: string;
  readonly role: string;
  readonly action: string;
  readonly at: string;
}

export async function appendTrail(tx: Transaction, doing: Doing, entries: readonly TrailEntry[]): Promise<void> {
  if (entries.length === 0) return;
  const rows = entries.map((entry) => ({ ...entry, district: districtCode(entry.region) }));
  await sql`
    insert into kernel.trail_entry (district_code, at, actor, role, region, action, subject, before, after)
    select district, ${doing.at}, ${doing.actor}, ${doing.role}, region, ${doing.action}, subject, before, after
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as entry (district text, region text, subject text, before jsonb, after jsonb)`.execute(tx);
}
