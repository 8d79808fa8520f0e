import { sql } from 'kysely';
import type pg from 'pg';
import type { Transaction } from '#platform/database/database.ts';

const FILES = `
  select file, sha256 from (
    select 'received/' || original::text as file, original_sha256 as sha256 from kernel.attachment
    where original is not null
    union
    select left(kept, 2) || '/' || substr(kept, 3), kept
    from kernel.attachment, unnest(array[sha256, small_sha256, tiny_sha256]) as kept where kept is not null
  ) files order by file collate "C"`;

/** The paths in the store of files that rows point to, with the hash of each: what a backup has to carry. */
export async function filesInUse(client: pg.ClientBase): Promise<{ file: string; sha256: string }[]> {
  const { rows: tables } = await client.query<{ is: boolean }>(
    `select to_regclass('kernel.attachment') is not null as is`,
  );
  if (tables[0]?.is !== true) return [];
  return (await client.query<{ file: string; sha256: string }>(FILES)).rows;
}

/** The same, for the product's own connection: the paths alone. */
export async function findFilesInUse(tx: Transaction): Promise<string[]> {
  const { rows } = await sql.raw<{ file: string }>(FILES).execute(tx);
  return rows.map(({ file }) => file);
}
