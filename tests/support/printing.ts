import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { RegionCode, districtCode } from '#kernel/contract.ts';
import type { Stage } from '#kernel/index.server.ts';
import { NOW, type TestPost } from './deputies.ts';

/** A nameplate of a post that hangs, and is not true any more. @returns its id */
export async function aPrintout(
  { database }: Pick<Stage, 'database'>,
  { id: membershipId, personId, region }: TestPost,
): Promise<string> {
  const id = randomUUID();
  await sql`
    insert into deputies.printout (district_code, id, batch_id, region, person_id, membership_id, kind, place, hash, fields,
      printed_by, printed_at)
    values (${districtCode(RegionCode.parse(region))}, ${id}, ${id}, ${region}, ${personId}, ${membershipId}, 'nameplate',
      '', ${'a'.repeat(64)}, '{"name":"a"}', 'test', ${NOW})`.execute(database);
  return id;
}
