import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { type RegionCode, districtCode } from '#kernel/contract.ts';
import type { Stage } from '#kernel/index.server.ts';
import { NOW } from './deputies.ts';

/** A picture that was screened: of a role model's deeds, a person's photo. @returns its id and the names of its files */
export async function aShownPicture(
  { database }: Pick<Stage, 'database'>,
  of: { readonly region: RegionCode; readonly kind: string; readonly subjectId: string; readonly isWithheld?: boolean },
) {
  const id = randomUUID();
  const [large, small] = ['a'.repeat(64), 'b'.repeat(64)];
  await sql`
    insert into kernel.attachment (district_code, id, region, subject_kind, subject_id, role, kind, format, name, state,
      screening, is_withheld, original_sha256, sha256, small_sha256, tiny_sha256, width, height, bytes, received_at, received_by)
    values (${districtCode(of.region)}, ${id}, ${of.region}, ${of.kind}, ${of.subjectId}, 'after', 'picture', 'jpeg',
      '照片.jpg', 'processed', 'shown', ${of.isWithheld ?? false}, ${large}, ${large}, ${small}, ${small}, 10, 10, 10, ${NOW}, 'somebody')`.execute(
    database,
  );
  return { id, large, small };
}
