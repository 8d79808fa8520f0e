import { sql } from 'kysely';
import type { Transaction } from '#platform/database/database.ts';
import { COUNTRY, type RegionCode, significantDigits } from '../../values/region-code.ts';

/** The whole country is not the same as nothing said: the row policies tell them apart by the letter. */
function withinText(region: RegionCode): string {
  return `r${significantDigits(region)}`;
}

/**
 * Tells the database within which region, in which role, as which person and by which account a transaction works. Its row policies let
 * nothing else through, whatever a query asks for: the second wall, behind the use cases.
 */
export async function setBounds(
  tx: Transaction,
  actor: { readonly id: string; readonly region: RegionCode; readonly role: string; readonly personId?: string },
): Promise<void> {
  await sql`select set_config('jiannuo.within', ${withinText(actor.region)}, true),
    set_config('jiannuo.role', ${actor.role}, true),
    set_config('jiannuo.person', ${actor.personId ?? ''}, true),
    set_config('jiannuo.account', ${actor.id}, true)`.execute(tx);
}

/**
 * Reads beyond the actor's region, for what is true only of the whole: figures of the regions above, and whether a
 * person is known already. What is read so is shown to nobody, but to a person what is theirs.
 * @param role in which the second wall lets it through
 */
export async function seeingAll<Result>(
  tx: Transaction,
  work: () => Promise<Result>,
  role: 'clock' | 'operator' = 'clock',
): Promise<Result> {
  const { rows } = await sql<{ within: string; role: string }>`
    select current_setting('jiannuo.within', true) as within, current_setting('jiannuo.role', true) as role`.execute(
    tx,
  );
  const [own = { within: '', role: '' }] = rows;
  await sql`select set_config('jiannuo.within', ${withinText(COUNTRY)}, true), set_config('jiannuo.role', ${role}, true)
    `.execute(tx);
  const result = await work();
  await sql`select set_config('jiannuo.within', ${own.within}, true), set_config('jiannuo.role', ${own.role}, true)
    `.execute(tx);
  return result;
}
