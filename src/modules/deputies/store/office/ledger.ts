import { sql } from 'kysely';
import { districtCode } from '#kernel/contract.ts';
import type { Actor } from '#kernel/index.server.ts';
import type { Transaction } from '#platform/database/database.ts';
import type { LedgerRecord } from '../../domain/export/tables.ts';
import { findLedgerCommitments } from '../import/commitments.ts';
import { seenBy } from './scope.ts';

interface Named {
  readonly id: string;
  readonly postId: string;
  readonly year: number;
  readonly town: string;
  readonly name: string;
  readonly phone: string | null;
}

/** Some commitments as a ledger has them, in the order of their ids. */
export async function findLedgerRecordsOf(
  tx: Transaction,
  actor: Actor,
  ids: readonly string[],
): Promise<LedgerRecord[]> {
  const { rows } = await sql<Named>`
    select c.id, c.membership_id as "postId", c.year, r.name as town, p.name, coalesce(l.phone, p.phone) as phone
    from unnest(${ids}::uuid[]) with ordinality as asked (id, place)
    join deputies.commitment c on c.id = asked.id
    join kernel.person p on p.district_code = c.district_code and p.id = c.person_id
    join kernel.region r on r.code = c.region
    left join deputies.listing l
      on l.district_code = c.district_code and l.membership_id = c.membership_id and l.year = c.year
    where ${seenBy(actor)}
    order by asked.place`.execute(tx);
  const commitments = await findLedgerCommitments(tx, districtCode(actor.region), {
    postIds: [...new Set(rows.map(({ postId }) => postId))],
    years: [...new Set(rows.map(({ year }) => year))],
  });
  const byId = new Map(commitments.map((commitment) => [commitment.id, commitment]));
  return rows.flatMap(({ id, town, name, phone }) => {
    const commitment = byId.get(id);
    return commitment === undefined ? [] : [{ town, name, phone, commitment }];
  });
}
