import { type Generated, sql } from 'kysely';
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
      is_pinyin_set: Generated<boolean>;
      erased_at: string | null;
      merged_into: string | null;
    };
  }
}

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

/** Everybody in a district who bears one of some names or is one of some persons; who was merged is another by now. */
export async function findPeople(
  tx: Transaction,
  district: string,
  of: { readonly names: readonly string[]; readonly ids: readonly string[] },
): Promise<Person[]> {
  return tx
    .selectFrom('kernel.person')
    .select(['id', 'name', 'pinyin', 'initials', 'phone', 'sex', 'birth_month as birthMonth', 'ethnicity'])
    .where('district_code', '=', district)
    .where('merged_into', 'is', null)
    .where(sql<boolean>`(name = any(${of.names}) or id = any(${of.ids}))`)
    .execute();
}

/**
 * Adds persons, and overwrites those that are there. How a name sounds stays as the office has set it, as long as the name
 * stays; what was erased of a person stays erased.
 */
export async function savePeople(tx: Transaction, district: string, people: readonly Person[]): Promise<void> {
  if (people.length === 0) return;
  await sql`
    insert into kernel.person as person (district_code, id, name, pinyin, initials, phone, sex, birth_month, ethnicity)
    select ${district}, id, name, pinyin, initials, phone, sex, "birthMonth", ethnicity
    from jsonb_to_recordset(${JSON.stringify(people)}::jsonb) as given (
      id uuid, name text, pinyin text, initials text, phone text, sex text, "birthMonth" text, ethnicity text)
    on conflict (district_code, id) do update set
      name = excluded.name,
      is_pinyin_set = person.is_pinyin_set and person.name = excluded.name,
      pinyin = case when person.is_pinyin_set and person.name = excluded.name then person.pinyin else excluded.pinyin end,
      initials = case when person.is_pinyin_set and person.name = excluded.name then person.initials
        else excluded.initials end,
      phone = case when person.erased_at is null then excluded.phone end,
      sex = case when person.erased_at is null then excluded.sex end,
      birth_month = case when person.erased_at is null then excluded.birth_month end,
      ethnicity = case when person.erased_at is null then excluded.ethnicity end`.execute(tx);
}

/** One person, merged or not, for update. */
export async function findPerson(tx: Transaction, district: string, id: string) {
  return tx
    .selectFrom('kernel.person')
    .select(['id', 'name', 'pinyin', 'initials', 'phone', 'sex', 'birth_month as birthMonth', 'ethnicity'])
    .select(['is_pinyin_set as isPinyinSet', 'erased_at as erasedAt', 'merged_into as mergedInto'])
    .where('district_code', '=', district)
    .where('id', '=', id)
    .executeTakeFirst();
}

/** Keeps how a name sounds, as the office says it. */
export async function setSounds(
  tx: Transaction,
  { district, id }: { readonly district: string; readonly id: string },
  { pinyin, initials }: { readonly pinyin: string; readonly initials: string },
): Promise<void> {
  await tx
    .updateTable('kernel.person')
    .set({ pinyin, initials, is_pinyin_set: true })
    .where('district_code', '=', district)
    .where('id', '=', id)
    .execute();
}

/** Says that a record is of the same person as another, or, with null, that it is not. */
export async function setMerged(
  tx: Transaction,
  { district, id }: { readonly district: string; readonly id: string },
  into: string | null,
): Promise<void> {
  await tx
    .updateTable('kernel.person')
    .set({ merged_into: into })
    .where('district_code', '=', district)
    .where('id', '=', id)
    .execute();
}

/**
 * Erases what is known of a person beyond the record of public office: phone, month of birth, ethnicity, sex and all
 * consents, of the records merged into it too. Name and sounds stay. It cannot be undone.
 */
export async function erasePerson(
  tx: Transaction,
  { district, id }: { readonly district: string; readonly id: string },
  at: string,
): Promise<void> {
  await sql`
    with erased as (
      update kernel.person set phone = null, birth_month = null, ethnicity = null, sex = null, erased_at = ${at}
      where district_code = ${district} and (id = ${id} or merged_into = ${id}) returning id)
    delete from kernel.consent where district_code = ${district} and person_id in (select id from erased)`.execute(tx);
}

/** Which of some persons have been erased: what a roster says of them beyond their office is not kept again. */
export async function findErased(tx: Transaction, district: string, ids: readonly string[]): Promise<Set<string>> {
  const rows = await tx
    .selectFrom('kernel.person')
    .select('id')
    .where('district_code', '=', district)
    .where('erased_at', 'is not', null)
    .where(sql<boolean>`id = any(${ids}::uuid[])`)
    .execute();
  return new Set(rows.map(({ id }) => id));
}
