import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import type { Actor, Stage } from '#kernel/index.server.ts';
import { processAttachments, showAttachment } from '#kernel/index.server.ts';
import { compareStores } from '#platform/database/backup/compare-stores.ts';
import { verifyBackup } from '#platform/database/backup/read-backup.ts';
import { restoreBackup } from '#platform/database/backup/restore-backup.ts';
import { writeBackup } from '#platform/database/backup/write-backup.ts';
import { type Database, openDatabase } from '#platform/database/database.ts';
import { FileStore } from '#platform/files/file-store.ts';
import { newId } from '#platform/ids.ts';
import { test as base } from '#tests/support/backup.ts';
import { NOW, SHIQIAO } from '#tests/support/deputies.ts';
import { aNoise, aPdf } from '#tests/support/pictures.ts';
import { actorIn, anAttachment, clock } from '#tests/support/reports.ts';
import { migrations } from '../../../migrations.ts';
import { filesInUse } from './files-in-use.ts';

const OPTIONS = { productVersion: '0.1.0', madeAt: Temporal.Instant.from(NOW) };
const officer: Actor = actorIn('town-officer', SHIQIAO);

function stageOn(database: Database): Stage {
  const now = () => Temporal.Instant.from(NOW);
  return { database, now, recordedNow: now, newId, hasRoom: () => Promise.resolve(true) };
}

/** A store with attachments in every state, beside the files that they point to. */
const test = base.extend<{
  given: { store: Parameters<typeof writeBackup>[0]; files: FileStore; work: { stage: Stage; files: FileStore } };
}>({
  given: async ({ newStore, folder }, use) => {
    const store = await newStore('migrated');
    const database = openDatabase(store);
    const files = new FileStore(join(folder, 'attachments'));
    const work = { stage: stageOn(database), files };
    const shown = await anAttachment(work, { content: await aNoise(1) });
    await anAttachment(work, { content: aPdf() });
    await processAttachments(work, clock, 10);
    await showAttachment(work, officer, { id: shown, version: 1, showsResidents: false, areas: [] });
    await anAttachment(work, { content: await aNoise(2) });
    await use({ store, files, work });
    await database.destroy();
  },
});

const namesIn = (folder: string) => {
  const all = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((one) => one.isFile());
  return all.map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1)).toSorted();
};

describe('the files of attachments', () => {
  test('travel in the backup, and are put back as they were', async ({ newStore, folder, given }) => {
    const { store, files } = given;
    const file = join(folder, 'a.backup');
    const summary = await writeBackup(store, file, { ...OPTIONS, files: { store: files, inUse: filesInUse } });
    expect(summary).toMatchObject({ files: namesIn(files.folder).length, missing: [] });

    const target = await newStore();
    const restored = new FileStore(join(folder, 'restored'));
    expect(await restoreBackup(target, file, { migrations, files: restored })).toMatchObject({ files: summary.files });
    expect(await compareStores(store, target)).toEqual([]);
    expect(namesIn(restored.folder)).toEqual(namesIn(files.folder));
    for (const name of namesIn(files.folder)) {
      expect(readFileSync(join(restored.folder, name))).toEqual(readFileSync(join(files.folder, name)));
    }
    // What had only just come in goes on being processed where it was restored.
    const database = openDatabase(target);
    expect(await processAttachments({ stage: stageOn(database), files: restored }, clock, 10)).toBe(1);
    await database.destroy();
  });

  test('can be unpacked without this product', async ({ folder, given: { store, files } }) => {
    const file = join(folder, 'a.backup');
    await writeBackup(store, file, { ...OPTIONS, files: { store: files, inUse: filesInUse } });
    execFileSync('tar', ['-xf', file], { cwd: folder });
    expect(namesIn(join(folder, 'files'))).toEqual(namesIn(files.folder));
  });

  test('that were lost are named, and the rest is saved', async ({ folder, given: { store, files } }) => {
    const [first = '', second = ''] = namesIn(files.folder);
    rmSync(join(files.folder, first));
    writeFileSync(join(files.folder, second), 'not what its name says');
    const file = join(folder, 'a.backup');
    const summary = await writeBackup(store, file, { ...OPTIONS, files: { store: files, inUse: filesInUse } });
    expect(summary.missing).toEqual([first, second]);
    expect(await verifyBackup(file)).toMatchObject({ contents: { missing: [first, second] } });
  });

  test('that were changed in a backup make it a damaged one', async ({ folder, given: { store, files } }) => {
    const file = join(folder, 'a.backup');
    await writeBackup(store, file, { ...OPTIONS, files: { store: files, inUse: filesInUse } });
    const bytes = readFileSync(file);
    const at = bytes.indexOf('files/') + 600;
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    // With a seal that fits, so that only the file's own hash can tell.
    const sealAt = bytes.length - 512 - 1024;
    bytes.write(createHash('sha256').update(bytes.subarray(0, sealAt)).digest('hex'), sealAt, 'latin1');
    writeFileSync(file, bytes);
    await expect(verifyBackup(file)).rejects.toMatchObject({ code: 'backup.damaged' });
  });

  test('stay until they are copied, also when they are refused meanwhile', async ({ folder, given }) => {
    const { store, files, work } = given;
    let isRefused = false;
    const inUse: typeof filesInUse = async (client) => {
      const found = await filesInUse(client);
      // Between the snapshot and the copy somebody processes and the originals would go.
      isRefused = (await processAttachments(work, clock, 10)) === 1;
      return found;
    };
    const summary = await writeBackup(store, join(folder, 'a.backup'), { ...OPTIONS, files: { store: files, inUse } });
    expect([isRefused, summary.missing]).toEqual([true, []]);
  });

  test('are not missed by a backup that was made before there were any', async ({
    newStore,
    folder,
    given: { store },
  }) => {
    const file = join(folder, 'old.backup');
    await writeBackup(store, file, OPTIONS);
    const restored = new FileStore(join(folder, 'restored'));
    expect(await restoreBackup(await newStore(), file, { migrations, files: restored })).toMatchObject({ files: 0 });
  });
});
