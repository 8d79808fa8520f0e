import { parseArgs } from 'node:util';
import product from '../../package.json' with { type: 'json' };
import { filesInUse, noteBackup, perform } from '#kernel/index.server.ts';
import { machineClock } from '#platform/clock.ts';
import { type BackupSummary, writeBackup } from '#platform/database/backup/write-backup.ts';
import { operatorOf } from '../composition.server.ts';
import { type Command, EXIT, WrongCall, print, printError, withStore } from './command.ts';

const usage = `jiannuo backup FILE [--overwrite]
  Writes all that the store holds into one file, as of one instant, also while the server runs.`;

function tell({ file, tables, rows, files, bytes, missing }: BackupSummary): void {
  print(`${file}: ${tables} tables, ${rows} rows, ${files} files, ${bytes} bytes; read back and verified.`);
  for (const lost of missing)
    printError(`attachments/${lost} is lost: a row points to it, and the backup goes without.`);
}

export const backup: Command = {
  usage,
  async run(words) {
    const { values, positionals } = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: { overwrite: { type: 'boolean', default: false } },
    });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new WrongCall('backup takes one file.');
    await withStore(async ({ stage, home, ownerConnection, files }) => {
      const summary = await writeBackup(ownerConnection, file, {
        productVersion: product.version,
        madeAt: machineClock.now(),
        overwrite: values.overwrite,
        files: { store: files, inUse: filesInUse },
      });
      tell(summary);
      await perform(stage, operatorOf(await home()), { useCase: noteBackup, input: summary });
    });
    return EXIT.good;
  },
};
