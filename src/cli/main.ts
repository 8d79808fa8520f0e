import { type Command, EXIT, print, printError, report } from './command.ts';
import { account } from './account.ts';
import { backup } from './backup.ts';
import { exportTables } from './export.ts';
import { figures } from './figures.ts';
import { importTables } from './import.ts';
import { regions } from './regions.ts';
import { restore } from './restore.ts';
import { scope } from './scope.ts';

const COMMANDS: Readonly<Record<string, Command>> = {
  import: importTables,
  export: exportTables,
  figures,
  regions,
  scope,
  account,
  backup,
  restore,
};

const USAGE = `jiannuo COMMAND …

${Object.values(COMMANDS)
  .map(({ usage }) => usage)
  .join('\n\n')}

Exit codes: 0 good, 2 wrong call or setting, 3 rows rejected, 4 store not available, 5 file refused.`;

const [name = '', ...words] = process.argv.slice(2);
const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
if (command === undefined) {
  const isHelp = ['help', '--help', '-h', ''].includes(name);
  if (isHelp) print(USAGE);
  else printError(`There is no command “${name}”.\n\n${USAGE}`);
  process.exitCode = name === '' || !isHelp ? EXIT.wrongCall : EXIT.good;
} else if (words.includes('--help') || words.includes('-h')) {
  print(command.usage);
} else {
  process.exitCode = await command.run(words).catch((error: unknown) => report(error, command.usage));
}
