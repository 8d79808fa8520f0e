import { sql } from 'kysely';
import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { DutyKind, DutyPicture } from '../../contract.ts';
import { DUTY_SUBJECT } from '../../domain/duties/duty.ts';
import { within } from '../lists/within.ts';

/** The pictures of a deputy's duties that were screened, those of the latest duty first, each with its year. */
export async function findDutyPictures(
  tx: Transaction,
  { region, personId }: { readonly region: RegionCode; readonly personId: string },
): Promise<(DutyPicture & { readonly year: number })[]> {
  const { rows } = await sql<DutyPicture & { year: number }>`
    select d.year, d.day, d.kind as "dutyKind", a.id, a.width, a.height, a.version
    from deputies.duty d
    join kernel.attachment a on a.district_code = d.district_code and a.subject_kind = ${DUTY_SUBJECT}
      and a.subject_id = d.id::text and a.kind = 'picture' and a.screening = 'shown'
    where ${within('d', region)} and d.person_id = ${personId} and d.withdrawn_at is null
    order by d.day desc, d.id, a.received_at, a.id`.execute(tx);
  return rows;
}

export interface DutySubject {
  readonly dutyId: string;
  readonly name: string;
  readonly kind: DutyKind;
  readonly day: string;
  /** Taken back since: its photos need not be shown. */
  readonly isWithdrawn: boolean;
}

/** Whose some duties are and what was done, those of a region alone. */
export async function findDutySubjects(
  tx: Transaction,
  dutyIds: readonly string[],
  region: RegionCode,
): Promise<DutySubject[]> {
  const { rows } = await sql<DutySubject>`
    select d.id as "dutyId", p.name, d.kind, d.day, d.withdrawn_at is not null as "isWithdrawn"
    from deputies.duty d
    join kernel.person p on p.district_code = d.district_code and p.id = d.person_id
    where d.id = any(${[...dutyIds]}::uuid[]) and ${within('d', region)}`.execute(tx);
  return rows;
}
