import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { Consent, ConsentField, ConsentKey, ConsentSource, Surface } from '../domain/consents.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'kernel.consent': {
      district_code: string;
      person_id: string;
      field: string;
      surface: string;
      from_day: string;
      until_day: string | null;
      source: string;
      note: string | null;
      recorded_by: string | null;
      recorded_at: string | null;
      withdrawn_source: string | null;
      withdrawn_by: string | null;
      withdrawn_at: string | null;
    };
  }
}

/** All consents of some persons, withdrawn ones included, the oldest first. */
export async function findConsents(
  tx: Transaction,
  district: string,
  ids: readonly string[],
): Promise<(Consent & { readonly recordedAt: string | null })[]> {
  const rows = await tx
    .selectFrom('kernel.consent')
    .select(['person_id as personId', 'field', 'surface', 'from_day as fromDay', 'until_day as untilDay', 'source'])
    .select(['note', 'recorded_by as recordedBy', 'recorded_at as recordedAt', 'withdrawn_source as withdrawnSource'])
    .where('district_code', '=', district)
    .where(sql<boolean>`person_id = any(${ids}::uuid[])`)
    .orderBy('from_day')
    .execute();
  return rows.map((row) => ({
    ...row,
    field: row.field as ConsentField,
    surface: row.surface as Surface,
    source: row.source as ConsentSource,
    withdrawnSource: row.withdrawnSource as ConsentSource | null,
  }));
}

/** Adds consents, and writes the day of withdrawal into those that are there. */
export async function saveConsents(
  tx: Transaction,
  by: { readonly district: string; readonly account: string; readonly at: string },
  consents: readonly Consent[],
): Promise<void> {
  if (consents.length === 0) return;
  await sql`
    insert into kernel.consent as consent (district_code, person_id, field, surface, from_day, until_day, source, note,
      recorded_by, recorded_at)
    select ${by.district}, "personId", field, surface, "fromDay", "untilDay", source, note, ${by.account}, ${by.at}
    from jsonb_to_recordset(${JSON.stringify(consents)}::jsonb) as given (
      "personId" uuid, field text, surface text, "fromDay" date, "untilDay" date, source text, note text,
      "withdrawnSource" text)
    on conflict (district_code, person_id, field, surface, from_day)
    do update set until_day = excluded.until_day, source = excluded.source, note = excluded.note,
      recorded_by = case when excluded.until_day is null then excluded.recorded_by else consent.recorded_by end,
      recorded_at = case when excluded.until_day is null then excluded.recorded_at else consent.recorded_at end`.execute(
    tx,
  );
  const withdrawn = consents.filter((consent) => consent.untilDay !== null);
  if (withdrawn.length === 0) return;
  await sql`
    update kernel.consent as consent
    set withdrawn_source = given."withdrawnSource", withdrawn_by = ${by.account}, withdrawn_at = ${by.at}
    from jsonb_to_recordset(${JSON.stringify(withdrawn)}::jsonb) as given (
      "personId" uuid, field text, surface text, "fromDay" date, "withdrawnSource" text)
    where consent.district_code = ${by.district} and consent.person_id = given."personId"
      and consent.field = given.field and consent.surface = given.surface and consent.from_day = given."fromDay"
    `.execute(tx);
}

/** Makes changes of consents undone: those given are taken away, those ended hold again. */
export async function undoConsents(
  tx: Transaction,
  of: { readonly district: string; readonly personId: string },
  { given, ended }: { readonly given: readonly ConsentKey[]; readonly ended: readonly ConsentKey[] },
): Promise<void> {
  const same = sql`consent.district_code = ${of.district} and consent.person_id = ${of.personId}
    and consent.field = key.field and consent.surface = key.surface and consent.from_day = key."fromDay"`;
  const keys = (all: readonly ConsentKey[]) =>
    sql`jsonb_to_recordset(${JSON.stringify(all)}::jsonb) as key (field text, surface text, "fromDay" date)`;
  await sql`delete from kernel.consent consent using ${keys(given)} where ${same}`.execute(tx);
  await sql`
    update kernel.consent consent
    set until_day = null, withdrawn_source = null, withdrawn_by = null, withdrawn_at = null
    from ${keys(ended)} where ${same}`.execute(tx);
}
