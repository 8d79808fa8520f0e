import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';

declare module '#platform/database/database.ts' {
  interface Tables {
    'kernel.person': {
      district_code: string;
      id: string;
      name: string;
      pinyin: string;
      initials: string;
      phone: string | null;
      sex: string | null;
      birth_month: string | null;
      ethnicity: string | null;
    };
    'kernel.consent': {
      district_code: string;
      person_id: string;
      field: string;
      surface: string;
      from_day: string;
      until_day: string | null;
      source: string;
    };
  }
}

/** What may be shown of a person only with their consent, and where. */
export type ConsentField = 'phone' | 'workplace' | 'photo' | 'door';
export type Surface = 'wall' | 'web' | 'print' | 'nameplate' | 'door';

export interface Person {
  readonly id: string;
  readonly name: string;
  /** In full and by initials, so that a name is found without Chinese characters. */
  readonly pinyin: string;
  readonly initials: string;
  readonly phone: string | null;
  readonly sex: string | null;
  /** `1970-03`, never the day. */
  readonly birthMonth: string | null;
  readonly ethnicity: string | null;
}

export interface Consent {
  readonly personId: string;
  readonly field: ConsentField;
  readonly surface: Surface;
  readonly fromDay: string;
  /** The day of withdrawal; null while it holds. */
  readonly untilDay: string | null;
  /** How the office knows of it: `roster` for a column of a town's roster. */
  readonly source: string;
}

/** Everybody in a district who bears one of some names or is one of some persons. */
export async function findPeople(
  tx: Transaction,
  district: string,
  of: { readonly names: readonly string[]; readonly ids: readonly string[] },
): Promise<Person[]> {
  return tx
    .selectFrom('kernel.person')
    .select(['id', 'name', 'pinyin', 'initials', 'phone', 'sex', 'birth_month as birthMonth', 'ethnicity'])
    .where('district_code', '=', district)
    .where(sql<boolean>`(name = any(${of.names}) or id = any(${of.ids}))`)
    .execute();
}

/** Adds persons, and overwrites those that are there. */
export async function savePeople(tx: Transaction, district: string, people: readonly Person[]): Promise<void> {
  if (people.length === 0) return;
  await sql`
    insert into kernel.person (district_code, id, name, pinyin, initials, phone, sex, birth_month, ethnicity)
    select ${district}, id, name, pinyin, initials, phone, sex, "birthMonth", ethnicity
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as person (
      id uuid, name text, pinyin text, initials text, phone text, sex text, "birthMonth" text, ethnicity text)
    on conflict (district_code, id) do update set
      name = excluded.name, pinyin = excluded.pinyin, initials = excluded.initials, phone = excluded.phone,
      sex = excluded.sex, birth_month = excluded.birth_month, ethnicity = excluded.ethnicity`.execute(tx);
}

/** The consents of some persons that hold now. */
export async function findConsents(tx: Transaction, district: string, ids: readonly string[]): Promise<Consent[]> {
  const rows = await tx
    .selectFrom('kernel.consent')
    .select(['person_id as personId', 'field', 'surface', 'from_day as fromDay', 'until_day as untilDay', 'source'])
    .where('district_code', '=', district)
    .where('until_day', 'is', null)
    .where(sql<boolean>`person_id = any(${ids})`)
    .execute();
  return rows.map((row) => ({ ...row, field: row.field as ConsentField, surface: row.surface as Surface }));
}

/** Adds consents, and writes the day of withdrawal into those that are there. */
export async function saveConsents(tx: Transaction, district: string, consents: readonly Consent[]): Promise<void> {
  if (consents.length === 0) return;
  await sql`
    insert into kernel.consent (district_code, person_id, field, surface, from_day, until_day, source)
    select ${district}, "personId", field, surface, "fromDay", "untilDay", source
    from jsonb_to_recordset(${JSON.stringify(consents)}::jsonb) as consent (
      "personId" uuid, field text, surface text, "fromDay" date, "untilDay" date, source text)
    on conflict (district_code, person_id, field, surface, from_day)
    do update set until_day = excluded.until_day, source = excluded.source`.execute(tx);
}
