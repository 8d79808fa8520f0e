import { parseArgs } from 'node:util';
import product from '../../package.json' with { type: 'json' };
import { filesInUse } from '#kernel/index.server.ts';
import { machineClock } from '#platform/clock.ts';
import { writeBackup } from '#platform/database/backup/write-backup.ts';
import { type Command, EXIT, WrongCall, print, printError, withStore } from './command.ts';

const usage = `jiannuo backup FILE [--overwrite]
  Writes all that the store holds into one file, as of one instant, also while the server runs.`;

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
    const summary = await withStore(({ ownerConnection, files }) =>
      writeBackup(ownerConnection, file, {
        productVersion: product.version,
        madeAt: machineClock.now(),
        overwrite: values.overwrite,
        files: { store: files, inUse: filesInUse },
      }),
    );
    print(
      `${summary.file}: ${summary.tables} tables, ${summary.rows} rows, ${summary.files} files, ${summary.bytes} bytes; read back and verified.`,
    );
    for (const lost of summary.missing)
      printError(`attachments/${lost} is lost: a row points to it, and the backup goes without.`);
    return EXIT.good;
  },
};
