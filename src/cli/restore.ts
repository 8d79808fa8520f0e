import { noteRestore, perform } from '#kernel/index.server.ts';
import { readConfig } from '#platform/config.ts';
import { restoreBackup } from '#platform/database/backup/restore-backup.ts';
import { grantRights, openFiles, openStore, operatorOf, withOwnerConnection } from '../composition.server.ts';
import { migrations } from '../migrations.ts';
import { type Command, EXIT, WrongCall, locale, print, printError } from './command.ts';

const usage = `jiannuo restore FILE
  Loads a backup into an empty store, compares every table with what was backed up, and else changes nothing.`;

export const restore: Command = {
  usage,
  async run(words) {
    const [file] = words;
    if (file === undefined || words.length > 1 || file.startsWith('-')) throw new WrongCall('restore takes one file.');
    const config = readConfig(process.env);
    const say = (line: { readonly zh: string; readonly en: string }) => {
      printError(line[locale]);
    };
    const summary = await withOwnerConnection(config, say, async (owner) => {
      const restored = await restoreBackup(owner, file, { migrations, files: openFiles(config) });
      await grantRights(config, owner);
      return restored;
    });
    print(
      `${summary.file}: ${summary.tables} tables, ${summary.rows} rows, ${summary.files} files restored and compared.`,
    );
    const store = await openStore(config, { say, isModeAsked: false });
    try {
      await perform(store.stage, operatorOf(await store.home()), { useCase: noteRestore, input: summary });
    } finally {
      await store.close();
    }
    return EXIT.good;
  },
};
