import { expect, inject, test } from 'vitest';
import { openDatabase } from './database.ts';
import { requireServerVersion } from './server-version.ts';

test('a server that is too old is refused with both versions named', async () => {
  const database = openDatabase({ host: inject('socketFolder'), user: 'jiannuo', database: 'postgres' });
  await requireServerVersion(database);
  await expect(requireServerVersion(database, 99)).rejects.toThrow(
    /PostgreSQL 18\S*: it has to be version 99 or newer/,
  );
  await database.destroy();
});
