import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import type { Surface } from '../../people/domain/consents.ts';
import { PORTRAIT, type Portrait } from '../domain/portrait.ts';

/**
 * The photos that visitors may see: of each person the latest that was screened, as long as the person agrees to be shown
 * on the web.
 */
export async function findPortraits(
  tx: Transaction,
  district: string,
  personIds: readonly string[],
): Promise<ReadonlyMap<string, Portrait>> {
  const { rows } = await sql<Portrait & { personId: string }>`
    select distinct on (a.subject_id) a.subject_id as "personId", a.id, a.version
    from kernel.attachment a
    join kernel.consent k on k.district_code = a.district_code and k.person_id::text = a.subject_id
      and k.field = 'photo' and k.surface = 'web' and k.until_day is null
    where a.district_code = ${district} and a.subject_kind = ${PORTRAIT} and a.subject_id = any(${[...personIds]})
      and a.screening = 'shown'
    order by a.subject_id, a.received_at desc, a.id desc`.execute(tx);
  return new Map(rows.map(({ personId, id, version }) => [personId, { id, version }]));
}

/** Lets go of all photos of a person; the files, which no row names then, are swept away. @returns how many there were */
export async function dropPortraits(
  tx: Transaction,
  of: { readonly district: string; readonly personId: string },
  by: { readonly account: string; readonly at: string },
): Promise<number> {
  const { numAffectedRows } = await sql`
    update kernel.attachment set state = 'refused', screening = 'refused', refusal = 'portrait.dropped', original = null,
      sha256 = null, small_sha256 = null, tiny_sha256 = null, bytes = 0, version = version + 1,
      screened_by = ${by.account}, screened_at = ${by.at}
    where district_code = ${of.district} and subject_kind = ${PORTRAIT} and subject_id = ${of.personId}
      and screening <> 'refused'`.execute(tx);
  return Number(numAffectedRows ?? 0n);
}

/** Hands a person's photos to another, all or those named. @returns their ids */
export async function movePortraits(
  tx: Transaction,
  way: { readonly district: string; readonly from: string; readonly to: string },
  only?: readonly string[],
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    update kernel.attachment set subject_id = ${way.to}
    where district_code = ${way.district} and subject_kind = ${PORTRAIT} and subject_id = ${way.from}
      and (${only ?? null}::uuid[] is null or id = any(${only ?? null}::uuid[]))
    returning id`.execute(tx);
  return rows.map(({ id }) => id);
}

export interface PortraitFile extends Portrait {
  /** The name of its file, as the store of files keeps it. */
  readonly file: string;
}

/** The photos of some persons that may stand on a surface of paper: of each the latest that was screened. */
export async function findPortraitFiles(
  tx: Transaction,
  of: { readonly district: string; readonly personIds: readonly string[]; readonly surface: Surface },
): Promise<ReadonlyMap<string, PortraitFile>> {
  const { rows } = await sql<PortraitFile & { personId: string }>`
    select distinct on (a.subject_id) a.subject_id as "personId", a.id, a.version, coalesce(a.small_sha256, a.sha256) as file
    from kernel.attachment a
    join kernel.consent k on k.district_code = a.district_code and k.person_id::text = a.subject_id
      and k.field = 'photo' and k.surface = ${of.surface} and k.until_day is null
    where a.district_code = ${of.district} and a.subject_kind = ${PORTRAIT}
      and a.subject_id = any(${[...of.personIds]}) and a.screening = 'shown' and a.sha256 is not null
    order by a.subject_id, a.received_at desc, a.id desc`.execute(tx);
  return new Map(rows.map(({ personId, ...photo }) => [personId, photo]));
}
