import type { RegionCode } from '#kernel/contract.ts';
import type { Transaction } from '#platform/database/database.ts';

export async function findRegionName(tx: Transaction, region: RegionCode): Promise<string> {
  const row = await tx.selectFrom('kernel.region').select('name').where('code', '=', region).executeTakeFirst();
  return row?.name ?? region;
}
