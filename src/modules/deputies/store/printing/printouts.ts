import { sql } from 'kysely';
import type { RegionCode, Surface } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { PrintKind } from '../../contract.ts';
import type { FieldHashes } from '../../domain/printing/content.ts';
import { within } from '../lists/within.ts';

/** What hangs of a post: of a wall, in the place that is named. */
export interface Printout {
  readonly id: string;
  readonly region: RegionCode;
  readonly personId: string;
  readonly membershipId: string;
  readonly kind: PrintKind;
  /** Of a wall the station's id or the town's code; else empty. */
  readonly place: string;
  readonly hash: string;
  readonly fields: FieldHashes;
}

interface Printing {
  readonly district: string;
  readonly batchId: string;
  readonly by: string;
  readonly at: string;
}

const ROWS =
  sql.raw(`as made (id uuid, region text, "personId" uuid, "membershipId" uuid, kind text, place text, hash text,
  fields jsonb)`);

/** Keeps what was printed; what hung in its place hangs no more. */
export async function insertPrintouts(
  tx: Transaction,
  { district, batchId, by, at }: Printing,
  made: readonly Printout[],
): Promise<void> {
  const rows = JSON.stringify(made);
  await sql`
    update deputies.printout p set gone_at = ${at}
    from jsonb_to_recordset(${rows}::jsonb) ${ROWS}
    where p.district_code = ${district} and p.membership_id = made."membershipId" and p.kind = made.kind
      and p.place = made.place and p.gone_at is null`.execute(tx);
  await sql`
    insert into deputies.printout (district_code, id, batch_id, region, person_id, membership_id, kind, place, hash, fields,
      printed_by, printed_at)
    select ${district}, id, ${batchId}, region, "personId", "membershipId", kind, place, hash, fields, ${by}, ${at}
    from jsonb_to_recordset(${rows}::jsonb) ${ROWS}`.execute(tx);
}

/** All that hangs in a region, or of some persons. */
export async function findHanging(
  tx: Transaction,
  { region, personIds }: { readonly region: RegionCode; readonly personIds?: readonly string[] },
): Promise<Printout[]> {
  const only = personIds === undefined ? sql`true` : sql`p.person_id = any(${[...personIds]}::uuid[])`;
  const { rows } = await sql<Printout>`
    select p.id, p.region, p.person_id as "personId", p.membership_id as "membershipId", p.kind, p.place, p.hash, p.fields
    from deputies.printout p where ${within('p', region)} and p.gone_at is null and ${only}
    order by p.printed_at, p.id`.execute(tx);
  return rows;
}

const KINDS: Readonly<Record<Surface, PrintKind | null>> = {
  ...{ nameplate: 'nameplate', door: 'door', wall: 'wall', print: 'notice', web: null },
};

/** What somebody says was taken down, or printed elsewhere: what hangs there is not known any more. */
export async function setGone(
  tx: Transaction,
  { district, at }: { readonly district: string; readonly at: string },
  what: readonly { readonly personId: string; readonly membershipId: string | null; readonly surface: Surface }[],
): Promise<void> {
  const gone = what.map((one) => ({ ...one, kind: KINDS[one.surface] }));
  await sql`
    update deputies.printout p set gone_at = ${at}
    from jsonb_to_recordset(${JSON.stringify(gone)}::jsonb) as gone ("personId" uuid, "membershipId" uuid, kind text)
    where p.district_code = ${district} and p.person_id = gone."personId" and p.kind = gone.kind
      and p.membership_id = coalesce(gone."membershipId", p.membership_id) and p.gone_at is null`.execute(tx);
}

/** Forgets what was printed of a person. */
export async function deletePrintouts(
  tx: Transaction,
  { district, personId }: { readonly district: string; readonly personId: string },
): Promise<void> {
  await sql`
    delete from deputies.printout where district_code = ${district} and person_id = ${personId}`.execute(tx);
}
