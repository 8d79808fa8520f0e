import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { FileReport, ImportReport } from '#modules/deputies/contract.ts';
import { importFiles, markFaults } from '#modules/deputies/index.server.ts';
import { operatorOf } from '../composition.server.ts';
import { type Command, EXIT, type ExitCode, WrongCall, locale, print, printError, withStore } from './command.ts';

const usage = `jiannuo import FILE… [--dry-run] [--partial] [--year YEAR] [--json] [--marked DIR]
  Takes rosters and ledgers in (.xlsx, .xls, .csv). Nothing of a file is written when one of its rows is rejected,
  unless --partial. --dry-run only reports; --marked writes faulty files back into DIR with the faults marked.`;

function parse(words: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...words],
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      partial: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      marked: { type: 'string' },
      year: { type: 'string' },
    },
  });
  if (positionals.length === 0) throw new WrongCall('import needs at least one file.');
  if (values.year !== undefined && !/^(19|20)\d{2}$/.test(values.year))
    throw new WrongCall('--year takes four digits.');
  return { values, paths: positionals };
}

async function read(path: string) {
  try {
    return { name: basename(path), bytes: await readFile(path) };
  } catch {
    throw new WrongCall(`The file “${path}” cannot be read.`);
  }
}

function describe(file: FileReport): void {
  print(`${file.file}: ${file.status}${file.message === undefined ? '' : ` — ${file.message[locale]}`}`);
  for (const sheet of file.sheets) {
    if (sheet.kind === null) continue;
    const counts = `+${sheet.created} ~${sheet.changed} =${sheet.unchanged} ✗${sheet.rejected}`;
    print(`  ${sheet.sheet} (${sheet.kind}): ${sheet.rows} rows, ${counts}`);
  }
  for (const fault of file.faults) print(`  ${fault.sheet}!${fault.column}${fault.row}: ${fault.message[locale]}`);
  for (const note of file.notes) print(`  ${note[locale]}`);
}

function exitCode({ files }: ImportReport): ExitCode {
  if (files.some((file) => file.status === 'refused')) return EXIT.refused;
  return files.some((file) => file.status === 'faults') ? EXIT.rejected : EXIT.good;
}

export const importTables: Command = {
  usage,
  async run(words) {
    const { values, paths } = parse(words);
    const files = await Promise.all(paths.map(read));
    const options = {
      dryRun: values['dry-run'],
      partial: values.partial,
      ...(values.year === undefined ? {} : { year: Number(values.year) }),
    };
    const started = performance.now();
    const onProgress = (done: number, total: number) => {
      if (process.stderr.isTTY && performance.now() - started > 2000) process.stderr.write(`\r${done}/${total} `);
    };
    const report = await withStore(async ({ stage, home }) =>
      importFiles(stage, operatorOf(await home()), { files, options, onProgress }),
    );
    if (process.stderr.isTTY) printError('');
    if (values.json) print(JSON.stringify(report, null, 2));
    else report.files.forEach(describe);
    if (values.marked !== undefined) {
      await mkdir(values.marked, { recursive: true });
      for (const [at, file] of report.files.entries()) {
        const original = files[at];
        if (file.faults.length === 0 || original === undefined) continue;
        const name = original.name.replace(/\.\w+$/, '') + '-marked.xlsx';
        await writeFile(join(values.marked, name), await markFaults(original, file), { mode: 0o600 });
      }
    }
    return exitCode(report);
  },
};
